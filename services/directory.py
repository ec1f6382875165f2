"""What the directory of one branch knows, read once and kept until something changes."""

from collections import defaultdict
from dataclasses import dataclass, field

from centre.cache.snapshot import snapshot
from centre.models import Branch, Language
from services.hours import Schedule, Slot
from services.models import (
    ExceptionalHours,
    HelpLine,
    Need,
    Organisation,
    Place,
    PlaceOpeningHours,
    PublicHoliday,
    ServiceOpeningHours,
    ServicePage,
)

UNKNOWN = Schedule()


@dataclass(frozen=True)
class Directory:
    """The small reference data that most pages of a branch need."""

    needs: list[Need]
    languages: list[Language]
    help_lines: list[HelpLine]
    places: dict[int, Place]
    organisations: list[Organisation]
    place_schedules: dict[int, Schedule] = field(default_factory=dict)
    own_schedules: dict[int, Schedule] = field(default_factory=dict)

    def schedule(self, service_at_location) -> Schedule:
        """Return the hours of a service at a place: its own, else the place's."""
        own = self.own_schedules.get(service_at_location.pk)
        return own or self.schedule_of_place(service_at_location.place_id)

    def schedule_of_place(self, place_id: int | None) -> Schedule:
        """Return the usual hours of a place, unknown when nobody gave them."""
        return self.place_schedules.get(place_id, UNKNOWN)

    def public_places(self) -> list[Place]:
        """Return the places that have a public page."""
        return [place for place in self.places.values() if place.is_public]


def directory_of(branch: Branch) -> Directory:
    """Return the directory of ``branch`` (no query while nothing has changed)."""
    return snapshot(branch, "directory", _build)


def _build(branch: Branch) -> Directory:
    services = ServicePage.objects.offered(branch.root_page).order_by()
    schedules = _Schedules(branch)
    return Directory(
        needs=list(Need.objects.filter(services__in=services).distinct()),
        languages=list(Language.objects.filter(services__in=services).distinct()),
        help_lines=list(
            HelpLine.objects.published().for_branch(branch.pk).prefetch_related("languages")
        ),
        places={place.pk: place for place in Place.objects.filter(branch=branch)},
        organisations=list(Organisation.objects.filter(branch=branch).select_related("logo")),
        place_schedules=schedules.of_places(),
        own_schedules=schedules.of_services(),
    )


class _Schedules:
    """The hours of a branch. Holidays and exceptions of a place hold for its services too."""

    def __init__(self, branch: Branch):
        self.branch = branch
        holidays = PublicHoliday.objects.filter(branch=branch)
        self.holidays = dict(holidays.values_list("date", "name"))
        self.exceptional = defaultdict(list)
        for row in ExceptionalHours.objects.filter(place__branch=branch):
            self.exceptional[row.place_id].append(row.as_period())

    def of_places(self) -> dict[int, Schedule]:
        """Return the schedule of each place that has hours, by its id."""
        slots = defaultdict(list)
        for row in PlaceOpeningHours.objects.filter(place__branch=self.branch):
            slots[row.place_id].append(row.as_slot())
        places = slots.keys() | self.exceptional.keys()
        return {place: self._schedule(slots[place], place) for place in places}

    def of_services(self) -> dict[int, Schedule]:
        """Return the schedule of each service at a place with its own hours, by its id."""
        slots = defaultdict(list)
        rows = ServiceOpeningHours.objects.filter(
            service_at_location__place__branch=self.branch
        ).select_related("service_at_location")
        for row in rows:
            slots[row.service_at_location].append(row.as_slot())
        return {link.pk: self._schedule(slots[link], link.place_id) for link in slots}

    def _schedule(self, slots: list[Slot], place_id: int) -> Schedule:
        return Schedule(
            slots=tuple(slots),
            exceptional=tuple(self.exceptional.get(place_id, ())),
            holidays=self.holidays,
        )
