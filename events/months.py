"""A month of the agenda as a table of weeks."""

import datetime as dt
from calendar import Calendar
from collections import defaultdict
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.utils.dates import WEEKDAYS

from events.agenda import Agenda
from events.cards import EventCard
from events.models import Occurrence
from events.recurrence import Precision
from services.wording import date_in_words

ONE_MONTH = relativedelta(months=1)
# More than a month of a busy centre; what is beyond is said.
MOST_DATES = 200


class Day(NamedTuple):
    """A cell of the table; without number for a day of another month."""

    number: int | None
    words: str = ""
    is_today: bool = False
    cards: list[EventCard] = []


def month_context(agenda: Agenda, first: dt.date) -> dict:
    """Return the context of the month of the first day ``first``."""
    after = first + ONE_MONTH
    starting, lasting = agenda.between(agenda.rows, (first, after))
    rows = [*lasting[:MOST_DATES], *starting[: MOST_DATES + 1]]
    shown = rows[:MOST_DATES]
    cards = agenda.cards
    return {
        "first": first,
        "weekdays": list(WEEKDAYS.values()),
        "weeks": _weeks(agenda, first, [row for row in shown if _has_one_day(row)]),
        "lasting": [cards.lasting(row) for row in shown if not _has_one_day(row)],
        "is_cut": len(rows) > MOST_DATES,
        "before": _month(agenda, first - ONE_MONTH),
        "after": _month(agenda, after),
    }


def _weeks(agenda: Agenda, first: dt.date, rows: list[Occurrence]) -> list[list[Day]]:
    by_day = defaultdict(list)
    for row in rows:
        by_day[row.start_date].append(agenda.cards.in_table(row))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[_day(on, first, agenda.today, by_day[on]) for on in week] for week in weeks]


def _day(on: dt.date, first: dt.date, today: dt.date, cards: list[EventCard]) -> Day:
    if on.month != first.month:
        return Day(None)
    return Day(on.day, date_in_words(on, this_year=on.year), on == today, cards)


def _has_one_day(row: Occurrence) -> bool:
    return row.precision == Precision.DAY and row.start_date == row.end_date


def _month(agenda: Agenda, first: dt.date) -> dt.date | None:
    """Return the month to lead to, ``None`` past both ends of what there is to see."""
    is_present = first == agenda.today.replace(day=1)
    return first if is_present or agenda.facets.reaches(first) else None
