"""What is wrong with rows, for a form to say next to the field."""

from collections.abc import Sequence
from enum import StrEnum

from .rows import DateRange, ExceptionalPeriod, Slot, Span


class ErrorCode(StrEnum):
    CLOSES_BEFORE_OPENS = "closes_before_opens"
    ENDS_BEFORE_START = "ends_before_start"
    HOURS_INCOMPLETE = "hours_incomplete"
    OVERLAP = "overlap"
    CLOSED_AND_OPEN = "closed_and_open"


def slot_errors(slots: Sequence[Slot]) -> list[tuple[int, ErrorCode]]:
    """The faults as (index in `slots`, code).

    Overlap is looked for within one weekday and one season, and is said of
    the row that comes later in the list.
    """
    errors: list[tuple[int, ErrorCode]] = []
    taken: dict[tuple[int, DateRange], list[Span]] = {}
    for index, slot in enumerate(slots):
        errors += [(index, code) for code in _row_errors(slot.dates, slot.span)]
        others = taken.setdefault((slot.weekday, slot.dates), [])
        if any(_overlap(slot.span, other) for other in others):
            errors.append((index, ErrorCode.OVERLAP))
        others.append(slot.span)
    return errors


def period_errors(
    periods: Sequence[ExceptionalPeriod],
) -> list[tuple[int, ErrorCode]]:
    """As `slot_errors`, for exceptional periods: compared within the same dates."""
    errors: list[tuple[int, ErrorCode]] = []
    taken: dict[DateRange, list[Span | None]] = {}
    for index, period in enumerate(periods):
        span, others = period.span, taken.setdefault(period.dates, [])
        errors += [(index, code) for code in _row_errors(period.dates, span)]
        if (period.opens_at is None) != (period.closes_at is None):
            errors.append((index, ErrorCode.HOURS_INCOMPLETE))
            continue
        if any((span is None) != (other is None) for other in others):
            errors.append((index, ErrorCode.CLOSED_AND_OPEN))
        elif any(span == other or _overlap(span, other) for other in others):
            errors.append((index, ErrorCode.OVERLAP))
        others.append(span)
    return errors


def _row_errors(dates: DateRange, span: Span | None) -> list[ErrorCode]:
    errors = []
    if dates.end < dates.start:
        errors.append(ErrorCode.ENDS_BEFORE_START)
    if span and span.ends <= span.starts:
        errors.append(ErrorCode.CLOSES_BEFORE_OPENS)
    return errors


def _overlap(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return False
    return max(one.starts, other.starts) < min(one.ends, other.ends)
