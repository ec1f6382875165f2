"""Calendars read back what was put in, whatever the zone and the words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical import CalendarEvent, Line, Occasion, Standing, When, Words, write_calendar
from events.recurrence import (
    Change,
    ChangeKind,
    Entry,
    Frequency,
    Rule,
    Status,
    entry_errors,
    occurrences,
)
from tests.unit.date_strategies import as_list, dates_in, entries, read_dates
from tests.unit.hours_strategies import ZONE_NAMES, ZONES

LOME = ZoneInfo("Africa/Lome")
CHANGED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
STANDING = {Status.CANCELLED: Standing.CANCELLED, Status.POSTPONED: Standing.TENTATIVE}
TITLE = Words("Nos droits")
THURSDAYS = Entry(
    date(2026, 12, 3),
    time(9),
    end_time=time(12),
    rule=Rule(Frequency.WEEKLY, count=5),
)


def event_of(*lines, changes=(), holidays=frozenset(), words=TITLE) -> CalendarEvent:
    """Return the event that has ``lines`` and ``changes``, as the calendar would publish it."""
    occasions = [
        Occasion(
            one.recurrence_id,
            When(one.start_date, one.end_date, one.zone, one.start_time, one.end_time),
            Words(words.summary, words.description + one.reason, one.place or words.location),
            STANDING.get(one.status, Standing.CONFIRMED),
        )
        for one in occurrences(lines, changes, holidays)
    ]
    named = tuple(
        Line(f"-{number}" if number else "", line, words) for number, line in enumerate(lines)
    )
    return CalendarEvent("uid", 3, CHANGED, "https://example.com/", tuple(occasions), named)


def write(*events, zone=LOME, name="Agenda") -> bytes:
    return write_calendar(name, events, zone)


def components(*events) -> list:
    return Calendar.from_ical(write(*events)).walk("VEVENT")


def wall(found) -> list:
    """Return the starts on the wall, in order."""
    return sorted(
        start.replace(tzinfo=None) if isinstance(start, datetime) else start
        for start, _end, _component in found.values()
    )


def end_of(one):
    """Return the end that a calendar gives to an occasion, excluded."""
    if one.when.start is None:
        return one.when.last + timedelta(days=1)
    if one.when.end:
        return datetime.combine(one.when.last, one.when.end, one.when.zone)
    if one.when.last > one.when.first:
        return datetime.combine(one.when.last + timedelta(days=1), time(), one.when.zone)
    return start_of(one)


def start_of(one):
    if one.when.start is None:
        return one.when.first
    return datetime.combine(one.when.first, one.when.start, one.when.zone)


@st.composite
def changed_events(draw):
    lines = [
        line for line in draw(st.lists(entries(), min_size=1, max_size=3)) if not entry_errors(line)
    ]
    dates = [one.start_date for one in occurrences(lines)]
    holidays = frozenset(draw(st.sets(st.sampled_from(dates), max_size=3))) if dates else ()
    changes = []
    if dates:
        for on in draw(st.lists(st.sampled_from(dates), max_size=3, unique=True)):
            kind = draw(st.sampled_from(ChangeKind))
            moved = kind is ChangeKind.MOVED
            day = on + timedelta(days=draw(st.integers(-9, 9))) if moved else None
            place = draw(st.sampled_from(["", "La mairie"]))
            changes.append(Change(kind, on, reason="Motif.", new_date=day, place=place))
    return event_of(*lines, changes=changes, holidays=holidays)


@settings(deadline=None)
@given(changed_events(), st.sampled_from(ZONES))
def test_what_is_written_is_read_back(event, zone):
    found = read_dates(write(event, zone=zone))
    read = sorted(
        (str(start), str(end), str(component["STATUS"]), str(component.get("DESCRIPTION", "")))
        for start, end, component in found.values()
    )
    assert read == sorted(
        (str(start_of(one)), str(end_of(one)), one.standing.value, one.words.description)
        for one in event.occasions
    )


@settings(deadline=None)
@given(changed_events())
def test_each_entry_is_whole_and_each_name_unique(event):
    written = components(event)
    names = [
        (one["UID"], str(one["RECURRENCE-ID"].dt if "RECURRENCE-ID" in one else ""))
        for one in written
    ]
    assert len(names) == len(set(names))
    for one in written:
        assert one["SEQUENCE"] == 3
        assert one["DTSTAMP"].dt == one["LAST-MODIFIED"].dt == CHANGED
        assert "RDATE" not in one


@pytest.mark.parametrize("name", ZONE_NAMES)
@pytest.mark.parametrize("start", [date(2026, 3, 1), date(2026, 9, 20)])
def test_nine_stays_nine_when_clocks_change(name, start):
    weekly = Entry(
        start, time(9), end_time=time(11, 30), rule=Rule(Frequency.WEEKLY, count=12),
        zone=ZoneInfo(name),
    )  # fmt: skip
    content = write(event_of(weekly))
    assert {moment.time() for moment in wall(read_dates(content))} == {time(9)}
    assert f"DTSTART;TZID={name}:{start:%Y%m%d}T090000".encode() in content
    (one,) = Calendar.from_ical(content).walk("VEVENT")
    assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("name", ZONE_NAMES)
def test_the_clocks_in_the_file_are_those_of_the_zone(name):
    zone = ZoneInfo(name)
    content = write(event_of(Entry(date(2026, 6, 1), time(9), zone=zone)))
    (clocks,) = [
        one for one in Calendar.from_ical(content).walk("VTIMEZONE") if one["TZID"] == name
    ]
    described = clocks.to_tz(lookup_tzid=False)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year < 2028:
        assert at.astimezone(described).utcoffset() == at.astimezone(zone).utcoffset(), at
        at += timedelta(minutes=30)


def test_every_zone_of_a_calendar_is_described():
    lines = [Entry(date(2026, 6, day), time(9), zone=zone) for day, zone in enumerate(ZONES, 1)]
    calendar = Calendar.from_ical(write(event_of(*lines)))
    assert {str(one["TZID"]) for one in calendar.walk("VTIMEZONE")} == set(ZONE_NAMES)


@pytest.mark.parametrize("length", [1, 3])
def test_whole_days_end_on_the_day_after(length):
    first = date(2026, 12, 30)
    entry = Entry(first, end_date=first + timedelta(days=length - 1), all_day=True)
    content = write(event_of(entry))
    assert b"DTSTART;VALUE=DATE:20261230\r\n" in content
    (one,) = Calendar.from_ical(content).walk("VEVENT")
    assert one["DTEND"].dt == first + timedelta(days=length)


def test_an_end_that_nobody_knows_is_not_invented():
    (one,) = components(event_of(Entry(date(2026, 12, 3), time(9))))
    assert "DTEND" not in one


def test_cancelling_the_second_of_five_leaves_the_four_others():
    second = date(2026, 12, 10)
    changes = [Change(ChangeKind.CANCELLED, second, reason="La salle est prise.")]
    event = event_of(THURSDAYS, changes=changes)
    master, override = components(event)
    assert master["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261231T090000Z;BYDAY=TH;WKST=MO"
    assert "EXDATE" not in master
    assert override["STATUS"] == "CANCELLED"
    assert override["DESCRIPTION"] == "La salle est prise."
    assert override["RECURRENCE-ID"].dt == datetime.combine(second, time(9), LOME)
    found = read_dates(write(event))
    confirmed = [start.day for start, _, one in found.values() if one["STATUS"] == "CONFIRMED"]
    assert sorted(confirmed) == [3, 17, 24, 31]


def test_a_date_moved_stands_where_it_went():
    moved = Change(ChangeKind.MOVED, date(2026, 12, 10), reason="x", new_date=date(2026, 12, 11))
    _master, override = components(event_of(THURSDAYS, changes=[moved]))
    assert override["RECURRENCE-ID"].dt.day == 10
    assert override["DTSTART"].dt.day == 11
    assert override["DTEND"].dt.day == 11


def test_a_holiday_is_one_exception_and_no_more():
    holiday = date(2026, 12, 24)
    weekly = replace(THURSDAYS, skip_holidays=True)
    (master,) = components(event_of(weekly, holidays={holiday}))
    (line,) = as_list(master["EXDATE"])
    assert dates_in(line) == [datetime.combine(holiday, time(9), LOME)]


def test_a_series_longer_than_the_horizon_ends_where_the_calendar_ends():
    entry = Entry(date(2026, 12, 3), time(9), rule=Rule(Frequency.WEEKLY, count=50))
    event = event_of(entry)
    cut = replace(event, occasions=event.occasions[:4])
    assert len(read_dates(write(cut))) == 4


def test_several_lines_have_names_of_their_own_and_the_first_keeps_that_of_the_event():
    later = Entry(date(2027, 2, 3), time(15), rule=Rule(Frequency.WEEKLY, count=3))
    added = Change(ChangeKind.ADDED, date(2027, 1, 5), reason="Une de plus.")
    names = {str(one["UID"]) for one in components(event_of(THURSDAYS, later, changes=[added]))}
    assert names == {"uid", "uid-1", "uid-20270105T090000"}


NASTY = [
    "a\r\nATTACH:http://evil.example/",
    "a\nEND:VEVENT\nBEGIN:VEVENT",
    "a\rX-EVIL:1",
    "\u2028BEGIN:VALARM\u2029",
    "\x00\x07\x0b\x0c\x85",
    "é" * 300,
    'comma, semicolon; colon: "quotes" back\\slash \\n',
    "\ud800",
]


@pytest.mark.parametrize("text", NASTY)
def test_words_cannot_write_lines_of_their_own(text):
    words = Words(text, text, text)
    occasion = Occasion("20261203", When(date(2026, 12, 3), date(2026, 12, 3), LOME), words)
    event = CalendarEvent("uid", 1, CHANGED, f"https://a/{text}", (occasion,), (), (text,))
    content = write(event, name=text)
    plain = Occasion("20261203", occasion.when, Words("a", "a", "a"))
    usual = write(CalendarEvent("uid", 1, CHANGED, "https://a/", (plain,), (), ("a",)))
    assert names_of(content) == names_of(usual)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def names_of(content: bytes) -> list[bytes]:
    """Return the name of each line, folded ones put together."""
    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    return [line.split(b":")[0].split(b";")[0] for line in lines]


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_can_be_a_title_and_comes_back(title, sentence):
    occasion = Occasion(
        "20261203",
        When(date(2026, 12, 3), date(2026, 12, 3), LOME),
        Words(title, sentence),
    )
    event = CalendarEvent("uid", 1, CHANGED, "", (occasion,))
    (one,) = components(event)
    if title.isprintable():
        assert str(one["SUMMARY"]) == " ".join(title.split())
    assert "\n" not in one["SUMMARY"]


def test_an_empty_calendar_is_still_a_calendar():
    calendar = Calendar.from_ical(write(name="Agenda, du centre"))
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Agenda, du centre"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]


def test_utc_needs_no_description():
    zone = ZoneInfo("UTC")
    content = write(event_of(Entry(date(2026, 12, 3), time(9), zone=zone)), zone=zone)
    assert b"DTSTART:20261203T090000Z" in content
    assert b"VTIMEZONE" not in content


def test_a_thousand_events_are_less_than_a_megabyte():
    words = Words(
        "Nos droits : une causerie au grand marché du quartier",
        f"{'é' * 150}\nhttps://ogou-1.example.com/agenda/nos-droits-une-causerie-au-marche/",
        "Maison des femmes, à côté du grand marché, Atakpamé",
    )
    weekly = replace(THURSDAYS, rule=Rule(Frequency.WEEKLY, count=70))
    cancelled = Change(ChangeKind.CANCELLED, date(2026, 12, 10), reason="La salle est prise.")
    one = event_of(weekly, words=words)
    changed = event_of(weekly, changes=[cancelled], words=words)
    content = write(*[replace(one, uid=str(n)) for n in range(900)], *[changed] * 100)
    assert content.count(b"BEGIN:VEVENT") == 1100
    assert len(content) < 1_000_000
