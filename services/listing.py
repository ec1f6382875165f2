"""Which services a public page lists, and what their cards say."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from centre.formats import phone_in_words
from services.cards import card_text
from services.directory import directory_of
from services.filters import ServiceFilterForm
from services.hours import Kind, Status
from services.models import ServicePage, ServiceStatus

PER_PAGE = 50
NEARBY = 3


@dataclass(frozen=True)
class Listing:
    """One page of services. ``has_next`` spares the count of all of them."""

    services: list[ServicePage]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1


def paginate(queryset, number: int, per_page: int = PER_PAGE) -> Listing:
    """Return page ``number`` of ``queryset``, counted from 1."""
    start = (number - 1) * per_page
    rows = list(queryset[start : start + per_page + 1])
    return Listing(rows[:per_page], number, len(rows) > per_page)


def open_status(service, directory, at) -> Status | None:
    """Return the state of ``service`` at the moment ``at``, ``None`` when it is not given."""
    if service.status != ServiceStatus.ACTIVE:
        return None
    return best_status(
        [directory.schedule(link).status(at) for link in service.service_at_locations.all()]
    )


def best_status(statuses: list[Status]) -> Status | None:
    """Return the state that helps most: open, else what opens first, else any."""
    if not statuses:
        return None
    for kind in (Kind.OPEN, Kind.OPEN_BY_APPOINTMENT):
        for status in statuses:
            if status.kind == kind:
                return status
    upcoming = [status for status in statuses if status.opens_at]
    if upcoming:
        return min(upcoming, key=lambda status: status.opens_at)
    known = [status for status in statuses if status.kind != Kind.UNKNOWN]
    return (known or statuses)[0]


def with_status(services, directory, at) -> list[ServicePage]:
    """Return ``services`` with ``open_status`` written on each."""
    for service in services:
        service.open_status = open_status(service, directory, at)
    return services


def filtered(queryset, applied: dict, directory, at):
    """Return ``queryset`` under the valid filters ``applied``."""
    if "besoin" in applied:
        queryset = queryset.for_need(applied["besoin"])
    if "gratuit" in applied:
        queryset = queryset.free()
    if "femmes" in applied:
        queryset = queryset.women_only()
    if "sans_papiers" in applied:
        queryset = queryset.without_papers()
    if "langue" in applied:
        queryset = queryset.in_language(applied["langue"])
    if "lieu" in applied:
        queryset = queryset.at_place(applied["lieu"])
    if "ouvert" in applied:
        queryset = queryset.open_at_links(*open_now(directory, at))
    return queryset


def open_now(directory, at) -> tuple[list[int], list[int]]:
    """Return the ids of the places open at ``at``, and of services' own hours open then.

    Open to who comes without an appointment.
    """
    return _open_keys(directory.place_schedules, at), _open_keys(directory.own_schedules, at)


def _open_keys(schedules, at) -> list[int]:
    return [key for key, hours in schedules.items() if hours.status(at).kind == Kind.OPEN]


def service_listing(page, data) -> dict:
    """Return the context of a list of services.

    ``page`` is the index page, ``data`` the query string.
    """
    at = timezone.now()
    branch = page.owner_branch
    directory = directory_of(branch)
    form = ServiceFilterForm(data, directory)
    queryset = ServicePage.objects.offered(branch.root_page).with_places()
    listing = paginate(filtered(queryset, form.applied, directory, at), form.number)
    with_status(listing.services, directory, at)
    return {
        "directory": directory,
        "form": form,
        "listing": listing,
        "query": filter_query(form),
        "filter_links": filter_links(form),
    }


def filter_query(form) -> str:
    """Return the valid filters as a query string, without the page."""
    return urlencode({name: _as_text(value) for name, value in form.applied.items()})


def filter_links(form) -> list[dict]:
    """Return the yes/no filters as links that add or remove themselves."""
    links = []
    for name in ("gratuit", "ouvert", "femmes", "sans_papiers"):
        applied = dict(form.applied)
        is_on = applied.pop(name, False)
        if not is_on:
            applied[name] = True
        query = urlencode({key: _as_text(value) for key, value in applied.items()})
        links.append({"label": form.fields[name].label, "is_on": is_on, "query": query})
    return links


def _as_text(value) -> str:
    return "1" if value is True else str(value)


def service_detail(page, request) -> dict:
    """Return the context of one service."""
    at = timezone.now()
    today = timezone.localdate(at)
    branch = page.owner_branch
    directory = directory_of(branch)
    page.open_status = open_status(page, directory, at)
    links = [described(link, directory, at) for link in page.service_at_locations.all()]
    nearby = ServicePage.objects.offered(branch.root_page).exclude(pk=page.pk)
    return {
        "directory": directory,
        "links": links,
        "phones": list(page.phones.all()),
        "nearby": with_status(list(nearby.with_places()[:NEARBY]), directory, at),
        "today": today,
        "is_overdue": page.is_overdue(today),
    }


def described(link, directory, at):
    """Return a service at a place with its place, hours and state written on it."""
    link.known_place = directory.places.get(link.place_id)
    link.schedule = directory.schedule(link)
    link.status = link.schedule.status(at)
    link.week = link.schedule.week(timezone.localdate(at))
    return link


def service_card(service) -> str:
    """Return the text of a service's SMS; the hours as they are usually, not right now."""
    numbers = [phone_in_words(phone.number) for phone in service.phones.all()]
    places = [link.known_place.name for link in service.links if link.known_place]
    return card_text(
        service.title,
        [
            _("Free") if service.is_free else "",
            _("Call %(number)s") % {"number": numbers[0]} if numbers else "",
            places[0] if places else "",
            service.introduction,
        ],
    )
