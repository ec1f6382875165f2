"""What the directory of one branch knows, read once and kept until something changes."""

from dataclasses import dataclass, field

from centre.cache.snapshot import snapshot
from centre.models import Branch, Language
from services.hours import ExceptionalPeriod, Schedule, Slot
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
    services = ServicePage.objects.public(branch.root_page)
    in_branch = {"place__branch": branch}
    holidays = dict(PublicHoliday.objects.filter(branch=branch).values_list("date", "name"))
    return Directory(
        needs=list(Need.objects.filter(services__in=services.order_by()).distinct()),
        languages=list(Language.objects.filter(services__in=services.order_by()).distinct()),
        help_lines=list(
            HelpLine.objects.published().for_branch(branch.pk).prefetch_related("languages")
        ),
        places={place.pk: place for place in Place.objects.filter(branch=branch)},
        organisations=list(Organisation.objects.filter(branch=branch).select_related("logo")),
        place_schedules=_schedules(
            PlaceOpeningHours.objects.filter(**in_branch),
            "place_id",
            holidays,
            ExceptionalHours.objects.filter(**in_branch),
        ),
        own_schedules=_schedules(
            ServiceOpeningHours.objects.filter(service_at_location__place__branch=branch),
            "service_at_location_id",
            holidays,
        ),
    )


def _schedules(rows, owner: str, holidays: dict, exceptions=()) -> dict[int, Schedule]:
    slots: dict[int, list[Slot]] = {}
    periods: dict[int, list[ExceptionalPeriod]] = {}
    for row in rows:
        slots.setdefault(getattr(row, owner), []).append(_slot(row))
    for row in exceptions:
        periods.setdefault(row.place_id, []).append(_period(row))
    return {
        key: Schedule(
            slots=tuple(slots.get(key, ())),
            exceptional=tuple(periods.get(key, ())),
            holidays=holidays,
        )
        for key in slots.keys() | periods.keys()
    }


def _slot(row) -> Slot:
    return Slot(
        weekday=row.weekday,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        by_appointment=row.by_appointment,
        note=row.note,
    )


def _period(row) -> ExceptionalPeriod:
    return ExceptionalPeriod(
        start=row.start,
        end=row.end,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        reason=row.reason,
    )
