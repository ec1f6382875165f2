"""Dates of events as people say them.

Pure but for the language, which is the active one.
"""

import datetime as dt

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from events.recurrence import Entry, Frequency, Precision, dates_of
from services.wording import date_in_words, time_in_words

NTH_WORDS = {
    1: gettext_lazy("the first"),
    2: gettext_lazy("the second"),
    3: gettext_lazy("the third"),
    4: gettext_lazy("the fourth"),
    5: gettext_lazy("the fifth"),
    -1: gettext_lazy("the last"),
}


def month_in_words(first: dt.date, this_year: int | None = None) -> str:
    """Give a month: "mars 2025", or "mars" in ``this_year``."""
    name = str(MONTHS[first.month])
    return name if first.year == this_year else f"{name} {first.year}"


def day_in_words(on: dt.date, today: dt.date) -> str:
    """Give a day as a heading of an agenda: "Aujourd’hui, mardi 3 décembre"."""
    words = date_in_words(on, this_year=today.year)
    near = {0: _("today"), 1: _("tomorrow")}.get((on - today).days)
    return _("%(near)s, %(date)s") % {"near": near, "date": words} if near else words


def hours_in_words(start: dt.time | None, end: dt.time | None, *, all_day: bool = False) -> str:
    """Give the hours of a day: "de 9 h à 12 h", "toute la journée", "heure à confirmer"."""
    if all_day:
        return _("the whole day")
    if start is None:
        return _("hour to be confirmed")
    if end is None:
        return _("from %(start)s") % {"start": time_in_words(start)}
    return _("from %(start)s to %(end)s") % {
        "start": time_in_words(start),
        "end": time_in_words(end),
    }


def days_in_words(first: dt.date, last: dt.date, this_year: int | None = None) -> str:
    """Give one day or several: "mardi 3 décembre 2024", "du 21 au 25 octobre 2024"."""
    if first == last:
        return date_in_words(first, this_year=this_year)
    # The year is said once, and stays where the days are not of this one.
    shown = first.year if first.year == last.year else None
    start = date_in_words(first, this_year=shown, weekday=False)
    if (first.year, first.month) == (last.year, last.month):
        start = pgettext("day of the month", "1st") if first.day == 1 else str(first.day)
    return _("from %(first)s to %(last)s") % {
        "first": start,
        "last": date_in_words(last, this_year=this_year, weekday=False),
    }


def when_in_words(date, this_year: int | None = None, *, hours: bool = True) -> str:
    """Give when something takes place, with all that is known of it and no more.

    ``date`` has ``precision``, ``start_date``, ``end_date``, ``start_time``, ``end_time`` and
    ``all_day``: an occurrence or a line of dates.
    """
    precision = Precision(date.precision)
    if precision is Precision.UNKNOWN or date.start_date is None:
        return _("date to be confirmed")
    last = date.end_date or date.start_date
    if precision is Precision.MONTH:
        return _("in the course of %(month)s") % {
            "month": month_in_words(date.start_date, this_year)
        }
    if precision is Precision.AROUND:
        return _("around the %(date)s") % {
            "date": date_in_words(date.start_date, this_year=this_year, weekday=False)
        }
    days = days_in_words(date.start_date, last, this_year)
    if precision is Precision.BETWEEN:
        return _("one day %(days)s, to be confirmed") % {"days": days}
    if not hours or (date.start_date != last and not date.start_time):
        return days
    return _("%(days)s, %(hours)s") % {
        "days": days,
        "hours": hours_in_words(date.start_time, date.end_time, all_day=date.all_day),
    }


def entry_in_words(entry: Entry) -> str:
    """Give a line of dates: "chaque mardi, de 9 h à 12 h, du 6 janvier au 24 mars 2027"."""
    dates = dates_of(entry)
    if not entry.rule.repeats or not dates:
        return when_in_words(entry)
    return _("%(rule)s, %(hours)s, %(days)s (%(count)s)") % {
        "rule": rule_in_words(entry, dates[0]),
        "hours": hours_in_words(entry.start_time, entry.end_time, all_day=entry.all_day),
        "days": days_in_words(dates[0], dates[-1]),
        "count": ngettext("%(count)s date", "%(count)s dates", len(dates)) % {"count": len(dates)},
    }


def rule_in_words(entry: Entry, first: dt.date) -> str:
    """Give a repetition whose first date is ``first``: "le dernier samedi du mois"."""
    rule = entry.rule
    days = _and(str(WEEKDAYS[day]) for day in rule.weekdays or (first.weekday(),))
    if rule.frequency is Frequency.MONTHLY:
        words = {"nth": NTH_WORDS[rule.nth or (first.day - 1) // 7 + 1], "day": days}
        if rule.interval == 1:
            return _("%(nth)s %(day)s of each month") % words
        words["count"] = rule.interval
        return _("%(nth)s %(day)s, every %(count)s months") % words
    if rule.interval == 1:
        return _("each %(days)s") % {"days": days}
    return _("%(days)s, one week out of %(count)s") % {"days": days, "count": rule.interval}


def _and(words) -> str:
    *first, last = words
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    )
