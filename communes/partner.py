"""What the page of a partner commune shows besides its own fields."""

from communes.agenda import CommonAgenda, concerning
from communes.models import ActionStatus, PartnerCommunePage
from communes.portal import address, centres_of, offered
from home.front import front_page_of
from services.summaries import read_summaries

NEXT_DATES, LATEST_DATES = 6, 4
SERVICES = 6
NOT_DONE = (ActionStatus.UNDER_WAY, ActionStatus.PLANNED)


def partner_context(page: PartnerCommunePage, request) -> dict:
    """Return the centre of the commune, its dates and services, and its plan."""
    home = front_page_of(page, request)
    centres = centres_of(home)
    centre = next((one for one in centres if one.commune.pk == page.commune_id), None)
    agenda = CommonAgenda(home, centres, request, said=page.commune.name)
    rows = concerning(agenda.rows, [page.commune_id])
    actions = list(page.actions.all())
    return {
        "home": home,
        "directory": home.directory,
        "centre": centre,
        "centre_url": agenda.address(centre.url_path) if centre else "",
        "cards": agenda.next(NEXT_DATES, rows),
        "latest": agenda.latest(LATEST_DATES, rows),
        "services": _services(home, request, centre) if centre else [],
        "next_steps": sorted(
            (one for one in actions if one.status in NOT_DONE),
            key=lambda one: (one.due_on is None, one.due_on, one.sort_order),
        ),
        "documents": [row.document for row in page.documents.select_related("document")],
        "others": [one for one in actions if one.status not in NOT_DONE],
    }


def _services(home, request, centre) -> list:
    summaries = read_summaries(offered(home).below(centre.path)[:SERVICES], home.directory)
    for summary in summaries:
        summary.url = address(home, request, summary.url_path)
    return summaries
