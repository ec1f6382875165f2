"""What the page of one service shows beside its own fields."""

from django.utils import timezone

from centre.cache.snapshot import snapshot
from centre.hanging import Hanging
from centre.models import Language
from services.listing import Offer
from services.models import (
    CostOption,
    RequiredDocument,
    ServiceAtLocation,
    ServicePage,
    ServicePhone,
)
from services.summaries import Statuses, Summary, as_seen, read_summaries

NEARBY = 3
HANGING = Hanging(
    ServicePage,
    children={
        "phones": ServicePhone,
        "cost_options": CostOption,
        "required_documents": RequiredDocument,
        "service_at_locations": ServiceAtLocation,
    },
    chosen={"languages": Language},
)


def service_detail(page, request) -> dict:
    """Return the context of one service."""
    HANGING.put_on(page)
    branch = page.owner_branch
    offer = Offer(branch.root_page, branch, request)
    directory, today = offer.directory, timezone.localdate(offer.at)
    links = [described(link, directory, offer.at) for link in page.service_at_locations.all()]
    page.open_status = Statuses(offer.at).best(page.status, [link.schedule for link in links])
    return {
        "directory": directory,
        "links": links,
        "phones": directory.phones_for(list(page.phones.all()), [link.place_id for link in links]),
        "organisation": organisation_of(page, directory),
        "index_url": offer.address(page.url_path.removesuffix(f"{page.slug}/")),
        "nearby": others(page, branch, offer),
        "today": today,
        "is_overdue": page.is_overdue(today),
    }


def described(link, directory, at):
    """Return a service at a place with its place, hours and state written on it."""
    link.known_place = directory.places.get(link.place_id)
    link.schedule = directory.schedule_at(link.pk, link.place_id)
    link.status = link.schedule.status(at)
    link.week = link.schedule.week(timezone.localdate(at))
    return link


def organisation_of(page, directory):
    """Return who runs the service, of the organisations that its commune shows."""
    return next((one for one in directory.organisations if one.pk == page.organization_id), None)


def others(page, branch, offer) -> list[Summary]:
    """Return the first services of the centre but for ``page`` itself."""
    first = snapshot(
        branch,
        "first_services",
        lambda _branch: read_summaries(offer.services[: NEARBY + 1], offer.directory),
    )
    shown = [summary for summary in first if summary.pk != page.pk][:NEARBY]
    return as_seen(shown, offer.at, offer.address)
