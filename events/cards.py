"""What a list says of one date of an event.

Nothing here reads the database: a card is made of a row, the directory and the present day.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from events.models import AttendanceMode, EventKind, Occurrence, OccurrenceStatus
from events.recurrence import Precision
from events.wording import hours_in_words, month_in_words, when_in_words
from services.directory import Directory
from services.models import Place, Visibility
from services.summaries import Chip
from services.wording import date_in_words, time_in_words

OFF = (OccurrenceStatus.CANCELLED, OccurrenceStatus.POSTPONED)
VAGUE = (Precision.MONTH, Precision.BETWEEN, Precision.UNKNOWN)


class Tile(NamedTuple):
    """The few signs at the side of a card: small, large, small."""

    above: str
    large: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class EventCard:
    """One date in a list. Without a tile its words say all that is known of its time."""

    title: str
    url: str
    introduction: str
    tile: Tile | None
    words: str
    chips: list[Chip]
    reason: str
    is_off: bool


@dataclass(frozen=True)
class Cards:
    """Makes cards for what a reader sees on the day ``today``.

    ``address`` gives the address of a path of the tree.
    """

    directory: Directory
    today: dt.date
    address: Callable[[str], str]

    def under_day(self, row: Occurrence) -> EventCard:
        """Return the card of a row below a heading that says its day."""
        tile = hours_tile(row)
        return self._card(row, tile, "" if tile else _hours(row))

    def dated(self, row: Occurrence) -> EventCard:
        """Return the card of a row that has no heading: the card says the day."""
        tile = day_tile(row, self.today)
        return self._card(row, tile, _hours(row) if tile else self.when(row))

    def lasting(self, row: Occurrence) -> EventCard:
        """Return the card of what lasts several days, or whose date is not known."""
        return self._card(row, length_tile(row), self.when(row))

    def in_table(self, row: Occurrence) -> EventCard:
        """Return the card of a row in the table of a month: what became of it, and its hours."""
        status, _tone = status_in_words(row, self.today)
        return replace(self._card(row, None, ""), words=capfirst(_joined(status, _hours(row))))

    def when(self, row: Occurrence) -> str:
        """Return when a row takes place, in words."""
        return capfirst(when_in_words(row, self.today.year))

    def _card(self, row: Occurrence, tile: Tile | None, time: str) -> EventCard:
        place = place_in_words(row, self.directory.places)
        return EventCard(
            title=row.title,
            url=self.address(row.url_path),
            introduction=row.introduction,
            tile=tile,
            words=_joined(capfirst(time), capfirst(place)),
            chips=chips(row, self.today),
            reason=row.reason,
            is_off=row.status in OFF,
        )


def chips(row: Occurrence, today: dt.date) -> list[Chip]:
    """Return the words on a card: what changed, the price, what it is."""
    lasting = [Chip(_("Free") if row.is_free else "", "good"), Chip(kind_in_words(row))]
    return status_chips(row, today) + [chip for chip in lasting if chip.words]


def status_chips(row: Occurrence, today: dt.date) -> list[Chip]:
    """Return what became of a date, nothing for one that is as planned."""
    words, tone = status_in_words(row, today)
    return [Chip(capfirst(words), tone)] if words else []


def kind_in_words(row: Occurrence) -> str:
    """Return what it is, with the number of a session; nothing when its kind says nothing."""
    if row.is_course and row.in_series:
        return _("Training, session %(number)s") % {"number": row.number}
    if row.is_course:
        return _("Training")
    return "" if row.kind == EventKind.OTHER else capfirst(EventKind(row.kind).label)


def status_in_words(row: Occurrence, today: dt.date) -> tuple[str, str]:
    """Return what became of a date and the tone of a chip, nothing for one that is as planned."""
    if row.status == OccurrenceStatus.CANCELLED:
        return _("cancelled"), "alert"
    if row.status == OccurrenceStatus.POSTPONED:
        return _("postponed, new date to be confirmed"), "alert"
    if row.status == OccurrenceStatus.FULL:
        return _("full"), "warm"
    if row.status == OccurrenceStatus.MOVED:
        return _move_in_words(row, today), "warm"
    return "", ""


def _move_in_words(row: Occurrence, today: dt.date) -> str:
    if row.original_date and row.original_date != row.start_date:
        before = date_in_words(row.original_date, this_year=today.year)
        return _("moved: first planned on %(date)s") % {"date": before}
    if row.original_time and row.original_time != row.start_time:
        return _("new hour: first planned at %(time)s") % {"time": time_in_words(row.original_time)}
    return _("moved: new place")


def place_in_words(row: Occurrence, places: dict[int, Place]) -> str:
    """Return where a date takes place, never the whereabouts of a place that withholds them."""
    place = places.get(row.place_id)
    if place is not None and place.visibility == Visibility.CONFIDENTIAL:
        return _("place told by phone")
    if place is not None and place.visibility == Visibility.ON_REQUEST:
        return _("%(place)s, address told by phone") % {"place": place.name}
    if words := known_place(row, place):
        return words
    if row.attendance_mode == AttendanceMode.ONLINE:
        return _("at a distance")
    return _("place to be confirmed")


def known_place(row: Occurrence, place: Place | None) -> str:
    """Return the name of ``place`` and what else was said of it, nothing when nobody said where."""
    return ", ".join(filter(None, [place.name if place else "", row.place_text]))


def hours_tile(row: Occurrence) -> Tile | None:
    """Return the hours of a day, or how many days it lasts."""
    if row.precision != Precision.DAY or row.start_date != row.end_date:
        return length_tile(row)
    if row.all_day:
        return Tile(_("the whole"), pgettext("whole", "day"))
    if row.start_time is None:
        return None
    if row.end_time is None:
        return Tile(pgettext("hour", "from"), time_in_words(row.start_time))
    return Tile(f"{time_in_words(row.start_time)} –", time_in_words(row.end_time))


def length_tile(row: Occurrence) -> Tile | None:
    """Return how many days it lasts, nothing when the days are not known."""
    if row.precision in VAGUE or row.start_date == row.end_date:
        return None
    days = (row.end_date - row.start_date).days + 1
    return Tile("", str(days), npgettext("length", "day", "days", days))


def day_tile(row: Occurrence, today: dt.date) -> Tile | None:
    """Return the first day, as on a calendar; nothing when it is not known."""
    if row.precision != Precision.DAY or row.start_date is None:
        return None
    on = row.start_date
    below = month_in_words(on, today.year)
    return Tile(str(WEEKDAYS[on.weekday()]), str(on.day), below)


def _hours(row: Occurrence) -> str:
    if row.precision != Precision.DAY or row.start_date != row.end_date:
        return ""
    return hours_in_words(row.start_time, row.end_time, all_day=row.all_day)


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))
