"""Which date a change is about."""

from collections.abc import Container, Iterable
from datetime import date

from .checks import ErrorCode
from .entries import Change, ChangeKind, Entry
from .expansion import NO_HOLIDAY
from .occurrences import occurrences, recurrence_id


def unmatched_changes(
    entries: Iterable[Entry],
    changes: Iterable[Change],
    holidays: Container[date] = NO_HOLIDAY,
) -> list[tuple[int, str, ErrorCode]]:
    """Return the changes that change nothing, as (index, name of the field, code).

    A change is about a date that an entry gives, or that an earlier change added. Where a day
    has several sessions it must say the hour of one of them.
    """
    entries, faults = list(entries), []
    added: list[Change] = []
    found = _ids(entries, added, holidays)
    for index, change in enumerate(changes):
        if change.kind is ChangeKind.ADDED:
            added.append(change)
            found = _ids(entries, added, holidays)
        elif fault := _fault(change, found):
            faults.append((index, *fault))
    return faults


def _ids(entries: list[Entry], added: list[Change], holidays: Container[date]) -> list[str]:
    return [one.recurrence_id for one in occurrences(entries, added, holidays)]


def _fault(change: Change, found: list[str]) -> tuple[str, ErrorCode] | None:
    same_day = [key for key in found if key[:8] == f"{change.on:%Y%m%d}"]
    if not same_day:
        return "on", ErrorCode.NO_SUCH_DATE
    if len(same_day) > 1 and recurrence_id(change.on, change.at) not in same_day:
        return "at", ErrorCode.WHICH_SESSION
    return None
