"""What staff entered about the dates of an event, as plain values."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOME = ZoneInfo("Africa/Lome")
# A series longer than this is a habit, not an event: it belongs in opening hours.
MAX_OCCURRENCES = 200


class Precision(StrEnum):
    """How much is known of a date."""

    DAY = "day"
    AROUND = "around"  # that day, give or take
    BETWEEN = "between"  # one day, nobody said which, from the start to the end
    MONTH = "month"
    UNKNOWN = "unknown"


class Frequency(StrEnum):
    """How an entry repeats (RFC 5545 ``FREQ``)."""

    NONE = "none"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition, ended by ``until`` (included) or ``count``.

    ``weekdays`` count from 0, Monday; none means the weekday of the first date. ``nth`` is for
    a month: 1 to 5, or -1 for the last such weekday; none means that of the first date.
    """

    frequency: Frequency = Frequency.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    until: date | None = None
    count: int | None = None

    @property
    def repeats(self) -> bool:
        """Whether there is more than the first date."""
        return self.frequency is not Frequency.NONE


ONCE = Rule()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dates of an event.

    Without a start time the whole day is meant (``all_day``) or the hour is not known yet.
    Without an end date it ends on the day it starts.
    """

    start_date: date | None = None
    start_time: time | None = None
    end_date: date | None = None
    end_time: time | None = None
    all_day: bool = False
    precision: Precision = Precision.DAY
    rule: Rule = ONCE
    skip_holidays: bool = False
    zone: ZoneInfo = LOME

    @property
    def length(self) -> timedelta:
        """The days between the start and the end of each occurrence."""
        if self.start_date is None or self.end_date is None:
            return timedelta()
        return self.end_date - self.start_date

    @property
    def hours(self) -> tuple[time | None, time | None]:
        """The times of start and end that count: none for a whole day or a vague date."""
        if self.all_day or self.precision is not Precision.DAY:
            return None, None
        return self.start_time, self.end_time


class ChangeKind(StrEnum):
    """What happens to one date of a series."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"  # to a date not known yet
    MOVED = "moved"
    FULL = "full"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the date ``on`` (and of the time ``at`` where a day has several).

    ``new_*`` say where it moved; what is left out stays as it was. For an added date ``on`` is
    the date itself.
    """

    kind: ChangeKind
    on: date
    at: time | None = None
    reason: str = ""
    new_date: date | None = None
    new_start_time: time | None = None
    new_end_time: time | None = None
    place: str = ""
