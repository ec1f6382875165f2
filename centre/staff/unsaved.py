"""What somebody of the staff sent while the site could not take it, to be sent again."""

from django.core.exceptions import SuspiciousOperation
from django.urls import reverse

HIDDEN = "password"


def is_staff_area(request) -> bool:
    """Return whether ``request`` is for the staff area."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def unsaved_fields(request) -> list[tuple[str, str]]:
    """Return the names and values of the form that ``request`` sent to the staff area.

    None for anything else, for what cannot be read, and where a password is among them: it is not
    written into a page.
    """
    if request.method != "POST" or not is_staff_area(request):
        return []
    try:
        sent = request.POST.lists()
    except (OSError, SuspiciousOperation):
        return []
    fields = [(name, value) for name, values in sent for value in values]
    return [] if any(HIDDEN in name for name, _value in fields) else fields
