"""What a schedule answers about a moment, a day or a week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from .answers import Day, DayKind, Kind, Opening, Status, WeekRow
from .clock import first_instant, utc
from .rows import DAY, ExceptionalPeriod, Slot, Span, most_specific, spans_of

LOME = ZoneInfo("Africa/Lome")
LOOK_AHEAD = 60  # days searched for the next opening
REMEMBERED_DAYS = 500
NAMED_DAYS = 6  # further than this, a weekday's name no longer says which day


@dataclass(frozen=True)
class Schedule:
    """The hours of a place, or of a service at a place.

    What counts on a day, in this order: the exceptional rows that cover it; a
    public holiday, which is closed; the slots of a season that covers it on
    that weekday, which replace the plain ones for the whole day; the plain
    slots. Among exceptional rows, as among seasons, the one with the fewest
    days counts (of two equal ones, the one that starts last).

    A weekday without a slot is closed when a slot of any weekday covers the
    date. When none does (no slot at all, or outside a season and no plain
    slot), the day is unknown, even on a holiday; only an exceptional row makes
    it known. `holidays` must not change afterwards.
    """

    slots: tuple[Slot, ...] = ()
    exceptional: tuple[ExceptionalPeriod, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    time_zone: ZoneInfo = LOME

    def day(self, on: date) -> Day:
        """The hours of a date in the schedule's zone."""
        return self._remembered(on)[0]

    def is_open(self, at: datetime) -> bool | None:
        """True also where an appointment is needed; None when unknown."""
        if self._current(at):
            return True
        known = self.day(self._local(at).date()).kind is not DayKind.UNKNOWN
        return False if known else None

    def current(self, at: datetime) -> Opening | None:
        """The opening `at` falls in; bounds more than a week away are cut there."""
        opening = self._current(at)
        if opening is None:
            return None
        return replace(
            opening,
            starts=self._local(opening.starts),
            ends=self._local(opening.ends),
        )

    def next_opening(self, at: datetime) -> datetime | None:
        """When the first opening after `at` starts, with or without appointment.

        None if there is none within sixty days, or if an unknown day comes
        first: it may open then.
        """
        opening = self._next(at)
        return self._local(opening.starts) if opening else None

    def status(self, at: datetime) -> Status:
        """Open or not at `at`, until when, and else when it opens and why."""
        local = self._local(at)
        today = self.day(local.date())
        opening = self._current(at)
        if opening:
            appointment = opening.by_appointment
            return Status(
                at=local,
                kind=Kind.OPEN_BY_APPOINTMENT if appointment else Kind.OPEN,
                until=self._until(local, opening),
                reason=today.reason,
            )
        if today.kind is DayKind.UNKNOWN:
            return Status(at=local, kind=Kind.UNKNOWN)
        following = self._next(at)
        return Status(
            at=local,
            kind=_closed_kind(today),
            opens_at=self._local(following.starts) if following else None,
            opens_by_appointment=bool(following and following.by_appointment),
            reason=today.reason,
        )

    def next_change(self, at: datetime) -> datetime | None:
        """When what is said at `at` may stop being true: an edge, or midnight.

        Midnight counts because "tomorrow" becomes "today". None for a schedule
        without any row.
        """
        if not self.slots and not self.exceptional:
            return None
        today = self._local(at).date()
        edges = [first_instant(today + DAY * n, DAY, self.time_zone) for n in (0, 1)]
        for piece in self._pieces(today - DAY, today + DAY):
            edges += (piece.starts, piece.ends)
        return self._local(min(edge for edge in edges if edge > at))

    def week(self, on: date) -> tuple[WeekRow, ...]:
        """Monday to Sunday around `on`, exceptions included, equal days joined."""
        monday = on - DAY * on.weekday()
        days = [self.day(monday + DAY * n) for n in range(7)]
        rows = []
        for (known, spans, reason), group in groupby(days, key=_content):
            same = list(group)
            rows.append(WeekRow(same[0].on, same[-1].on, known, spans, reason))
        return tuple(rows)

    def usual_week(self, on: date) -> tuple[WeekRow, ...]:
        """As `week`, without exceptional periods and holidays: for print."""
        return replace(self, exceptional=(), holidays={}).week(on)

    def _local(self, at: datetime) -> datetime:
        return utc(at).astimezone(self.time_zone)

    @cached_property
    def _memory(self) -> dict[date, tuple[Day, tuple[Opening, ...]]]:
        return {}

    def _remembered(self, on: date) -> tuple[Day, tuple[Opening, ...]]:
        """A day and its openings in UTC: each question asks for the same few days."""
        known = self._memory.get(on)
        if known is None:
            day = self._day(on)
            known = day, tuple(_instants(day, self.time_zone))
            if len(self._memory) >= REMEMBERED_DAYS:
                self._memory.clear()
            self._memory[on] = known
        return known

    def _day(self, on: date) -> Day:
        periods = most_specific(p for p in self.exceptional if p.dates.covers(on))
        if periods:
            reason = next((p.reason for p in periods if p.reason), "")
            return Day(on, DayKind.EXCEPTIONAL, spans_of(periods), reason)
        if not any(slot.dates.covers(on) for slot in self.slots):
            return Day(on, DayKind.UNKNOWN)
        if on in self.holidays:
            return Day(on, DayKind.HOLIDAY, reason=self.holidays[on])
        weekday = on.weekday()
        slots = (slot for slot in self.slots if slot.weekday == weekday)
        valid = most_specific(slot for slot in slots if slot.dates.covers(on))
        return Day(on, DayKind.WEEKLY, spans_of(valid))

    def _pieces(self, first: date, last: date) -> Iterator[Opening]:
        """Openings of each day in order, in UTC, up to the first unknown day."""
        for n in range((last - first).days + 1):
            day, openings = self._remembered(first + DAY * n)
            # The first day is yesterday: not knowing it takes nothing away.
            if day.kind is DayKind.UNKNOWN and n:
                return
            yield from openings

    def _openings(self, at: datetime, days: int) -> Iterator[Opening]:
        """From yesterday to `days` ahead, those that touch joined."""
        today = self._local(at).date()
        held: Opening | None = None
        for piece in self._pieces(today - DAY, today + DAY * days):
            if held and (held.ends, held.by_appointment) == (
                piece.starts,
                piece.by_appointment,
            ):
                held = replace(held, ends=piece.ends)
                continue
            if held:
                yield held
            held = piece
        if held:
            yield held

    def _current(self, at: datetime) -> Opening | None:
        for opening in self._openings(at, NAMED_DAYS + 1):
            if at < opening.ends:
                return opening if opening.starts <= at else None
        return None

    def _next(self, at: datetime) -> Opening | None:
        openings = self._openings(at, LOOK_AHEAD)
        return next((opening for opening in openings if opening.starts > at), None)

    def _until(self, local: datetime, opening: Opening) -> datetime | None:
        last_day = self._local(opening.ends - timedelta.resolution).date()
        far = (last_day - local.date()).days > NAMED_DAYS
        return None if far else self._local(opening.ends)


def _instants(day: Day, zone: ZoneInfo) -> Iterator[Opening]:
    for span in day.spans:
        starts = first_instant(day.on, span.starts, zone)
        ends = first_instant(day.on, span.ends, zone)
        # An opening within the hour that clocks skip does not take place.
        if starts < ends:
            yield Opening(starts, ends, span.by_appointment)


def _closed_kind(day: Day) -> Kind:
    if day.kind is DayKind.HOLIDAY:
        return Kind.CLOSED_HOLIDAY
    if day.kind is DayKind.EXCEPTIONAL and not day.spans:
        return Kind.CLOSED_EXCEPTIONALLY
    return Kind.CLOSED


def _content(day: Day) -> tuple[bool, tuple[Span, ...], str]:
    return day.kind is not DayKind.UNKNOWN, day.spans, day.reason
