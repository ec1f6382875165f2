"""What the page of one service shows beside its own fields."""

from django.utils import timezone

from centre.cache.snapshot import snapshot
from centre.models import CentreImage, CentreMedia, CentreRendition, Language, Recording
from centre.pictures import keep_renditions, public_sizes
from centre.reading import Reading, instances, whole
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
CHILDREN = {
    "phones": ServicePhone,
    "cost_options": CostOption,
    "required_documents": RequiredDocument,
    "service_at_locations": ServiceAtLocation,
    "recordings": Recording,
}


def service_detail(page, request) -> dict:
    """Return the context of one service."""
    read_children(page)
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


def _hanging_on(page_id: int) -> dict:
    recordings = Recording.objects.filter(page=page_id)
    service = ServicePage.objects.filter(pk=page_id)
    image = CentreImage.objects.filter(pk__in=service.values("image"))
    return {
        **{name: whole(model.objects.filter(page=page_id)) for name, model in CHILDREN.items()},
        "languages": whole(Language.objects.filter(services=page_id)),
        "media": whole(CentreMedia.objects.filter(pk__in=recordings.values("media"))),
        "voices": whole(Language.objects.filter(pk__in=recordings.values("language"))),
        "image": whole(image),
        "sizes": whole(public_sizes(image)),
    }


_read_hanging_on = Reading(_hanging_on)


def read_children(page) -> None:
    """Read together all that hangs on the page of a service, and put it there.

    What is in memory already stays: the preview of a draft brings its own.
    """
    rows = _read_hanging_on(page.pk or 0)
    read = {name: instances(model, rows[name]) for name, model in CHILDREN.items()}
    read["languages"] = instances(Language, rows["languages"])
    media = {one.pk: one for one in instances(CentreMedia, rows["media"])}
    voices = {one.pk: one for one in instances(Language, rows["voices"])}
    for recording in read["recordings"]:
        recording.media = media[recording.media_id]
        recording.language = voices[recording.language_id]
    for image in instances(CentreImage, rows["image"]):
        keep_renditions([image], instances(CentreRendition, rows["sizes"]))
        if image.pk == page.image_id:
            page.image = image
    known = getattr(page, "_cluster_related_objects", None) or {}
    for name in read.keys() - known.keys():
        setattr(page, name, read[name])


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
