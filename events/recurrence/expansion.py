"""The dates of one entry. Arithmetic of the calendar is dateutil's."""

from collections.abc import Container, Iterator
from datetime import date, datetime, time
from itertools import islice

from dateutil import rrule

from .entries import MAX_OCCURRENCES, Entry, Frequency, Precision, Rule

WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
NO_HOLIDAY: frozenset[date] = frozenset()
# A rule that names a fifth Monday meets it within three months; an interval stretches that.
SEARCH_YEARS = 30


def dates_of(
    entry: Entry, holidays: Container[date] = NO_HOLIDAY, limit: int = MAX_OCCURRENCES
) -> list[date]:
    """Return the first days of the occurrences of ``entry``, at most ``limit``, in order.

    None for an unknown date. ``holidays`` are left out when the entry asks for it; a count
    then still counts them, as a calendar does that gets the rule and its exceptions.
    """
    return [on for on in islice(_raw(entry), limit) if not _is_skipped(entry, on, holidays)]


def skipped_dates(entry: Entry, holidays: Container[date]) -> list[date]:
    """Return the dates of the rule that fall on ``holidays`` and are left out."""
    raw = islice(_raw(entry), MAX_OCCURRENCES)
    return [on for on in raw if _is_skipped(entry, on, holidays)]


def has_more_than(entry: Entry, limit: int) -> bool:
    """Return whether the rule gives more than ``limit`` dates."""
    return len(list(islice(_raw(entry), limit + 1))) > limit


def _is_skipped(entry: Entry, on: date, holidays: Container[date]) -> bool:
    return entry.skip_holidays and entry.rule.repeats and on in holidays


def _raw(entry: Entry) -> Iterator[date]:
    if entry.start_date is None or entry.precision is Precision.UNKNOWN:
        return
    if entry.precision is Precision.MONTH:
        yield entry.start_date.replace(day=1)
    elif not entry.rule.repeats or entry.precision is not Precision.DAY:
        yield entry.start_date
    else:
        for moment in _recurrence(entry.rule, entry.start_date):
            yield moment.date()


def _recurrence(rule: Rule, start: date) -> rrule.rrule:
    last = rule.until or date(min(start.year + SEARCH_YEARS, date.max.year), 12, 31)
    bound = {"count": rule.count} if rule.count else {"until": datetime.combine(last, time.max)}
    days = [WEEKDAYS[day] for day in rule.weekdays or (start.weekday(),)]
    if rule.frequency is Frequency.MONTHLY:
        days = [day(rule.nth or nth_of(start)) for day in days]
    return rrule.rrule(
        rrule.WEEKLY if rule.frequency is Frequency.WEEKLY else rrule.MONTHLY,
        dtstart=datetime.combine(start, time.min),
        interval=rule.interval,
        byweekday=days,
        wkst=rrule.MO,
        **bound,
    )


def nth_of(on: date) -> int:
    """Return which one of its weekday in the month a date is, from 1 to 5."""
    return (on.day - 1) // 7 + 1
