"""What a schedule answers with."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .rows import Span


class DayKind(StrEnum):
    """Where the hours of a day come from."""

    EXCEPTIONAL = "exceptional"
    HOLIDAY = "holiday"
    WEEKLY = "weekly"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a visitor finds at a moment."""

    OPEN = "open"
    OPEN_BY_APPOINTMENT = "open_by_appointment"
    CLOSED = "closed"
    CLOSED_HOLIDAY = "closed_holiday"
    CLOSED_EXCEPTIONALLY = "closed_exceptionally"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Day:
    """The openings of one day; `reason` says why they are not the usual ones."""

    on: date
    kind: DayKind
    spans: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open without a break from `starts` to before `ends`."""

    starts: datetime
    ends: datetime
    by_appointment: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """The state at `at`, which is in the schedule's zone like every moment here.

    `until` is set while open, unless nothing closes within six days.
    `opens_at` is set while closed, if an opening is known to come next;
    `opens_by_appointment` is about that one.
    """

    at: datetime
    kind: Kind
    until: datetime | None = None
    opens_at: datetime | None = None
    opens_by_appointment: bool = False
    reason: str = ""

    @property
    def is_open(self) -> bool | None:
        """As `Schedule.is_open`; a caller who wants no appointment reads `kind`."""
        if self.kind is Kind.UNKNOWN:
            return None
        return self.kind in (Kind.OPEN, Kind.OPEN_BY_APPOINTMENT)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Days in a row, `first` to `last`, that have the same hours."""

    first: date
    last: date
    known: bool
    spans: tuple[Span, ...]
    reason: str
