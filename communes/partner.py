"""What the page of a partner commune shows besides its own fields."""

from functools import cache

from centre.hanging import Hanging
from centre.models import CentreDocument, CentreImage, CentreRendition
from centre.pictures import keep_renditions, public_sizes
from centre.reading import instances, whole
from communes.agenda import CommonAgenda, concerning
from communes.models import ActionStatus, PartnerCommunePage, PlanAction, PlanDocument
from communes.portal import address, centres_of, offered, territory_of
from home.front import front_page_of

NEXT_DATES, LATEST_DATES = 6, 4
SERVICES = 6
NOT_DONE = (ActionStatus.UNDER_WAY, ActionStatus.PLANNED)


def partner_context(page: PartnerCommunePage, request) -> dict:
    """Return the centre of the commune, its dates and services, and its plan."""
    home = front_page_of(page, request)
    centres = centres_of(home)
    centre = next((one for one in centres if one.commune.pk == page.commune_id), None)
    page.commune = territory_of(home).by_pk[page.commune_id]
    agenda = CommonAgenda(home, centres, request, said=page.commune.name)
    rows = concerning(agenda.rows, [page.commune_id])
    cards, latest = agenda.around(rows, NEXT_DATES, LATEST_DATES)
    return _plan(page) | {
        "home": home,
        "directory": home.directory,
        "centre": centre,
        "centre_url": agenda.address(centre.url_path) if centre else "",
        "cards": cards,
        "latest": latest,
        "services": _services(home, request, centre) if centre else [],
    }


def _plan(page: PartnerCommunePage) -> dict:
    """Return the documents and the actions of the plan, and the logo, read together."""
    rows = _hanging().put_on(page)
    files = {one.pk: one for one in instances(CentreDocument, rows["files"])}
    logos = instances(CentreImage, rows["logo"])
    keep_renditions(logos, instances(CentreRendition, rows["logo_sizes"]))
    actions = list(page.actions.all())
    return {
        "logo": next((one for one in logos if one.pk == page.logo_id), None),
        "documents": [files.get(row.document_id) or row.document for row in page.documents.all()],
        "next_steps": sorted(
            (one for one in actions if one.status in NOT_DONE),
            key=lambda one: (one.due_on is None, one.due_on, one.sort_order),
        ),
        "others": [one for one in actions if one.status not in NOT_DONE],
    }


@cache
def _hanging() -> Hanging:
    children = {"documents": PlanDocument, "actions": PlanAction}
    return Hanging(PartnerCommunePage, children, more=_files)


def _files(page_id: int) -> dict:
    documents = PlanDocument.objects.filter(page=page_id).values("document")
    logo = CentreImage.objects.filter(
        pk__in=PartnerCommunePage.objects.filter(pk=page_id).values("logo")
    )
    return {
        "files": whole(CentreDocument.objects.filter(pk__in=documents)),
        "logo": whole(logo),
        "logo_sizes": whole(public_sizes(logo)),
    }


def _services(home, request, centre) -> list[dict]:
    found = offered(home).below(centre.path).values("title", "introduction", "url_path")
    return [one | {"url": address(home, request, one["url_path"])} for one in found[:SERVICES]]
