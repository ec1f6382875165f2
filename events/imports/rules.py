"""Repetitions as calendars write them (RFC 5545 ``RRULE``), turned into ours.

Every rule is laid out by dateutil first. Ours stands for it only when it gives the same dates;
else each date is taken by itself, when they are few.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule
from icalendar import vRecur

from events.imports.source import Fault, Remark, Unfit
from events.recurrence import MAX_OCCURRENCES, Entry, Frequency, Rule, dates_of

# More dates than these make no list that anybody can keep up.
MOST_SINGLE = 60
MOST_INTERVAL = 52
MOST_YEARS = 20
# Of days, two hundred are soon found.
SEARCH = {"DAILY": timedelta(days=3660), "": timedelta(days=11_000)}
SHAPES = {
    "DAILY": [frozenset(), frozenset({"BYDAY"})],
    "WEEKLY": [frozenset(), frozenset({"BYDAY"})],
    "MONTHLY": [
        frozenset(),
        frozenset({"BYDAY"}),
        frozenset({"BYDAY", "BYSETPOS"}),
        frozenset({"BYMONTHDAY"}),
    ],
    "YEARLY": [
        frozenset(),
        frozenset({"BYMONTH"}),
        frozenset({"BYMONTH", "BYMONTHDAY"}),
        frozenset({"BYMONTH", "BYDAY"}),
    ],
}
ORDINALS = {"", *(f"{sign}{nth}" for sign in ("", "+", "-") for nth in range(1, 6))}
POSITIONS = {-4, -3, -2, -1, 1, 2, 3, 4}
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLAIN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYSETPOS"}


@dataclass(frozen=True, slots=True)
class Repeated:
    """The lines that give what a rule gives, its dates, and what is to be said of it."""

    entries: tuple[Entry, ...]
    dates: tuple[date, ...]
    remarks: frozenset[Remark] = frozenset()


def repeated(entry: Entry, recur: Any, until: date | None, today: date) -> Repeated:
    """Return ``entry`` repeated as ``recur`` says; ``until`` is its last day on the wall.

    A series without end, or of more dates than a series may have, is taken from this year to the
    end of the next. Raises ``Unfit`` for what is no rule of days, never happens, or is too long.
    """
    _refuse_odd(recur)
    dates = _dates(recur, entry, until)
    if len(dates) <= MAX_OCCURRENCES and (until or _number(recur, "COUNT")):
        return _written(entry, recur, dates, frozenset())
    if not dates:
        raise Unfit(Fault.RULE_UNKNOWN)
    window = date(today.year, 1, 1), date(today.year + 1, 12, 31)
    if entry.start_date and window[0].year - entry.start_date.year > MOST_YEARS:
        raise Unfit(Fault.RULE_TOO_LONG)
    last = min(until, window[1]) if until else window[1]
    dates = [on for on in _all_dates(recur, entry, last) if on >= window[0]][:MAX_OCCURRENCES]
    return _written(entry, recur, dates, frozenset({Remark.CAPPED}))


def _written(entry: Entry, recur: Any, dates: list[date], remarks: frozenset[Remark]) -> Repeated:
    if not dates:
        raise Unfit(Fault.RULE_TOO_LONG if remarks else Fault.RULE_UNKNOWN)
    first = _on(entry, dates[0])
    if len(dates) == 1:
        return Repeated((first,), tuple(dates), remarks)
    rule = _rule(recur, dates)
    if rule and (ours := replace(first, rule=rule)) and dates_of(ours) == dates:
        return Repeated((ours,), tuple(dates), remarks)
    if len(dates) > MOST_SINGLE:
        raise Unfit(Fault.RULE_TOO_LONG)
    singles = tuple(_on(entry, on) for on in dates)
    return Repeated(singles, tuple(dates), remarks | {Remark.EACH_DATE})


def _on(entry: Entry, on: date) -> Entry:
    end = on + entry.length if entry.end_date else None
    return replace(entry, start_date=on, end_date=end)


def _refuse_odd(recur: Any) -> None:
    """Refuse what no calendar writes, since dateutil looks for it until the year 9999.

    Every shape that is left meets a date soon, or steps by whole years.
    """
    frequency, interval = _frequency(recur), _number(recur, "INTERVAL")
    chosen = frozenset(name for name in recur if name.startswith("BY"))
    ordinals = [str(day)[:-2] for day in recur.get("BYDAY", [])]
    by_day = frequency in ("DAILY", "WEEKLY")
    if (
        chosen not in SHAPES.get(frequency, ())
        or interval == 0
        or (frequency == "DAILY" and chosen and interval not in (None, 1))
        or any(nth not in ORDINALS or (nth and by_day) for nth in ordinals)
        or any(position not in POSITIONS for position in recur.get("BYSETPOS", []))
        or not _has_days(recur)
    ):
        raise Unfit(Fault.RULE_UNKNOWN)


def _has_days(recur: Any) -> bool:
    """Return whether the months of the rule are months, and have one of its days."""
    days, months = recur.get("BYMONTHDAY", [1]), [int(one) for one in recur.get("BYMONTH", [1])]
    if not all(1 <= month <= len(LENGTHS) for month in months):
        return False
    return any(1 <= abs(day) <= LENGTHS[month - 1] for day in days for month in months)


def _dates(recur: Any, entry: Entry, until: date | None) -> list[date]:
    """Return the first dates, one more than a series may have.

    Only some years are searched. Raises ``Unfit`` for a series that goes on after them.
    """
    start = entry.start_date or date.min
    last = start + SEARCH["DAILY" if _frequency(recur) == "DAILY" else ""]
    count = _number(recur, "COUNT")
    dates = list(islice(_all_dates(recur, entry, min(until or last, last)), MAX_OCCURRENCES + 1))
    is_cut = until > last if until else count is not None and len(dates) < count
    if dates and is_cut and len(dates) <= MAX_OCCURRENCES:
        raise Unfit(Fault.RULE_TOO_LONG)
    return dates


def _all_dates(recur: Any, entry: Entry, last: date) -> Iterator[date]:
    """Yield the dates up to the day ``last``, and no more than the rule counts."""
    if entry.start_date is None:
        return
    # The end is ours: dateutil takes one, not two.
    ended = {name: value for name, value in recur.items() if name not in ("COUNT", "UNTIL")}
    written: Any = vRecur(ended)
    text = f"{written.to_ical().decode()};UNTIL={last:%Y%m%d}T235959"
    try:
        found = rrule.rrulestr(text, dtstart=datetime.combine(entry.start_date, time()))
        for number, moment in enumerate(found):
            if number == _number(recur, "COUNT"):
                return
            yield moment.date()
    except (ValueError, TypeError, OverflowError) as error:
        raise Unfit(Fault.RULE_UNKNOWN) from error


def _rule(recur: Any, dates: list[date]) -> Rule | None:
    """Return the rule of ours that may say the same up to the last of ``dates``."""
    interval = _number(recur, "INTERVAL") or 1
    if not recur.keys() <= PLAIN or interval > MOST_INTERVAL:
        return None
    frequency = _frequency(recur)
    days = [str(day).upper() for day in recur.get("BYDAY", [])]
    if frequency == "MONTHLY":
        return _monthly(days, _number(recur, "BYSETPOS"), interval, dates[-1])
    if frequency == "YEARLY" or "BYSETPOS" in recur or not set(days) <= set(WEEKDAYS):
        return None
    if frequency == "DAILY":
        weeks, rest = divmod(interval, 7)
        if rest and interval > 1:
            return None
        if interval == 1:
            weeks, days = 1, days or list(WEEKDAYS)
        interval = weeks
    weekdays = tuple(sorted(WEEKDAYS.index(day) for day in days))
    return Rule(Frequency.WEEKLY, interval, weekdays, until=dates[-1])


def _monthly(days: list[str], position: int | None, interval: int, last: date) -> Rule | None:
    if len(days) != 1 or days[0][-2:] not in WEEKDAYS:
        return None
    weekday, nth = WEEKDAYS.index(days[0][-2:]), days[0][:-2]
    number = int(nth) if nth else position
    if number is None or number not in (-1, 1, 2, 3, 4, 5):
        return None
    return Rule(Frequency.MONTHLY, interval, (weekday,), number, until=last)


def _frequency(recur: Any) -> str:
    return str(_first(recur, "FREQ") or "").upper()


def _first(recur: Any, name: str) -> object:
    value = recur.get(name)
    return value[0] if isinstance(value, list) and value else value


def _number(recur: Any, name: str) -> int | None:
    value = _first(recur, name)
    return value if isinstance(value, int) else None
