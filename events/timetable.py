"""The programme of a meeting, by day and hour."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from events.models import ProgrammeItem
from services.wording import date_in_words, time_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the programme; ``time`` in words, empty when nobody gave it."""

    time: str
    title: str
    theme: str
    speaker: str


def timetable_of(items: Iterable[ProgrammeItem], today: dt.date) -> list[tuple[str, list[Line]]]:
    """Return the lines under their day, in words; under nothing where no day was given.

    Within a day by the hour; a line without one stays behind the line it was written after.
    """
    by_day: dict[dt.date | None, list[tuple[dt.time, Line]]] = {}
    for item in items:
        lines = by_day.setdefault(item.day, [])
        hour = item.time or (lines[-1][0] if lines else dt.time.min)
        words = time_in_words(item.time) if item.time else ""
        lines.append((hour, Line(words, item.title, item.theme, item.speaker_role)))
    return [
        (
            capfirst(date_in_words(day, this_year=today.year)) if day else "",
            [line for _hour, line in sorted(lines, key=lambda pair: pair[0])],
        )
        for day, lines in sorted(by_day.items(), key=lambda pair: pair[0] or dt.date.min)
    ]
