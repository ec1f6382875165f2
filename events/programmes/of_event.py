"""The programme that an event belongs to, as the page of the event names it."""

from centre.models import Branch
from centre.safety.sensitive import is_sensitive_path
from events.models import EventPage, ProgrammePage
from events.programmes.detail import address_in

PROGRAMME_FIELDS = ["id", "title", "path", "url_path", "is_sensitive"]


def programme_of_event(event_id: int):
    """Return the programme of an event, as a queryset: empty unless everybody may see it."""
    chosen = EventPage.objects.filter(pk=event_id).values("programme")
    return ProgrammePage.objects.live().unrestricted().filter(pk__in=chosen)


def shown_programme(event: EventPage, found: list[dict], request) -> dict | None:
    """Return title and address of the programme of ``event``, ``None`` where nothing is said.

    ``found``: ``PROGRAMME_FIELDS`` of ``programme_of_event``. A sensitive programme is named on
    sensitive pages alone; that of another commune, to which a copy may point, nowhere.
    """
    for programme in found:
        branch = _branch_of(event, programme["path"])
        is_sensitive = programme["is_sensitive"] or is_sensitive_path(branch, programme["path"])
        if branch in (None, event.owner_branch) and (event.sensitive or not is_sensitive):
            url = address_in(branch, request)(programme["url_path"])
            return {"title": programme["title"], "url": url}
    return None


def _branch_of(event: EventPage, path: str) -> Branch | None:
    own = event.owner_branch
    if own and path.startswith(own.root_page.path):
        return own
    return Branch.objects.for_path(path).first()
