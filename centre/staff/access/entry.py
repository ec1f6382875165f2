"""Coming in: noted once, when the last thing asked for was given."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.urls import reverse

from centre.staff.access import factor, journal


def is_staff_area(request) -> bool:
    """Return whether ``request`` is for an address of the staff area."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def enter(request, user) -> None:
    """Note that ``user`` is in, for the journal and for the end of the request."""
    request.has_entered = user
    journal.note_entry(user)


def on_password(request, user, **kwargs) -> None:
    """Receive ``user_logged_in``: she is in, unless her code is still to come."""
    if is_staff_area(request) and factor.is_proven(request.session, user):
        enter(request, user)


def on_wrong_password(credentials, request=None, **kwargs) -> None:
    """Receive ``user_login_failed``. Tries at a door that is locked already are not told."""
    if request and is_staff_area(request) and not AxesProxyHandler.is_locked(request, credentials):
        journal.note_refusal(credentials.get("username", ""))


def connect() -> None:
    """Listen to Django's signals."""
    user_logged_in.connect(on_password)
    user_login_failed.connect(on_wrong_password)
