"""Opening hours for machines: schema.org `OpeningHoursSpecification`.

https://schema.org/OpeningHoursSpecification; a closed day is written as
opening and closing at 00:00, a whole day as 00:00 to 23:59, as search engines
read them.
"""

from datetime import date
from typing import Any

from .rows import ALWAYS, DateRange, Slot, Span
from .schedule import Schedule

DAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def opening_hours_specification(
    schedule: Schedule, since: date | None = None
) -> list[dict[str, Any]]:
    """Plain dicts for JSON-LD; empty when the hours are unknown.

    Openings by appointment are left out: a machine would take them for an open
    door. What ended before `since` is left out too.
    """
    current = [slot for slot in schedule.slots if _lasts(slot.dates, since)]
    return [*_weekly(current), *_exceptional(schedule, since)]


def _weekly(slots: list[Slot]) -> list[dict[str, Any]]:
    weekdays: dict[tuple[DateRange, Span], list[int]] = {}
    for slot in slots:
        span = Span(slot.span.starts, slot.span.ends)
        if not slot.by_appointment and span.starts < span.ends:
            weekdays.setdefault((slot.dates, span), []).append(slot.weekday)
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{DAY_NAMES[day]}" for day in sorted(days)],
            **_hours(span),
            **_validity(dates),
        }
        for (dates, span), days in weekdays.items()
    ]


def _exceptional(schedule: Schedule, since: date | None) -> list[dict[str, Any]]:
    found = [(period.dates, period.span) for period in schedule.exceptional]
    if schedule.slots:
        found += [
            (DateRange(day, day), None)
            for day in schedule.holidays
            if not any(period.dates.covers(day) for period in schedule.exceptional)
        ]
    return [
        {
            "@type": "OpeningHoursSpecification",
            **_hours(span),
            **_validity(dates),
        }
        for dates, span in sorted(found, key=lambda item: item[0].start)
        if _lasts(dates, since)
    ]


def _hours(span: Span | None) -> dict[str, str]:
    if span is None:
        return {"opens": "00:00", "closes": "00:00"}
    closes = "23:59" if span.is_whole_day else f"{span.closes_at:%H:%M}"
    return {"opens": f"{span.opens_at:%H:%M}", "closes": closes}


def _validity(dates: DateRange) -> dict[str, str]:
    validity = {}
    if dates.start != ALWAYS.start:
        validity["validFrom"] = dates.start.isoformat()
    if dates.end != ALWAYS.end:
        validity["validThrough"] = dates.end.isoformat()
    return validity


def _lasts(dates: DateRange, since: date | None) -> bool:
    return since is None or dates.end >= since
