"""The rows a schedule is made of, and how the rows of one day fit together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

# Any day without a change of clocks: only the distance from midnight is used.
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `start` to `end`, both included."""

    start: date = date.min
    end: date = date.max

    def covers(self, on: date) -> bool:
        return self.start <= on <= self.end

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the most specific first: fewest days, then latest start."""
        return (self.end - self.start).days, -self.start.toordinal()


ALWAYS = DateRange()


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a day, from `starts` to before `ends`, both since midnight."""

    starts: timedelta
    ends: timedelta
    by_appointment: bool = False
    note: str = ""

    @property
    def opens_at(self) -> time:
        return (MIDNIGHT + self.starts).time()

    @property
    def closes_at(self) -> time:
        """Midnight stands for the end of the day."""
        return (MIDNIGHT + self.ends).time()

    @property
    def is_whole_day(self) -> bool:
        return self.starts == timedelta(0) and self.ends == DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """One opening on one weekday (0 is Monday), each week or in a season.

    A closing time of midnight means the end of that day, so 00:00 to 00:00 is
    the whole day; a night is two slots. A season without `valid_from` or
    `valid_to` has no bound on that side. A row whose closing does not follow
    its opening says nothing and is left out.
    """

    weekday: int
    opens_at: time
    closes_at: time
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    note: str = ""

    @property
    def dates(self) -> DateRange:
        if self.valid_from is None and self.valid_to is None:
            return ALWAYS
        return DateRange(self.valid_from or date.min, self.valid_to or date.max)

    @property
    def span(self) -> Span:
        return Span(
            since_midnight(self.opens_at),
            until_midnight(self.closes_at),
            self.by_appointment,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class ExceptionalPeriod:
    """From `start` to `end`, both included: closed, or open at other hours.

    Closed when both hours are None. Several rows of the same dates make
    several openings a day; a closure among them closes the day.
    """

    start: date
    end: date
    opens_at: time | None = None
    closes_at: time | None = None
    reason: str = ""

    @property
    def dates(self) -> DateRange:
        return DateRange(self.start, self.end)

    @property
    def span(self) -> Span | None:
        if self.opens_at is None or self.closes_at is None:
            return None
        return Span(since_midnight(self.opens_at), until_midnight(self.closes_at))


class Dated(Protocol):
    @property
    def dates(self) -> DateRange: ...


Row = TypeVar("Row", bound=Dated)


def since_midnight(at: time) -> timedelta:
    return datetime.combine(MIDNIGHT, at, UTC) - MIDNIGHT


def until_midnight(at: time) -> timedelta:
    """Like `since_midnight`, with midnight at the end of the day."""
    return since_midnight(at) or DAY


def most_specific(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that share the narrowest dates, in their order."""
    found = tuple(rows)
    if len({row.dates for row in found}) < 2:
        return found
    narrowest = min(found, key=lambda row: row.dates.rank).dates
    return tuple(row for row in found if row.dates == narrowest)


@lru_cache(maxsize=4096)
def spans_of(rows: tuple[Slot, ...] | tuple[ExceptionalPeriod, ...]) -> tuple[Span, ...]:
    """The openings of a day in order, apart from each other.

    Where rows overlap, an opening without appointment is the one that counts.
    """
    spans = [row.span for row in rows]
    if None in spans:
        return ()
    whole = [span for span in spans if span and span.starts < span.ends]
    edges = sorted({edge for span in whole for edge in (span.starts, span.ends)})
    pieces: list[Span] = []
    for starts, ends in pairwise(edges):
        over = [span for span in whole if span.starts <= starts and ends <= span.ends]
        if not over:
            continue
        source = min(over, key=lambda span: span.by_appointment)
        if pieces and pieces[-1] == replace(source, starts=pieces[-1].starts, ends=starts):
            starts = pieces.pop().starts
        pieces.append(replace(source, starts=starts, ends=ends))
    return tuple(pieces)
