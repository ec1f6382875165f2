"""The agenda as news (RFC 4287): one entry for each event, written again when it changes."""

from django.utils.text import capfirst
from django.utils.translation import ngettext

from centre.feeds import LONG_AGO, AtomEntry, atom_file
from centre.formats import one_line
from events.feeds import Feed, change_in_words, kind_in_words, title_in_words
from events.models import Occurrence, OccurrenceStatus
from events.wording import days_in_words, when_in_words

MOST = 50
# More dates than these are said as a span.
EACH_SAID = 5


def write_atom(feed: Feed, title: str, address: str) -> bytes:
    """Return the feed file of the events published last. ``address`` is that of the file."""
    events = sorted(feed.read(), key=_changed, reverse=True)[:MOST]
    entries = (_entry(feed, rows) for rows in events)
    return atom_file(title, feed.address(feed.home_path), address, entries)


def _changed(rows: list[Occurrence]):
    return rows[0].changed or LONG_AGO


def _entry(feed: Feed, rows: list[Occurrence]) -> AtomEntry:
    row = rows[0]
    place = feed.place(row)
    lines = (row.introduction, *_dates(rows), capfirst(place))
    return AtomEntry(
        # A change of the only date is said at once; in a series, beside its date.
        title=title_in_words(row) if len(rows) == 1 else row.title,
        link=feed.link(row),
        summary=" · ".join(one_line(line) for line in lines if line),
        name=f"urn:uuid:{row.uid}",
        changed=_changed(rows),
        category=kind_in_words(row),
    )


def _dates(rows: list[Occurrence]) -> list[str]:
    """Return the dates in words: each of them when they are few, else the span and the changes."""
    if len(rows) <= EACH_SAID:
        return [_date(row) for row in rows]
    days = days_in_words(rows[0].start_date, rows[-1].end_date)
    count = ngettext("%(count)s date", "%(count)s dates", len(rows)) % {"count": len(rows)}
    changed = [row for row in rows if row.status != OccurrenceStatus.SCHEDULED]
    return [f"{capfirst(days)}, {count}", *(_date(row) for row in changed)]


def _date(row: Occurrence) -> str:
    change = change_in_words(row)
    when = capfirst(when_in_words(row))
    return f"{when} ({change})" if change else when
