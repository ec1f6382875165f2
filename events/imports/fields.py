"""What an import writes into the page of an event, field by field, and what stands there.

Each field has a digest. ``EventPage.source_digest`` holds those of the last import one after the
other: what the source said then, and hence what the page said before staff touched it.
"""

import html
import re
from dataclasses import replace
from hashlib import sha256

from django.utils.html import escape
from django.utils.text import slugify
from wagtail.rich_text import RichText

from centre.models import Branch
from events.imports.sentences import CHANGE_REASONS
from events.imports.source import Remark, SourceEvent
from events.models import DateChange, EventDate, EventPage, Theme
from events.recurrence import Change, Entry
from services.directory import directory_of

FIELDS = ("title", "introduction", "body", "place", "dates", "facts")
DIGITS = 10
# What an editor adds to a text that nobody changed.
_KEYS = re.compile(r" data-block-key=\"[^\"]*\"")


class Targets:
    """The places and themes of a branch that a file may name."""

    def __init__(self, branch: Branch):
        self.places = {_name(place.name): place for place in directory_of(branch).public_places()}
        self.themes = {_name(theme.title): theme.pk for theme in Theme.objects.all()}

    def wanted(self, event: SourceEvent) -> dict[str, object]:
        """Return the value that each field is to have."""
        place = self.places.get(_name(event.place)) if event.place else None
        themes = {self.themes.get(_name(theme)) for theme in event.themes} - {None}
        changes = tuple(_reasoned(change) for change in event.changes)
        return {
            "title": event.title,
            "introduction": event.introduction,
            "body": _paragraphs(event.description),
            "place": (place.pk, "") if place else (None, event.place),
            "dates": (event.entries, changes),
            "facts": (event.is_free, tuple(sorted(themes))),
        }

    def remarks(self, event: SourceEvent) -> set[Remark]:
        """Return what is to be said of ``event`` besides what its reader said."""
        known = all(_name(theme) in self.themes for theme in event.themes)
        return set(event.remarks) | (set() if known else {Remark.THEME_UNKNOWN})


def standing(page: EventPage) -> dict[str, object]:
    """Return the value that each field of ``page`` has."""
    return {
        "title": page.title,
        "introduction": page.introduction,
        "body": "".join(_block(child) for child in page.body),
        "place": (page.place_id, page.place_text),
        "dates": (
            tuple(line.as_entry() for line in page.dates.all()),
            tuple(change.as_change() for change in page.date_changes.all()),
        ),
        "facts": (page.is_free, tuple(sorted(theme.pk for theme in page.themes.all()))),
    }


def write(page: EventPage, values: dict[str, object]) -> None:
    """Put ``values`` into ``page``, unsaved. Lines of dates that stay keep their names."""
    for name, value in values.items():
        if name in ("title", "introduction"):
            setattr(page, name, value)
        elif name == "body":
            page.body = [("text", RichText(value))] if value else []
        elif name == "place":
            page.place_id, page.place_text = value
        elif name == "dates":
            _write_dates(page, *value)
        else:
            page.is_free = value[0]
            # Themes hang on a page that stands in the database.
            if page.pk:
                page.themes = list(value[1])


def digests(values: dict[str, object]) -> dict[str, str]:
    """Return the digest of each field."""
    return {name: _digest(name, values[name]) for name in FIELDS}


def joined(found: dict[str, str]) -> str:
    """Return digests as ``source_digest`` keeps them."""
    return "".join(found[name] for name in FIELDS)


def split(kept: str) -> dict[str, str]:
    """Return the digests in a ``source_digest``."""
    return {name: kept[n * DIGITS : (n + 1) * DIGITS] for n, name in enumerate(FIELDS)}


def _digest(name: str, value: object) -> str:
    if name == "body":
        value = html.unescape(_KEYS.sub("", str(value)))
    return sha256(repr(value).encode()).hexdigest()[:DIGITS]


def _block(child) -> str:
    if child.block_type == "text":
        return child.value.source
    return f"{child.block_type} {child.get_prep_value()['value']!r}"


def _name(text: str) -> str:
    return slugify(text)


def _reasoned(change: Change) -> Change:
    return replace(change, reason=str(CHANGE_REASONS[change.kind]))


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in text.split("\n"))
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def _write_dates(page: EventPage, entries: tuple[Entry, ...], changes: tuple[Change, ...]) -> None:
    lines = list(page.dates.all())[: len(entries)]
    lines += [EventDate() for _entry in entries[len(lines) :]]
    for order, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        line.sort_order = order
        _set(line, entry)
    page.dates = lines
    page.date_changes = [
        DateChange(sort_order=order, **_columns(change)) for order, change in enumerate(changes)
    ]


def _set(line: EventDate, entry: Entry) -> None:
    rule = entry.rule
    for name in ("start_date", "start_time", "end_date", "end_time", "all_day", "skip_holidays"):
        setattr(line, name, getattr(entry, name))
    line.precision, line.frequency = entry.precision.value, rule.frequency.value
    line.weekdays, line.time_zone = list(rule.weekdays), entry.zone.key
    for name in ("interval", "nth", "until", "count"):
        setattr(line, name, getattr(rule, name))


def _columns(change: Change) -> dict[str, object]:
    names = ("on", "at", "reason", "new_date", "new_start_time", "new_end_time", "place")
    return {"kind": change.kind.value} | {name: getattr(change, name) for name in names}
