"""The sheets as pages that anybody prints."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centre.models.routed import centre_root
from centre.routing import reverse_branch_route
from centre.safety.sensitive import protect
from events.kit.facts import NoDiscreetWording
from events.kit.sheets import LEAFLET, POSTER, Sheet, render_sheet
from events.models import EventPage

ROUTES = {"event_poster": POSTER, "event_leaflet": LEAFLET}


def poster(home, request, slug):
    """Show the A4 poster of a published event."""
    return _sheet(home, request, slug, POSTER)


def leaflet(home, request, slug):
    """Show the A5 leaflet of a published event."""
    return _sheet(home, request, slug, LEAFLET)


def _sheet(home, request, slug: str, sheet: Sheet):
    """Answer with ``sheet``; 404 where there is no event, or no wording that may be seen."""
    event = EventPage.objects.published(home).filter(slug=slug).first()
    if event is None:
        raise Http404
    event = event.specific
    event.owner_branch = home.branch
    try:
        ways = _ways(home, request, event, sheet)
        html, csp_hash = render_sheet(sheet, event, timezone.now(), ways)
    except NoDiscreetWording as error:
        raise Http404 from error
    request.csp_style_hashes = [csp_hash]
    response = HttpResponse(html)
    return protect(response) if event.sensitive else response


def _ways(home, request, event, shown: Sheet) -> list[tuple[str, str]]:
    root = centre_root(home, request)
    others = [
        (capfirst(sheet.label), root + reverse_branch_route(name, slug=event.slug))
        for name, sheet in ROUTES.items()
        if sheet is not shown
    ]
    return [(_("Back to the event"), event.get_url(request)), *others]
