"""What lists say of each service, read without making whole pages of them."""

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centre.models import Language
from centre.reading import Reading
from services.hours import Kind, Schedule, Status
from services.models import (
    Phone,
    Place,
    ServiceAtLocation,
    ServicePage,
    ServicePhone,
    ServiceStatus,
)
from services.wording import WeekLine, status_in_words, week_in_words


class Chip(NamedTuple):
    """A few words on a card; ``tone`` is "good", "warm", "alert" or nothing."""

    words: str
    tone: str = ""


@dataclass(slots=True)
class Link:
    """A service at a place of the directory (``place`` is ``None`` for another commune's).

    ``week`` is filled in for paper: the lines of the usual hours.
    """

    place: Place | None
    description: str
    schedule: Schedule
    week: list[WeekLine] = field(default_factory=list)


@dataclass(slots=True)
class Summary:
    """One service of a list; the first fields are columns of its page."""

    pk: int
    title: str
    introduction: str
    status: str
    is_free: bool | None
    can_come_without: bool | None
    women_only: bool | None
    url_path: str
    url: str = ""
    languages: list[Language] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    state: Chip | None = None

    def chips(self) -> list[Chip]:
        """Return what a card says at a glance, its present state first."""
        return [self.state, *self.lasting_chips()] if self.state else self.lasting_chips()

    def lasting_chips(self) -> list[Chip]:
        """Return what stays true tomorrow: on paper, "open now" means nothing."""
        said = [
            (self.is_free, _("Free")),
            (self.can_come_without, _("No papers needed")),
            (self.women_only, _("Women only")),
            (self.languages, ", ".join(language.name for language in self.languages)),
        ]
        return [Chip(words) for is_said, words in said if is_said]


COLUMNS = [column.name for column in fields(Summary)][:8]


class Statuses:
    """The state of each schedule at the moment ``at``, computed once for all who share it."""

    def __init__(self, at):
        self.at = at
        self._known: dict[int, Status] = {}
        self._words: dict[int, str] = {}

    def of(self, schedule: Schedule) -> Status:
        """Return the state of ``schedule``."""
        if (known := self._known.get(id(schedule))) is None:
            known = self._known[id(schedule)] = schedule.status(self.at)
        return known

    def chip(self, service: "Summary") -> Chip | None:
        """Return the state of a service in words, nothing when nobody knows it."""
        if service.status != ServiceStatus.ACTIVE:
            return Chip(capfirst(ServiceStatus(service.status).label), "alert")
        status = self.best(service.status, [link.schedule for link in service.links])
        if status is None or status.is_open is None:
            return None
        if id(status) not in self._words:
            self._words[id(status)] = capfirst(status_in_words(status))
        return Chip(self._words[id(status)], "good" if status.is_open else "warm")

    def best(self, service_status: str, schedules) -> Status | None:
        """Return the state of a service with these schedules, ``None`` when it is not given."""
        if service_status != ServiceStatus.ACTIVE:
            return None
        return best_status([self.of(schedule) for schedule in schedules])


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


def read_summaries(queryset, directory) -> list[Summary]:
    """Return what lists say of the services of ``queryset``, sliced or not: two queries."""
    summaries = [Summary(*row) for row in queryset.values_list(*COLUMNS)]
    if summaries:
        _attach({summary.pk: summary for summary in summaries}, directory)
    return summaries


def as_seen(summaries: list[Summary], at, address) -> list[Summary]:
    """Return copies of ``summaries`` as they read at the moment ``at``.

    ``address`` gives the address of a path of the tree.
    """
    statuses = Statuses(at)
    return [
        replace(summary, url=address(summary.url_path), state=statuses.chip(summary))
        for summary in summaries
    ]


def add_weeks(summaries: list[Summary], today) -> None:
    """Write the usual hours of each service at each place, in words, computed once for all."""
    weeks: dict[int, list[WeekLine]] = {}
    for link in (link for summary in summaries for link in summary.links):
        key = id(link.schedule)
        if key not in weeks:
            weeks[key] = week_in_words(link.schedule.usual_week(today))
        link.week = weeks[key]


def _hanging_on(*pks: int) -> dict:
    through = ServicePage.languages.through
    return {
        "links": (
            ServiceAtLocation.objects.filter(page__in=pks),
            ("id", "page_id", "place_id", "description", "sort_order"),
        ),
        "spoken": (
            through.objects.filter(servicepage__in=pks),
            ("servicepage_id", "language_id"),
        ),
        "phones": (
            ServicePhone.objects.filter(page__in=pks),
            ("page_id", "number", "type", "description", "sort_order"),
        ),
    }


_read_hanging_on = Reading(_hanging_on)


def _attach(by_pk: dict[int, Summary], directory) -> None:
    """Give each service its places, its languages and its numbers, in their order."""
    rows = _read_hanging_on(*by_pk)
    for row in sorted(rows["links"], key=_sort_order):
        schedule = directory.schedule_at(row["id"], row["place_id"])
        place = directory.places.get(row["place_id"])
        by_pk[row["page_id"]].links.append(Link(place, row["description"], schedule))
    for row in sorted(rows["phones"], key=_sort_order):
        by_pk[row["page_id"]].phones.append(ServicePhone(**row))
    for summary in by_pk.values():
        place_ids = [link.place.pk for link in summary.links if link.place]
        summary.phones = directory.phones_for(summary.phones, place_ids)
    ids = defaultdict(set)
    for row in rows["spoken"]:
        ids[row["servicepage_id"]].add(row["language_id"])
    for pk, spoken_there in ids.items():
        by_pk[pk].languages = [one for one in directory.languages if one.pk in spoken_there]


def _sort_order(row: dict) -> int:
    return row["sort_order"] or 0
