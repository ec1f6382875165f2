"""The published calendar as feeds: rows of ``Occurrence`` in, plain values out.

The number of queries does not depend on the number of dates. Words are those of the lists, thus
discreet for a sensitive event, whose address is that of the agenda: a phone shows what it keeps.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centre.feeds import LONG_AGO
from events.cards import place_in_words, status_in_words
from events.ical import CalendarEvent, Line, Occasion, Standing, When, Words
from events.models import EventDate, EventKind, Occurrence, OccurrenceStatus
from events.recurrence import Entry, Precision
from events.wording import hours_in_words, when_in_words
from services.directory import Directory

# A feed is kept on phones for years: its words say the year of every date.
NO_YEAR = dt.date.min
VAGUE = (Precision.MONTH, Precision.BETWEEN, Precision.AROUND)


@dataclass(frozen=True)
class Feed:
    """The dates ``rows`` of a centre, which is at ``home_path`` in the tree.

    ``address`` gives the full address of a path of the tree.
    """

    rows: object
    directory: Directory
    home_path: str
    address: Callable[[str], str]

    def read(self) -> list[list[Occurrence]]:
        """Return the rows of each event, in order of their number; none without a date."""
        rows = self.rows.filter(starts__isnull=False).annotate(
            uid=F("event__uid"),
            sequence=F("event__sequence"),
            changed=F("event__last_published_at"),
        )
        rows = rows.order_by("event", "number")
        return [list(found) for _event, found in groupby(rows, key=lambda row: row.event_id)]

    def events(self) -> list[CalendarEvent]:
        """Return the events, each with what its rules can say at once."""
        events = self.read()
        lines = self._lines(events)
        return [self._event(rows, lines.get(rows[0].event_id, [])) for rows in events]

    def dates(self) -> list[CalendarEvent]:
        """Return each date as an event of its own, for who comes only that day."""
        return [self._event([row], []) for rows in self.read() for row in rows]

    def link(self, row: Occurrence) -> str:
        """Return the full address at which one reads more; the agenda's for a sensitive event."""
        path = row.url_path
        return self.address(path.rstrip("/").rpartition("/")[0] + "/" if row.is_sensitive else path)

    def place(self, row: Occurrence) -> str:
        """Return where a date takes place as maps find it, nothing when that is not known."""
        place = self.directory.places.get(row.place_id)
        if place is None and not row.place_text:
            return ""
        words = place_in_words(row, self.directory.places)
        if place is None or not place.is_public:
            return words
        return ", ".join(filter(None, (words, place.address_1, place.town)))

    def _lines(self, events: list[list[Occurrence]]) -> dict[int, list[EventDate]]:
        pages = {rows[0].event_id for rows in events}
        if not pages:
            return {}
        lines = EventDate.objects.filter(page__in=self.rows.order_by().values("event"))
        ordered = sorted(lines, key=lambda line: (line.page_id, line.sort_order or 0, line.pk))
        return {
            page: list(found) for page, found in groupby(ordered, key=lambda line: line.page_id)
        }

    def _event(self, rows: list[Occurrence], lines: list[EventDate]) -> CalendarEvent:
        row = rows[0]
        url = self.link(row)
        places = {one.recurrence_id: self.place(one) for one in rows}
        usual = Counter(places.values()).most_common(1)[0][0]
        oldest = min((line.pk for line in lines), default=None)
        return CalendarEvent(
            uid=str(row.uid),
            sequence=row.sequence,
            changed=row.changed or LONG_AGO,
            url=url,
            occasions=tuple(_occasion(one, places[one.recurrence_id], url) for one in rows),
            lines=tuple(_line(line, row, usual, url, oldest) for line in lines),
            categories=(kind_in_words(row),),
        )


def kind_in_words(row: Occurrence) -> str:
    """Return the kind of event as a label."""
    return _("Training") if row.is_course else capfirst(str(EventKind(row.kind).label))


def title_in_words(row: Occurrence) -> str:
    """Return the title, with what a reader must know at once: many phones show nothing else."""
    if row.status == OccurrenceStatus.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": row.title}
    if row.status == OccurrenceStatus.POSTPONED:
        return _("Postponed: %(title)s") % {"title": row.title}
    if row.status == OccurrenceStatus.FULL:
        return _("Full: %(title)s") % {"title": row.title}
    return row.title


def change_in_words(row: Occurrence) -> str:
    """Return what became of a date and why, nothing for one that is as planned."""
    status, _tone = status_in_words(row, NO_YEAR)
    if not status:
        return row.reason
    return f"{capfirst(status)}. {row.reason}".strip()


def _occasion(row: Occurrence, place: str, url: str) -> Occasion:
    is_long = row.start_date != row.end_date
    note = _hour_note(row, is_long) if row.precision == Precision.DAY else when_in_words(row)
    words = (row.introduction, capfirst(note), change_in_words(row), url)
    return Occasion(
        row.recurrence_id,
        When(row.start_date, row.end_date, ZoneInfo(row.time_zone), row.start_time, row.end_time),
        Words(title_in_words(row), _joined(words), place),
        _standing(row),
    )


def _line(line: EventDate, row: Occurrence, place: str, url: str, oldest: int) -> Line:
    entry: Entry = line.as_entry()
    note = capfirst(_hour_note(entry, bool(entry.length)))
    words = Words(row.title, _joined((row.introduction, note, url)), place)
    # The first line has the name of the event for good, in whatever order they come to stand.
    return Line("" if line.pk == oldest else f"-{line.uid.hex[:12]}", entry, words)


def _hour_note(date, is_long: bool) -> str:
    """Say that the hour is not known: a phone shows such a day as a whole one."""
    if date.start_time or date.all_day or is_long:
        return ""
    return hours_in_words(None, None)


def _joined(words: Iterable[str]) -> str:
    return "\n".join(filter(None, words))


def _standing(row: Occurrence) -> Standing:
    if row.status == OccurrenceStatus.CANCELLED:
        return Standing.CANCELLED
    if row.status == OccurrenceStatus.POSTPONED or row.precision in VAGUE:
        return Standing.TENTATIVE
    return Standing.CONFIRMED
