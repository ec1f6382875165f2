"""Every occurrence of an event: its entries laid out, its changes applied."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.hours.clock import first_instant
from services.hours.rows import DAY, Span, since_midnight

from .entries import Change, ChangeKind, Entry, Precision
from .expansion import NO_HOLIDAY, dates_of

UNKNOWN_ID = "unknown"


class Status(StrEnum):
    """What became of an occurrence."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED = "moved"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence. ``starts`` and ``ends`` are instants in UTC, the end excluded.

    Days and times are those on the wall in ``zone``; the last day is included. Everything is
    ``None`` when nothing is known of the date. ``original_*`` is where it stood before it moved.
    """

    recurrence_id: str
    zone: ZoneInfo
    precision: Precision
    start_date: date | None = None
    start_time: time | None = None
    end_date: date | None = None
    end_time: time | None = None
    all_day: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    status: Status = Status.SCHEDULED
    reason: str = ""
    place: str = ""
    original_date: date | None = None
    original_time: time | None = None


def occurrences(
    entries: Iterable[Entry],
    changes: Iterable[Change] = (),
    holidays: Container[date] = NO_HOLIDAY,
    until: date | None = None,
) -> list[Happening]:
    """Return the occurrences in order of time, those without a date last.

    Two entries that give the same start give one occurrence. A change of a date that no entry
    gives any more is left aside. Nothing starts after the day ``until``.
    """
    entries = list(entries)
    found: dict[str, Happening] = {}
    for entry in entries:
        for one in _of_entry(entry, holidays):
            found.setdefault(one.recurrence_id, one)
    for change in changes:
        _apply(change, found, entries)
    kept = [one for one in found.values() if not _is_after(one, until)]
    return sorted(kept, key=lambda one: (_first_day(one), one.starts or NEVER, one.recurrence_id))


def recurrence_id(on: date | None, at: time | None, precision: Precision = Precision.DAY) -> str:
    """Return the name of an occurrence within its event: its first start on the wall.

    As RFC 5545 writes ``RECURRENCE-ID``: ``20261203T090000``, ``20261203``; a month is
    ``202612``.
    """
    if on is None or precision is Precision.UNKNOWN:
        return UNKNOWN_ID
    if precision is Precision.MONTH:
        return f"{on:%Y%m}"
    return f"{on:%Y%m%d}T{at:%H%M%S}" if at else f"{on:%Y%m%d}"


NEVER = first_instant(date.max - DAY, timedelta(), ZoneInfo("UTC"))


def _is_after(one: Happening, until: date | None) -> bool:
    # A date that nobody knows may be any day: it is never too late.
    return until is not None and one.start_date is not None and one.start_date > until


def _first_day(one: Happening) -> date:
    return one.start_date or date.max


def _of_entry(entry: Entry, holidays: Container[date]) -> list[Happening]:
    if entry.start_date is None or entry.precision is Precision.UNKNOWN:
        return [Happening(UNKNOWN_ID, entry.zone, Precision.UNKNOWN)]
    return [_on_day(entry, on) for on in dates_of(entry, holidays)]


def _on_day(entry: Entry, on: date) -> Happening:
    start_time, end_time = entry.hours
    last = _last_of_month(on) if entry.precision is Precision.MONTH else on + entry.length
    return _timed(
        Happening(
            recurrence_id(on, start_time, entry.precision),
            entry.zone,
            entry.precision,
            start_date=on,
            start_time=start_time,
            end_date=last,
            end_time=end_time,
            all_day=entry.all_day,
        )
    )


def _last_of_month(first: date) -> date:
    return (first.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def _timed(one: Happening) -> Happening:
    """Return ``one`` with its instants: a date without an end time lasts to midnight."""
    if one.start_date is None or one.end_date is None:
        return one
    begins = since_midnight(one.start_time) if one.start_time else timedelta()
    closes = since_midnight(one.end_time) if one.end_time else DAY
    return replace(
        one,
        starts=first_instant(one.start_date, begins, one.zone),
        ends=first_instant(one.end_date, closes, one.zone),
    )


def _apply(change: Change, found: dict[str, Happening], entries: list[Entry]) -> None:
    if change.kind is ChangeKind.ADDED:
        one = _added(change, entries)
        found.setdefault(one.recurrence_id, one)
        return
    key = _changed_id(change, found)
    if key is not None:
        found[key] = _changed(found[key], change)


def _added(change: Change, entries: list[Entry]) -> Happening:
    """Return a date more, with the hours and the length of the first entry when it has any."""
    like = entries[0] if entries else Entry()
    length = like.length if like.precision is Precision.DAY else timedelta()
    start, end = like.hours
    entry = replace(
        like,
        start_date=change.on,
        end_date=change.on + length,
        start_time=change.new_start_time or start,
        end_time=_moved_end(start, end, bool(length), change),
        all_day=like.all_day and change.new_start_time is None,
        precision=Precision.DAY,
    )
    return replace(_on_day(entry, change.on), reason=change.reason, place=change.place)


def _changed_id(change: Change, found: dict[str, Happening]) -> str | None:
    """Return the occurrence that a change means: by its day alone when the day has only one."""
    exact = recurrence_id(change.on, change.at)
    if exact in found:
        return exact
    same_day = [key for key in found if key[:8] == f"{change.on:%Y%m%d}"]
    return same_day[0] if len(same_day) == 1 else None


def _changed(one: Happening, change: Change) -> Happening:
    changed = replace(
        one,
        status=Status(change.kind.value),
        reason=change.reason,
        place=change.place or one.place,
    )
    if change.kind is not ChangeKind.MOVED or one.start_date is None or one.end_date is None:
        return changed
    new_date = change.new_date or one.start_date
    return _timed(
        replace(
            changed,
            start_date=new_date,
            end_date=new_date + (one.end_date - one.start_date),
            start_time=change.new_start_time or one.start_time,
            end_time=_moved_end(
                one.start_time, one.end_time, one.start_date != one.end_date, change
            ),
            all_day=one.all_day and change.new_start_time is None,
            original_date=one.start_date,
            original_time=one.start_time,
        )
    )


def _moved_end(start: time | None, end: time | None, is_long: bool, change: Change) -> time | None:
    """Return the end that goes with a new start: as long as before when nobody gave it.

    ``is_long``: the end is not on the day of the start. Better an unknown end than a wrong one.
    """
    starts = change.new_start_time or start
    ends = since_midnight(change.new_end_time or end or time())
    if change.new_end_time is None and start and change.new_start_time:
        ends += since_midnight(change.new_start_time) - since_midnight(start)
    if (change.new_end_time or end) is None or not timedelta() <= ends < DAY:
        return None
    if starts is None or (not is_long and ends <= since_midnight(starts)):
        return None
    return Span(timedelta(), ends).closes_at
