"""A schedule as plain JSON values, and back."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from .rows import ExceptionalPeriod, Slot
from .schedule import Schedule


def to_data(schedule: Schedule) -> dict[str, Any]:
    """Strings, numbers, booleans, lists and dicts; dates and times as ISO 8601."""
    return {
        "time_zone": schedule.time_zone.key,
        "slots": [
            {
                "weekday": slot.weekday,
                "opens_at": slot.opens_at.isoformat(),
                "closes_at": slot.closes_at.isoformat(),
                "valid_from": _text(slot.valid_from),
                "valid_to": _text(slot.valid_to),
                "by_appointment": slot.by_appointment,
                "note": slot.note,
            }
            for slot in schedule.slots
        ],
        "exceptional": [
            {
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
                "opens_at": _text(period.opens_at),
                "closes_at": _text(period.closes_at),
                "reason": period.reason,
            }
            for period in schedule.exceptional
        ],
        "holidays": {day.isoformat(): name for day, name in schedule.holidays.items()},
    }


def from_data(data: Mapping[str, Any]) -> Schedule:
    """The schedule that `to_data` wrote.

    Raises KeyError for a missing entry, ValueError for a value that is no date,
    time or zone.
    """
    return Schedule(
        slots=tuple(_slot(row) for row in data["slots"]),
        exceptional=tuple(_period(row) for row in data["exceptional"]),
        holidays={date.fromisoformat(day): name for day, name in data["holidays"].items()},
        time_zone=ZoneInfo(data["time_zone"]),
    )


def _slot(row: Mapping[str, Any]) -> Slot:
    return Slot(
        weekday=row["weekday"],
        opens_at=time.fromisoformat(row["opens_at"]),
        closes_at=time.fromisoformat(row["closes_at"]),
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        by_appointment=row["by_appointment"],
        note=row["note"],
    )


def _period(row: Mapping[str, Any]) -> ExceptionalPeriod:
    return ExceptionalPeriod(
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        opens_at=_time(row["opens_at"]),
        closes_at=_time(row["closes_at"]),
        reason=row["reason"],
    )


def _text(value: date | time | None) -> str | None:
    return None if value is None else value.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
