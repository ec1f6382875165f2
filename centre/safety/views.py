"""Leaving the site, and the page that says what the site cannot do for a reader's safety."""

from django.db import Error as DatabaseError
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from centre import views
from centre.safety.sensitive import protect
from centre.safety.target import DEFAULT_TARGET, away, target_of
from centre.sites import find_site


@require_safe
def leave(request):
    """Leave for the neutral page of the centre whose site it is."""
    try:
        site = find_site(request)
    except DatabaseError:
        return away(DEFAULT_TARGET)
    return away(target_of(site and site.root_page))


@require_safe
def leave_below(request, path):
    """Answer under the root of a centre without a host of its own, also without a database."""
    try:
        return views.page(request, path)
    except DatabaseError:
        return away(DEFAULT_TARGET)


def leave_centre(home, request):
    """Leave for the neutral page of the centre of ``home``."""
    return away(target_of(home))


def safety_page(home, request):
    """Say what protects the reader and what does not; itself protected as a sensitive page."""
    context = {"home": home, "is_discreet": True}
    return protect(TemplateResponse(request, "pages/safety.html", context))
