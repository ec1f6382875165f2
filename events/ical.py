"""Calendars as iCalendar files (RFC 5545): plain values in, bytes out.

Pure. What repeats by one rule is written as that rule with its exceptions, so that a phone shows
one series; every other date is an event of its own, since few phones read ``RDATE``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
)

from centre.formats import one_line
from events.recurrence import Entry, Frequency, Rule, dates_of, recurrence_id

PRODUCT = "-//Centre//Agenda//FR"
# How often a phone that follows the calendar asks again.
REFRESH = timedelta(hours=6)
DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UTC_NAMES = {"UTC", "Etc/UTC"}


class Standing(StrEnum):
    """RFC 5545 ``STATUS``."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class When:
    """Days and times on the wall of ``zone``, the last day included.

    Without a start time whole days are meant, without an end time the end is not known.
    """

    first: date
    last: date
    zone: ZoneInfo
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What a calendar shows of a date, in plain text."""

    summary: str
    description: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One date that takes place, or does not. ``recurrence_id`` says where it first stood."""

    recurrence_id: str
    when: When
    words: Words
    standing: Standing = Standing.CONFIRMED


@dataclass(frozen=True, slots=True)
class Line:
    """A line of dates, what it adds to the ``uid`` of the event, and its words when as planned."""

    suffix: str
    entry: Entry
    words: Words


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event: ``uid`` and ``sequence`` are RFC 5545's, ``changed`` an instant, ``url`` absolute.

    ``lines`` claim the ``occasions`` in their order; what none claims stands by itself.
    """

    uid: str
    sequence: int
    changed: datetime
    url: str
    occasions: tuple[Occasion, ...]
    lines: tuple[Line, ...] = ()
    categories: tuple[str, ...] = ()


def write_calendar(name: str, events: Iterable[CalendarEvent], zone: ZoneInfo) -> bytes:
    """Return the file of a calendar called ``name``, with the clocks of every zone it uses.

    ``zone`` is described even when nothing takes place, since a calendar may not be empty.
    """
    events = list(events)
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", one_line(name))
    calendar.add("X-WR-CALNAME", one_line(name))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    # What Outlook reads instead: to the library a mere text.
    calendar.add("X-PUBLISHED-TTL", f"PT{REFRESH // timedelta(hours=1)}H")
    for clocks in _zones(events, zone):
        calendar.add_component(clocks)
    for event in events:
        for component in _components(event):
            calendar.add_component(component)
    return bytes(calendar.to_ical())


def plain_lines(text: str) -> str:
    """Return ``text`` with its lines, without what no reader sees."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def _components(event: CalendarEvent) -> Iterator[Event]:
    left = {one.recurrence_id: one for one in event.occasions}
    for line in event.lines:
        start = line.entry.hours[0]
        dates = [
            (on, recurrence_id(on, start, line.entry.precision)) for on in dates_of(line.entry)
        ]
        claimed = {on: left.pop(name) for on, name in dates if name in left}
        uid = event.uid + line.suffix
        if len(claimed) > 1:
            yield from _series(event, uid, line, claimed)
        else:
            yield from (_component(event, uid, one) for one in claimed.values())
    for one in left.values():
        yield _component(event, f"{event.uid}-{one.recurrence_id}", one)


def _series(
    event: CalendarEvent, uid: str, line: Line, claimed: dict[date, Occasion]
) -> Iterator[Event]:
    """Yield the rule that gives the days of ``claimed``, and each date that is not as planned."""
    days = sorted(claimed)
    first, last = days[0], days[-1]
    planned = {on: _planned(line, on) for on in days}
    master = _component(event, uid, planned[first])
    master.add("RRULE", _rrule(line.entry, last))
    for on in dates_of(line.entry):
        if first < on < last and on not in claimed:
            _add_start(master, "EXDATE", _planned(line, on).when)
    yield master
    for on in days:
        if claimed[on] != planned[on]:
            override = _component(event, uid, claimed[on])
            _add_start(override, "RECURRENCE-ID", planned[on].when)
            yield override


def _planned(line: Line, on: date) -> Occasion:
    start, end = line.entry.hours
    when = When(on, on + line.entry.length, line.entry.zone, start, end)
    return Occasion(recurrence_id(on, start), when, line.words)


def _rrule(entry: Entry, last: date) -> dict[str, object]:
    """Return the rule up to the day ``last``: what is published, which may be less than planned."""
    rule = entry.rule
    by_month = rule.frequency is Frequency.MONTHLY
    days = [WEEKDAYS[day] for day in _weekdays(rule, entry)]
    if by_month and entry.start_date:
        days = [f"{rule.nth or (entry.start_date.day - 1) // 7 + 1}{day}" for day in days]
    until = _instant(last, entry.hours[0], entry.zone) if entry.hours[0] else last
    found: dict[str, object] = {"FREQ": rule.frequency.value.upper(), "UNTIL": until}
    if rule.interval > 1:
        found["INTERVAL"] = rule.interval
    return found | {"BYDAY": days, "WKST": "MO"}


def _weekdays(rule: Rule, entry: Entry) -> tuple[int, ...]:
    if rule.weekdays or entry.start_date is None:
        return rule.weekdays
    return (entry.start_date.weekday(),)


def _component(event: CalendarEvent, uid: str, one: Occasion) -> Event:
    component = Event()
    component.add("UID", uid)
    component.add("DTSTAMP", event.changed.astimezone(UTC))
    component.add("LAST-MODIFIED", event.changed.astimezone(UTC))
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", one.standing.value)
    component.add("SUMMARY", one_line(one.words.summary))
    if one.words.description:
        component.add("DESCRIPTION", plain_lines(one.words.description))
    if one.words.location:
        component.add("LOCATION", one_line(one.words.location))
    if event.url:
        component.add("URL", "".join(one_line(event.url).split()))
    if event.categories:
        component.add("CATEGORIES", [one_line(word) for word in event.categories])
    _add_start(component, "DTSTART", one.when)
    _add_end(component, one.when)
    if one.when.start is None or one.standing is Standing.CANCELLED:
        component.add("TRANSP", "TRANSPARENT")
    return component


def _add_start(component: Event, name: str, when: When) -> None:
    if when.start is None:
        component.add(name, when.first, parameters={"VALUE": "DATE"})
    else:
        _add_moment(component, name, datetime.combine(when.first, when.start), when.zone)


def _add_end(component: Event, when: When) -> None:
    """Add the end, excluded; none where nobody said when it ends."""
    if when.start is None:
        component.add("DTEND", when.last + DAY, parameters={"VALUE": "DATE"})
    elif when.end is not None:
        _add_moment(component, "DTEND", datetime.combine(when.last, when.end), when.zone)
    elif when.last > when.first:
        _add_moment(component, "DTEND", datetime.combine(when.last + DAY, time()), when.zone)


def _add_moment(component: Event, name: str, wall: datetime, zone: ZoneInfo) -> None:
    # Left to itself the library writes Lomé as UTC, and phones then show a foreign zone.
    if zone.key in UTC_NAMES:
        component.add(name, wall.replace(tzinfo=UTC))
    else:
        component.add(name, wall, parameters={"TZID": zone.key})


def _instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, zone).astimezone(UTC)


def _zones(events: list[CalendarEvent], default: ZoneInfo) -> list[Component]:
    """Return the clocks of every zone, from the year before the first date to that after."""
    dates = [one.when for event in events for one in event.occasions]
    names = {when.zone.key for when in dates if when.start} | {default.key}
    years = [day.year for when in dates for day in (when.first, when.last)] or [1970]
    return [_clocks(name, min(years) - 1, max(years) + 2) for name in sorted(names - UTC_NAMES)]


@lru_cache(maxsize=64)
def _clocks(name: str, first: int, last: int) -> Component:
    """Return the clocks of a zone from the start of one year to that of another."""
    zone = Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    zone.pop("COMMENT", None)
    for change in zone.subcomponents:
        _start_before(change)
    return zone


def _start_before(change: TimezoneStandard | TimezoneDaylight) -> None:
    """Say when clocks are put forward by what they show before, as RFC 5545 has it."""
    forward = change.TZOFFSETTO - change.TZOFFSETFROM
    if forward <= timedelta():
        return
    later = [on - forward for on, _ in change.rdates if isinstance(on, datetime)]
    change.DTSTART = change.DTSTART - forward
    change.pop("RDATE", None)
    if later:
        change.add("RDATE", later)
