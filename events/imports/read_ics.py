"""Calendars of Google, Nextcloud, Outlook and others (RFC 5545): bytes in, plain values out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from events.imports.blocks import Block, read_blocks
from events.imports.rules import MOST_SINGLE, repeated
from events.imports.source import (
    SENTENCE_LENGTH,
    TITLE_LENGTH,
    UID_LENGTH,
    Fault,
    Reading,
    Refused,
    Remark,
    SourceEvent,
    Unfit,
    check,
    decoded,
    refuse,
    shortened,
    without_twins,
)
from events.imports.times import (
    DAY,
    Times,
    at_home,
    common_zone,
    days_listed,
    times_of,
    wall_of,
    zone_of,
    zone_remarks,
)
from events.imports.words import one_line, plain_text, text_of
from events.recurrence import Change, ChangeKind, Entry

PRIVATE = {"PRIVATE", "CONFIDENTIAL"}


def read_ics(content: bytes, home: ZoneInfo, today: date) -> Reading:
    """Return the events of a calendar.

    Times without a zone that is known are those on the wall of ``home``; times of another zone
    are given as ``home`` shows them, unless its clocks change differently in the course of a
    series. Raises ``FileError`` for what is no whole calendar.
    """
    text, is_guessed = decoded(content)
    masters: list[_Component] = []
    overrides: list[_Component] = []
    refused: list[Refused] = []
    for block in read_blocks(text):
        try:
            component = _Component.of(block, home)
        except Unfit as unfit:
            refuse(refused, Refused(block.line, block.title, unfit.fault, unfit.detail))
        else:
            (overrides if component.replaces else masters).append(component)
    found = list(_latest(masters))
    known = {component.uid for component in found}
    alone = [one.alone() for one in overrides if one.uid not in known]
    events: list[SourceEvent] = []
    for component in [*found, *alone]:
        hers = [one for one in overrides if one.uid == component.uid]
        try:
            events.append(_event(component, hers, home, today))
        except Unfit as unfit:
            refuse(refused, Refused(component.line, component.title, unfit.fault, unfit.detail))
    kept = list(without_twins(events))
    return Reading(
        tuple(one for one in kept if isinstance(one, SourceEvent)),
        tuple(sorted(refused + [one for one in kept if isinstance(one, Refused)], key=_line)),
        is_guessed,
    )


def _line(one: Refused) -> int:
    return one.line


@dataclass(frozen=True, slots=True)
class _Component:
    """A VEVENT that could be parsed."""

    line: int
    uid: str
    title: str
    raw: Any
    replaces: bool
    remarks: frozenset[Remark]

    @classmethod
    def of(cls, block: Block, home: ZoneInfo) -> "_Component":
        raw = block.parsed()
        if text_of(raw, "CLASS").upper() in PRIVATE:
            raise Unfit(Fault.PRIVATE)
        title = text_of(raw, "SUMMARY")
        if not title:
            raise Unfit(Fault.TITLE_MISSING)
        if "DTSTART" not in raw:
            raise Unfit(Fault.DATE_UNREADABLE)
        uid, remarks = text_of(raw, "UID"), frozenset[Remark]()
        if not uid:
            uid, remarks = _made_up(title, raw), frozenset({Remark.NO_UID})
        if len(uid) > UID_LENGTH:
            uid = sha256(uid.encode()).hexdigest()
        return cls(block.line, uid, title, raw, "RECURRENCE-ID" in raw, remarks)

    @property
    def sequence(self) -> int:
        value = self.raw.get("SEQUENCE")
        return int(value) if isinstance(value, int) else 0

    def alone(self) -> "_Component":
        """Return a date changed of a series that is not in the file, as an event of its own."""
        named = self.raw["RECURRENCE-ID"].to_ical().decode()
        return replace(self, uid=f"{self.uid}#{named}"[:UID_LENGTH], replaces=False)


def _latest(components: list[_Component]) -> list[_Component]:
    """Return the last version of each name; twins of the same version stay, to be compared."""
    latest: dict[str, int] = {}
    for one in components:
        latest[one.uid] = max(latest.get(one.uid, 0), one.sequence)
    older = {one.uid for one in components if one.sequence < latest[one.uid]}
    return [
        replace(one, remarks=one.remarks | {Remark.OLDER_TWIN}) if one.uid in older else one
        for one in components
        if one.sequence == latest[one.uid]
    ]


def _event(
    component: _Component, overrides: list[_Component], home: ZoneInfo, today: date
) -> SourceEvent:
    raw = component.raw
    source = zone_of(raw["DTSTART"], home)[0]
    remarks = set(component.remarks) | zone_remarks(raw, home)
    times = times_of(raw, home, source)
    entries, dates, said = _entries(raw, times, home, source, today)
    zone = common_zone(entries, home)
    if zone is not source:
        times = times_of(raw, home, zone)
        entries = tuple(at_home(entry, home) for entry in entries)
    elif zone is not home and times.start:
        said |= {Remark.ZONE_KEPT}
    changes = _changes(component, overrides, times, home, dates)
    description = plain_text(text_of(raw, "DESCRIPTION"))
    title, place = shortened(component.title, TITLE_LENGTH), one_line(text_of(raw, "LOCATION"))
    if title != component.title or len(place) > SENTENCE_LENGTH:
        remarks.add(Remark.CUT)
    event = SourceEvent(
        component.line,
        component.uid,
        title,
        shortened(one_line(description), SENTENCE_LENGTH),
        description if len(description) > SENTENCE_LENGTH else "",
        shortened(place, SENTENCE_LENGTH),
        entries=entries,
        changes=tuple(changes),
        remarks=frozenset(remarks | said),
    )
    check(event)
    return event


def _entries(
    raw: Any, times: Times, home: ZoneInfo, source: ZoneInfo, today: date
) -> tuple[tuple[Entry, ...], set[date], set[Remark]]:
    """Return the lines of dates, all their days, and what is to be said of them."""
    base = times.entry()
    check(SourceEvent(0, "", "", entries=(base,)))
    entries: tuple[Entry, ...] = (base,)
    dates, remarks = {times.first}, set[Remark]()
    recur = raw.get("RRULE")
    if isinstance(recur, list):
        raise Unfit(Fault.RULE_UNKNOWN)
    if recur is not None:
        series = repeated(base, recur, _until(recur, times), today)
        entries, dates, remarks = series.entries, set(series.dates), set(series.remarks)
    more = sorted(days_listed(raw, "RDATE", home, source) - dates)
    if len(more) > MOST_SINGLE:
        raise Unfit(Fault.RULE_TOO_LONG)
    length = base.length
    singles = tuple(
        replace(base, start_date=on, end_date=on + length if length else None) for on in more
    )
    return entries + singles, dates | set(more), remarks


def _until(recur: Any, times: Times) -> date | None:
    """Return the last day on which an occurrence may start."""
    value = recur.get("UNTIL")
    until = value[0] if isinstance(value, list) and value else value
    if isinstance(until, datetime):
        wall = until.astimezone(times.zone) if until.tzinfo else until
        late = times.start is not None and wall.time() < times.start
        return wall.date() - DAY if late else wall.date()
    return until if isinstance(until, date) else None


def _changes(
    component: _Component,
    overrides: list[_Component],
    times: Times,
    home: ZoneInfo,
    dates: set[date],
) -> list[Change]:
    if text_of(component.raw, "STATUS").upper() == "CANCELLED":
        return [Change(ChangeKind.CANCELLED, on) for on in sorted(dates)]
    left_out = days_listed(component.raw, "EXDATE", home, times.zone) & dates
    changes = {on: Change(ChangeKind.CANCELLED, on) for on in left_out}
    for one in sorted(overrides, key=lambda one: one.sequence):
        on = wall_of(one.raw["RECURRENCE-ID"], home, times.zone).date()
        if on in dates:
            found = _changed(one.raw, on, component.raw, times, home)
            if found:
                changes[on] = found
    return [changes[on] for on in sorted(changes)]


def _changed(raw: Any, on: date, master: Any, times: Times, home: ZoneInfo) -> Change | None:
    if text_of(raw, "STATUS").upper() == "CANCELLED":
        return Change(ChangeKind.CANCELLED, on)
    new = times_of(raw, home, times.zone)
    place = one_line(text_of(raw, "LOCATION"))
    moved = Change(
        ChangeKind.MOVED,
        on,
        new_date=new.first if new.first != on else None,
        new_start_time=new.start if (new.start, new.end) != (times.start, times.end) else None,
        new_end_time=new.end if new.end != times.end else None,
        place=shortened(place, SENTENCE_LENGTH)
        if place != one_line(text_of(master, "LOCATION"))
        else "",
    )
    return moved if moved != Change(ChangeKind.MOVED, on) else None


def _made_up(title: str, raw: Any) -> str:
    made_of = f"{title}|{raw['DTSTART'].to_ical().decode()}"
    return f"sans-identifiant-{sha256(made_of.encode()).hexdigest()[:32]}"
