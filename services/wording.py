"""Hours, dates and contacts as people here say them.

Pure but for the language, which is the active one. Phones and amounts in words
are in ``centre.formats``. A space that must not break is a no-break space.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.dateformat import time_format
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from services.hours import ErrorCode, Kind, Span, Status, WeekRow

TOGO = "+228"
MIDNIGHT = time()
# Six days from now a weekday's name still means one day only.
NAMED_DAYS = 6

ERROR_SENTENCES = {
    ErrorCode.CLOSES_BEFORE_OPENS: gettext_lazy("It must close after it opens."),
    ErrorCode.ENDS_BEFORE_START: gettext_lazy("The end must not be before the start."),
    ErrorCode.HOURS_INCOMPLETE: gettext_lazy("Give both times, or none when it is closed."),
    ErrorCode.OVERLAP: gettext_lazy("These hours overlap other hours of the same day."),
    ErrorCode.CLOSED_AND_OPEN: gettext_lazy(
        "The same days cannot be both closed and open at other hours."
    ),
}


class WeekLine(NamedTuple):
    """A row of a table of hours: "lundi à vendredi" and "8 h – 12 h"."""

    days: str
    hours: str


def time_in_words(at: time) -> str:
    """Give a time of day: "8 h", "9 h 30"."""
    if at.minute:
        return time_format(at, pgettext("time format, hour and minutes", "g:i A"))
    return time_format(at, pgettext("time format, full hour", "g A"))


def closing_in_words(at: time) -> str:
    """Give the end of an opening, where 00:00 is the end of the day: "minuit"."""
    return _("midnight") if at == MIDNIGHT else time_in_words(at)


def times_in_words(opens_at: time, closes_at: time) -> str:
    """Give both ends of an opening: "8 h – 12 h"; "jour et nuit" for a whole day."""
    if opens_at == closes_at == MIDNIGHT:
        return _("day and night")
    return _("%(opens)s – %(closes)s") % {
        "opens": time_in_words(opens_at),
        "closes": closing_in_words(closes_at),
    }


def date_in_words(on: date, *, this_year: int | None = None, weekday: bool = True) -> str:
    """Give a date: "mardi 3 décembre 2024", "1er décembre".

    The year is left out when it is `this_year`.
    """
    words = _("%(day)s %(month)s") % {
        "day": pgettext("day of the month", "1st") if on.day == 1 else on.day,
        "month": MONTHS[on.month],
    }
    if on.year != this_year:
        words = _("%(day_month)s %(year)s") % {"day_month": words, "year": on.year}
    if weekday:
        words = _("%(weekday)s %(date)s") % {"weekday": _weekday(on), "date": words}
    return words


def moment_in_words(moment: datetime, now: datetime) -> str:
    """Give an aware moment as said at `now`: "demain à 8 h", "mardi à 8 h".

    The date comes in from the seventh day on, and for what is past; its year
    when it is not that of `now`. The days are those of `moment`'s zone.
    """
    return _moment(moment.date(), time_in_words(moment.time()), _day_of(now, moment))


def status_in_words(status: Status) -> str:
    """Give what a visitor finds: "ouvert jusqu’à 17 h", "ouvre mardi à 8 h".

    A closure with a reason says the reason: `reopening_in_words` says the rest.
    """
    if status.kind is Kind.UNKNOWN:
        return _("opening hours to be confirmed")
    if status.kind is Kind.OPEN:
        if status.until is None:
            return _("open day and night")
        return _("open until %(when)s") % {"when": _end(status.until, status.at)}
    if status.kind is Kind.OPEN_BY_APPOINTMENT:
        if status.until is None:
            return _("by appointment")
        return _("by appointment until %(when)s") % {"when": _end(status.until, status.at)}
    return _closure(status)


def reopening_in_words(status: Status) -> str:
    """Give when a closed place opens again: "ouvre demain à 8 h", or nothing."""
    if status.opens_at is None:
        return ""
    when = {"when": moment_in_words(status.opens_at, status.at)}
    if status.opens_by_appointment:
        return _("by appointment from %(when)s") % when
    return _("opens %(when)s") % when


def week_in_words(rows: Iterable[WeekRow]) -> list[WeekLine]:
    """Give the lines of a table of hours, none when nothing is known of any day."""
    rows = list(rows)
    if not any(row.known for row in rows):
        return []
    return [WeekLine(_days(row), _hours(row)) for row in rows]


def contact_href(number: str, kind: str = "voice") -> str:
    """Give the address behind a call, SMS or WhatsApp button.

    `number` is as dialled or as written; eight digits are a number of Togo.
    Empty when nothing can be opened: no number, or WhatsApp on a short code.
    """
    compact = re.sub(r"[\s.()-]", "", number)
    if re.fullmatch(r"[0-9]{8}", compact):
        compact = TOGO + compact
    if not re.fullmatch(r"\+[0-9]{8,15}|[0-9]{2,5}", compact):
        return ""
    if kind == "whatsapp":
        return f"https://wa.me/{compact[1:]}" if compact.startswith("+") else ""
    return f"sms:{compact}" if kind == "sms" else f"tel:{compact}"


def _closure(status: Status) -> str:
    if status.kind is not Kind.CLOSED and status.reason:
        return _("closed: %(reason)s") % {"reason": status.reason}
    if status.kind is Kind.CLOSED_EXCEPTIONALLY:
        return _("exceptionally closed")
    return reopening_in_words(status) or _("closed")


def _end(until: datetime, now: datetime) -> str:
    last_day = (until - timedelta.resolution).date()
    words, today = closing_in_words(until.time()), _day_of(now, until)
    return words if last_day == today else _moment(last_day, words, today)


def _moment(on: date, at: str, today: date) -> str:
    days = (on - today).days
    if days == 0:
        return _("today at %(time)s") % {"time": at}
    if days == 1:
        return _("tomorrow at %(time)s") % {"time": at}
    if 1 < days <= NAMED_DAYS:
        return _("on %(weekday)s at %(time)s") % {"weekday": _weekday(on), "time": at}
    words = date_in_words(on, this_year=today.year)
    return _("on the day of %(date)s at %(time)s") % {"date": words, "time": at}


def _day_of(now: datetime, moment: datetime) -> date:
    return now.astimezone(moment.tzinfo).date()


def _weekday(on: date) -> str:
    return str(WEEKDAYS[on.weekday()])


def _days(row: WeekRow) -> str:
    names = {"first": _weekday(row.first), "last": _weekday(row.last)}
    count = (row.last - row.first).days + 1
    if count == 1:
        return names["first"]
    if count == 7:
        return _("every day")
    return (_("%(first)s and %(last)s") if count == 2 else _("%(first)s to %(last)s")) % names


def _hours(row: WeekRow) -> str:
    if not row.known:
        return _("to be confirmed")
    if not row.spans:
        return _("closed: %(reason)s") % {"reason": row.reason} if row.reason else _("closed")
    words = _spans(row.spans)
    return f"{words} ({row.reason})" if row.reason else words


def _spans(spans: tuple[Span, ...]) -> str:
    """Give the openings of a day; what is remarked of each of them is said once, before."""
    times = [times_in_words(span.opens_at, span.closes_at) for span in spans]
    remarks = [_remark(span) for span in spans]
    if remarks[0] and len(spans) > 1 and len(set(remarks)) == 1:
        return _("%(remark)s: %(hours)s") % {"remark": remarks[0], "hours": ", ".join(times)}
    pairs = zip(times, remarks, strict=True)
    return ", ".join(f"{time} ({remark})" if remark else time for time, remark in pairs)


def _remark(span: Span) -> str:
    remarks = [_("by appointment")] if span.by_appointment else []
    return ", ".join([*remarks, span.note] if span.note else remarks)
