"""Which services a public page lists."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from centre.models.routed import centre_root
from services.directory import directory_of
from services.filters import PageForm, ServiceFilterForm
from services.hours import Kind
from services.models import ServicePage
from services.summaries import Statuses, Summary, as_seen, read_summaries

PER_PAGE = 50
# Below a need, a place or an organisation, whose own words come first.
PER_SHORT_PAGE = 20


@dataclass(frozen=True)
class Listing:
    """One page of services. ``has_next`` spares the count of all of them."""

    services: list[Summary]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1


class Offer:
    """The services that the centre of ``home`` offers, as a request sees them now."""

    def __init__(self, home, branch, request):
        self.at = timezone.now()
        self.directory = directory_of(branch)
        self.root = centre_root(home, request)
        self.home = home

    @property
    def services(self):
        """The services that everybody may see, in tree order."""
        return ServicePage.objects.offered(self.home)

    def summaries(self, queryset) -> list[Summary]:
        """Return what lists say of the services of ``queryset``."""
        return as_seen(read_summaries(queryset, self.directory), self.at, self.address)

    def address(self, url_path: str) -> str:
        """Return the address of a page of the centre, given its path in the tree."""
        return self.root + url_path.removeprefix(self.home.url_path)

    def page(self, queryset, number: int, per_page: int = PER_PAGE) -> Listing:
        """Return page ``number`` of ``queryset``, counted from 1; past the end, the first one."""
        start = (number - 1) * per_page
        rows = self.summaries(queryset[start : start + per_page + 1])
        if not rows and number > 1:
            return self.page(queryset, 1, per_page)
        return Listing(rows[:per_page], number, len(rows) > per_page)


def listing_of(home, request, rows, column: str) -> Listing:
    """Return the page asked for of the services of ``home`` in ``column`` of ``rows``."""
    offer = Offer(home, home.branch, request)
    services = offer.services.among(rows, column)
    return offer.page(services, PageForm(request.GET).number, PER_SHORT_PAGE)


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
    statuses = Statuses(at)
    return tuple(
        [key for key, hours in schedules.items() if statuses.of(hours).kind == Kind.OPEN]
        for schedules in (directory.place_schedules, directory.own_schedules)
    )


def service_listing(page, request) -> dict:
    """Return the context of a list of services: ``page`` is the index page."""
    branch = page.owner_branch
    offer = Offer(branch.root_page, branch, request)
    directory = offer.directory
    form = ServiceFilterForm(request.GET, directory)
    services = filtered(offer.services, form.applied, directory, offer.at)
    return {
        "directory": directory,
        "form": form,
        "listing": offer.page(services, form.number),
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
