"""The dates of an event in words, for who writes it: what people will read, before they do."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import OccurrenceStatus
from events.recurrence import Change, Entry, Happening, Status, occurrences, skipped_dates
from events.wording import hours_in_words, when_in_words
from services.models import PublicHoliday
from services.wording import date_in_words

# As many lines as are read at a glance; the others are folded.
SHOWN = 8


@dataclass(frozen=True)
class DateInWords:
    """One date, and what happens to it when that is not what was planned."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class CalendarInWords:
    """Every date of an event in order, and the public holidays that were left out."""

    dates: list[DateInWords]
    skipped: list[str]

    @property
    def count(self) -> str:
        """How many dates there are."""
        total = len(self.dates)
        return ngettext("%(count)s date:", "%(count)s dates:", total) % {"count": total}

    @property
    def shown(self) -> list[DateInWords]:
        """The first dates; all of them when only one would be folded."""
        return self.dates if len(self.dates) == SHOWN + 1 else self.dates[:SHOWN]

    @property
    def folded(self) -> list[DateInWords]:
        """The other dates."""
        return self.dates[len(self.shown) :]


def calendar_of(event, branch) -> CalendarInWords:
    """Return the calendar of ``event`` as it was last saved."""
    if not event.pk:
        return CalendarInWords([], [])
    return calendar_in_words(
        [line.as_entry() for line in event.dates.all()],
        [change.as_change() for change in event.date_changes.all()],
        holidays_of(branch),
    )


def holidays_of(branch) -> dict[dt.date, str]:
    """Return the public holidays of ``branch`` with their names, none without a branch."""
    return dict(PublicHoliday.objects.filter(branch=branch).values_list("date", "name"))


def calendar_in_words(
    entries: Iterable[Entry], changes: Iterable[Change], holidays: Mapping[dt.date, str]
) -> CalendarInWords:
    """Return the dates that ``entries`` and ``changes`` make, with their year and in full."""
    entries = list(entries)
    skipped = {on for entry in entries for on in skipped_dates(entry, holidays)}
    return CalendarInWords(
        dates=[_in_words(one) for one in occurrences(entries, changes, holidays)],
        skipped=[f"{date_in_words(on)} ({holidays[on]})" for on in sorted(skipped)],
    )


def choices_of_dates(
    entries: Iterable[Entry], added: Iterable[Change], holidays: Mapping[dt.date, str]
) -> list[dict[str, str]]:
    """Return the dates that a change may be about, as ``{"on", "at", "label"}``.

    The hour stands only where a day has several sessions.
    """
    found = [one for one in occurrences(entries, added, holidays) if one.start_date]
    days = [one.start_date for one in found]
    return [
        {
            "on": one.start_date.isoformat(),
            "at": f"{one.start_time:%H:%M}" if _is_one_of_many(one, days) else "",
            "label": capfirst(when_in_words(one)),
        }
        for one in found
    ]


def _is_one_of_many(one: Happening, days: list[dt.date]) -> bool:
    return one.start_time is not None and days.count(one.start_date) > 1


def _in_words(one: Happening) -> DateInWords:
    return DateInWords(capfirst(when_in_words(one)), "; ".join(filter(None, _notes(one))))


def _notes(one: Happening) -> list[str]:
    notes = []
    if one.status is not Status.SCHEDULED:
        notes.append(str(OccurrenceStatus(one.status.value).label))
    if one.status is Status.MOVED and one.original_date:
        notes.append(_("instead of %(date)s") % {"date": _original(one)})
    return [*notes, one.place, one.reason]


def _original(one: Happening) -> str:
    words = date_in_words(one.original_date)
    if one.original_date == one.start_date and one.original_time:
        return hours_in_words(one.original_time, None)
    return words
