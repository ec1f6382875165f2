"""What is wrong with dates, for a form to say next to the field."""

from collections.abc import Container
from datetime import date
from enum import StrEnum
from itertools import pairwise

from .entries import MAX_OCCURRENCES, Change, ChangeKind, Entry, Frequency, Precision
from .expansion import NO_HOLIDAY, dates_of, has_more_than

FIRST_YEAR, LAST_YEAR = 1960, 2100


class ErrorCode(StrEnum):
    DATE_MISSING = "date_missing"
    DATE_FAR = "date_far"
    END_BEFORE_START = "end_before_start"
    END_MISSING = "end_missing"
    START_TIME_MISSING = "start_time_missing"
    TIME_OF_WHOLE_DAY = "time_of_whole_day"
    VAGUE_REPEATS = "vague_repeats"
    ENDLESS = "endless"
    TWO_ENDS = "two_ends"
    TOO_MANY = "too_many"
    NEVER = "never"
    OVERLAPS_ITSELF = "overlaps_itself"
    REASON_MISSING = "reason_missing"
    NEW_DATE_MISSING = "new_date_missing"
    ONE_WEEKDAY = "one_weekday"
    NO_SUCH_DATE = "no_such_date"
    WHICH_SESSION = "which_session"
    NOT_THAT_DAY = "not_that_day"


def entry_errors(
    entry: Entry, holidays: Container[date] = NO_HOLIDAY
) -> list[tuple[str, ErrorCode]]:
    """Return the faults of ``entry`` as (name of the field, code), the first that matter.

    Field names are those of ``Entry`` and ``Rule``.
    """
    if entry.precision is Precision.UNKNOWN:
        return []
    if entry.start_date is None:
        return [("start_date", ErrorCode.DATE_MISSING)]
    errors = [*_day_errors(entry, entry.start_date), *_time_errors(entry)]
    return errors or _rule_errors(entry, holidays)


def change_errors(change: Change) -> list[tuple[str, ErrorCode]]:
    """Return the faults of ``change``, likewise."""
    errors = []
    if not change.reason and change.kind is not ChangeKind.FULL:
        errors.append(("reason", ErrorCode.REASON_MISSING))
    if change.kind is ChangeKind.MOVED and not (
        change.new_date or change.new_start_time or change.place
    ):
        errors.append(("new_date", ErrorCode.NEW_DATE_MISSING))
    if (
        change.new_start_time
        and change.new_end_time
        and change.new_end_time <= change.new_start_time
    ):
        errors.append(("new_end_time", ErrorCode.END_BEFORE_START))
    return errors


def _day_errors(entry: Entry, start: date) -> list[tuple[str, ErrorCode]]:
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        return [("start_date", ErrorCode.DATE_FAR)]
    if entry.end_date is None:
        missing = entry.precision is Precision.BETWEEN
        return [("end_date", ErrorCode.END_MISSING)] if missing else []
    if entry.end_date.year > LAST_YEAR:
        return [("end_date", ErrorCode.DATE_FAR)]
    if entry.end_date < start:
        return [("end_date", ErrorCode.END_BEFORE_START)]
    return []


def _time_errors(entry: Entry) -> list[tuple[str, ErrorCode]]:
    if entry.all_day and (entry.start_time or entry.end_time):
        return [("start_time", ErrorCode.TIME_OF_WHOLE_DAY)]
    if entry.end_time and not entry.start_time:
        return [("start_time", ErrorCode.START_TIME_MISSING)]
    same_day = not entry.length
    if same_day and entry.start_time and entry.end_time and entry.end_time <= entry.start_time:
        return [("end_time", ErrorCode.END_BEFORE_START)]
    return []


def _rule_errors(entry: Entry, holidays: Container[date]) -> list[tuple[str, ErrorCode]]:
    rule = entry.rule
    if not rule.repeats:
        return []
    if entry.precision is not Precision.DAY:
        return [("frequency", ErrorCode.VAGUE_REPEATS)]
    if rule.until and rule.count:
        return [("count", ErrorCode.TWO_ENDS)]
    if not rule.until and not rule.count:
        return [("until", ErrorCode.ENDLESS)]
    if rule.until and entry.start_date and rule.until < entry.start_date:
        return [("until", ErrorCode.END_BEFORE_START)]
    if rule.frequency is Frequency.MONTHLY and len(rule.weekdays) > 1:
        return [("weekdays", ErrorCode.ONE_WEEKDAY)]
    return _size_errors(entry, holidays)


def _size_errors(entry: Entry, holidays: Container[date]) -> list[tuple[str, ErrorCode]]:
    bound = "count" if entry.rule.count else "until"
    if (entry.rule.count or 0) > MAX_OCCURRENCES or has_more_than(entry, MAX_OCCURRENCES):
        return [(bound, ErrorCode.TOO_MANY)]
    dates = dates_of(entry, holidays)
    if not dates:
        return [(bound, ErrorCode.NEVER)]
    gaps = (later - earlier for earlier, later in pairwise(dates))
    if any(gap <= entry.length for gap in gaps):
        return [("end_date", ErrorCode.OVERLAPS_ITSELF)]
    return []
