"""When a component of a calendar takes place, on the clocks of here.

What the library parsed is ``Any``: its own types are unions of all that a property may be.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from events.imports.source import Remark
from events.recurrence import Entry, dates_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """When a component takes place, on the wall of ``zone``; whole days have no start time."""

    first: date
    start: time | None
    last: date
    end: time | None
    zone: ZoneInfo

    def entry(self) -> Entry:
        """Return the line of dates that says the same."""
        return Entry(
            self.first,
            self.start,
            self.last if self.last != self.first else None,
            self.end,
            all_day=self.start is None,
            zone=self.zone,
        )


def common_zone(entries: tuple[Entry, ...], home: ZoneInfo) -> ZoneInfo:
    """Return ``home`` when its clocks are as far from the entries' all along, else theirs."""
    zone = entries[0].zone
    shifts = set()
    for entry in entries:
        if entry.start_time is None:
            return home
        for on in dates_of(entry):
            wall = datetime.combine(on, entry.start_time, entry.zone)
            there = wall.astimezone(home)
            shifts.add(there.replace(tzinfo=None) - wall.replace(tzinfo=None))
            if there.date() != on and entry.rule.repeats:
                return zone
    alone = all(not entry.rule.repeats for entry in entries)
    return home if alone or len(shifts) == 1 else zone


def at_home(entry: Entry, home: ZoneInfo) -> Entry:
    """Return ``entry`` with the days and hours that the clocks of ``home`` show."""
    if entry.start_date is None or entry.start_time is None:
        return replace(entry, zone=home)
    start = datetime.combine(entry.start_date, entry.start_time, entry.zone).astimezone(home)
    last = entry.start_date + entry.length
    end = entry.end_time and datetime.combine(last, entry.end_time, entry.zone).astimezone(home)
    last = end.date() if end else start.date() + entry.length
    return replace(
        entry,
        start_date=start.date(),
        start_time=start.time(),
        end_date=last if last != start.date() else None,
        end_time=end.time() if end else None,
        zone=home,
    )


def times_of(raw: Any, home: ZoneInfo, zone: ZoneInfo) -> Times:
    """Return the days and hours of a component on the wall of ``zone``."""
    start = raw["DTSTART"].dt
    if not isinstance(start, datetime):
        end = raw["DTEND"].dt if "DTEND" in raw else start + _duration(raw, DAY)
        if isinstance(end, datetime) or end == start:
            end = start + DAY
        return Times(start, None, end - DAY, None, home)
    begins = wall_of(raw["DTSTART"], home, zone)
    if "DTEND" in raw:
        closes = wall_of(raw["DTEND"], home, zone)
    else:
        closes = begins + _duration(raw, timedelta())
    if str(raw.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE":
        return Times(begins.date(), None, max(closes - DAY, begins).date(), None, home)
    if closes == begins:
        return Times(begins.date(), begins.time(), begins.date(), None, zone)
    if closes.time() == time() and closes > begins:
        # Midnight is the end of the day before.
        return Times(begins.date(), begins.time(), closes.date() - DAY, None, zone)
    return Times(begins.date(), begins.time(), closes.date(), closes.time(), zone)


def _duration(raw: Any, default: timedelta) -> timedelta:
    value = raw["DURATION"].dt if "DURATION" in raw else default
    return value if isinstance(value, timedelta) and value >= timedelta() else default


def wall_of(prop: Any, home: ZoneInfo, zone: ZoneInfo) -> datetime:
    """Return what the clocks of ``zone`` show at the date-time ``prop``; a day is its midnight."""
    value = prop.dt
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    theirs, _remark = zone_of(prop, home)
    at = value.replace(tzinfo=None).replace(tzinfo=theirs)
    return at.astimezone(zone).replace(tzinfo=None)


def zone_of(prop: Any, home: ZoneInfo) -> tuple[ZoneInfo, Remark | None]:
    """Return the zone of a date-time, and what is to be said of it."""
    value, name = prop.dt, str(prop.params.get("TZID", ""))
    if not isinstance(value, datetime):
        return home, None
    if name:
        found = _known_zone(name.strip('"'))
        return (found, None) if found else (home, Remark.ZONE_UNKNOWN)
    if value.tzinfo is not None and value.utcoffset() == timedelta():
        return ZoneInfo("UTC"), None
    return home, Remark.FLOATING


def zone_remarks(raw: Any, home: ZoneInfo) -> set[Remark]:
    found = {zone_of(raw[name], home)[1] for name in ("DTSTART", "DTEND") if name in raw}
    return {remark for remark in found if remark}


@cache
def _known_zone(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name, also behind a prefix, or of one of Windows'."""
    parts = name.split("/")
    candidates = [WINDOWS_TO_OLSON.get(name, name), *("/".join(parts[-n:]) for n in (2, 3))]
    found = (one for one in candidates if one in available_timezones())
    return next((ZoneInfo(one) for one in found), None)


def days_listed(raw: Any, name: str, home: ZoneInfo, zone: ZoneInfo) -> set[date]:
    """Return the days of ``RDATE`` or ``EXDATE`` on the wall of ``zone``."""
    lines = raw.get(name, [])
    found = set()
    for line in lines if isinstance(lines, list) else [lines]:
        for prop in getattr(line, "dts", ()):
            if isinstance(prop.dt, date):
                found.add(wall_of(prop, home, zone).date())
    return found
