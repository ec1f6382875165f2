"""Calendars and tables as other programs write them, and as nobody should."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical import CalendarEvent, Line, Occasion, When, Words, write_calendar
from events.imports.read_csv import read_csv
from events.imports.read_ics import read_ics
from events.imports.source import Fault, FileError, FileFault, Reading, Remark
from events.recurrence import (
    Change,
    ChangeKind,
    Entry,
    ErrorCode,
    Frequency,
    Precision,
    Rule,
    Status,
    dates_of,
    entry_errors,
    occurrences,
)
from tests.unit.date_strategies import entries

SAMPLES = Path(__file__).parent.parent / "samples" / "calendars"
LOME = ZoneInfo("Africa/Lome")
TODAY = date(2026, 11, 20)


def read(content: bytes | str, home=LOME, today=TODAY) -> Reading:
    content = content.encode() if isinstance(content, str) else content
    return read_ics(content, home, today)


def sample(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes())


def event(*lines, uid="1", title="Causerie", start="DTSTART:20270105T090000Z") -> str:
    """Return a VEVENT, its own lines last."""
    named = [f"UID:{uid}"] if uid else []
    dated = [start] if start else []
    return "\r\n".join(["BEGIN:VEVENT", *named, f"SUMMARY:{title}", *dated, *lines, "END:VEVENT"])


def calendar(*events) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def only(*lines, **options):
    """Return the only event of a calendar of one, which is not refused."""
    found = read(calendar(event(*lines, **options)))
    assert found.refused == ()
    return found.events[0]


def refusal(*lines, **options):
    found = read(calendar(event(*lines, **options)))
    assert found.events == ()
    return found.refused[0]


def table(*rows: str) -> Reading:
    return read_csv("\r\n".join(rows).encode(), LOME)


# What Google, Nextcloud and Outlook write.


def test_google():
    course, womens_day, talk = sample("google.ics").events
    assert course.title == "Alphabétisation des commerçantes"
    assert course.introduction == (
        "Apprendre à lire un prix : apportez un cahier. La place est gratuite."
    )
    assert course.place == "Maison des femmes, Atakpamé, Togo"
    (entry,) = course.entries
    assert entry.rule == Rule(Frequency.WEEKLY, 1, (1,), until=date(2027, 3, 2))
    assert (entry.start_time, entry.end_time, entry.zone) == (time(9), time(11, 30), LOME)
    assert course.changes == (
        Change(ChangeKind.CANCELLED, date(2027, 1, 19)),
        Change(
            ChangeKind.MOVED,
            date(2027, 1, 26),
            new_date=date(2027, 1, 27),
            new_start_time=time(10),
            new_end_time=time(12, 30),
        ),
    )
    assert womens_day.entries == (Entry(date(2027, 3, 8), all_day=True, zone=LOME),)
    assert talk.entries == (Entry(date(2027, 1, 15), time(14), end_time=time(16), zone=LOME),)


def test_nextcloud():
    found = sample("nextcloud.ics")
    meeting, caravan, market = found.events
    assert meeting.entries == (
        Entry(date(2027, 2, 10), time(14), end_time=time(15, 30), zone=LOME),
    )
    assert caravan.entries == (
        Entry(date(2027, 4, 12), end_date=date(2027, 4, 14), all_day=True, zone=LOME),
    )
    assert "http://evil.example" not in repr(found)
    (first,) = market.entries
    assert dates_of(first) == [date(2027, n, d) for n, d in enumerate([2, 6, 6, 3, 1, 5], 1)]
    assert first.end_time == time(10)
    assert [(one.line, one.fault) for one in found.refused] == [(68, Fault.PRIVATE)]


def test_outlook():
    dyeing, labour_day, point = sample("outlook.ics").events
    (entry,) = dyeing.entries
    assert (entry.zone, entry.start_time) == (LOME, time(8))
    assert len(dates_of(entry)) == 10
    assert {on.weekday() for on in dates_of(entry)} == {0, 1, 2, 3, 4}
    assert dyeing.title == "Teinture : deux semaines pour apprendre"
    assert labour_day.entries == (Entry(date(2027, 5, 1), all_day=True, zone=LOME),)
    # Its clocks change in the course of the series: ours could not say it otherwise.
    assert point.remarks == {Remark.ZONE_KEPT}
    assert point.entries[0].zone == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", ["google", "nextcloud", "outlook"])
def test_the_samples_are_as_those_programs_write(name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert Calendar.from_ical(content).walk("VEVENT")


@settings(deadline=None)
@given(st.lists(entries(zone=LOME), min_size=1, max_size=2))
def test_our_own_feed_is_read_back(lines):
    lines = [line for line in lines if not entry_errors(line)]
    found = occurrences(lines)
    occasions = tuple(
        Occasion(
            one.recurrence_id,
            When(one.start_date, one.end_date, one.zone, one.start_time, one.end_time),
            Words("Causerie"),
        )
        for one in found
    )
    named = tuple(
        Line(f"-{n}" if n else "", line, Words("Causerie")) for n, line in enumerate(lines)
    )
    at = datetime(2026, 11, 2, tzinfo=LOME)
    written = write_calendar("x", [CalendarEvent("uid", 1, at, "", occasions, named)], LOME)
    again = [
        one
        for event in read(written, today=date(2024, 1, 1)).events
        for one in occurrences(event.entries, event.changes)
        if one.status is Status.SCHEDULED
    ]
    assert sorted(map(essence, again)) == sorted(map(essence, found))


def essence(one) -> tuple:
    return one.starts, one.end_date, str(one.end_time)


# Days and hours.


@pytest.mark.parametrize("length", [1, 3])
def test_whole_days_last_until_the_day_before_their_end(length):
    end = date(2027, 3, 8) + timedelta(days=length)
    found = only(f"DTEND;VALUE=DATE:{end:%Y%m%d}", start="DTSTART;VALUE=DATE:20270308")
    last = end - timedelta(days=1)
    assert found.entries[0].all_day
    assert found.entries[0].end_date == (last if length > 1 else None)


@pytest.mark.parametrize("end", [[], ["DTEND;VALUE=DATE:20270308"], ["DURATION:P1D"]])
def test_a_whole_day_without_a_proper_end_is_one_day(end):
    found = only(*end, start="DTSTART;VALUE=DATE:20270308")
    assert found.entries == (Entry(date(2027, 3, 8), all_day=True, zone=LOME),)


def test_midnight_is_the_end_of_the_day_before():
    found = only("DTEND:20270106T000000Z", start="DTSTART:20270105T200000Z")
    assert found.entries == (Entry(date(2027, 1, 5), time(20), zone=LOME),)


def test_an_hour_without_end():
    assert only().entries == (Entry(date(2027, 1, 5), time(9), zone=LOME),)


@pytest.mark.parametrize(
    ("start", "remark"),
    [
        ("DTSTART:20270105T090000", Remark.FLOATING),
        ("DTSTART;TZID=Heure du marché:20270105T090000", Remark.ZONE_UNKNOWN),
        ('DTSTART;TZID="(UTC+01:00) Custom":20270105T090000', Remark.ZONE_UNKNOWN),
    ],
)
@pytest.mark.parametrize("home", [LOME, ZoneInfo("Pacific/Auckland")])
def test_hours_of_no_known_zone_are_those_of_the_commune(start, remark, home):
    (found,) = read(calendar(event(start=start)), home=home).events
    assert found.remarks == {remark}
    assert found.entries == (Entry(date(2027, 1, 5), time(9), zone=home),)


@pytest.mark.parametrize(
    "name",
    ["Europe/Paris", "/freeassociation.sourceforge.net/Europe/Paris", "Romance Standard Time"],
)
def test_a_zone_by_any_of_its_names(name):
    found = only(start=f"DTSTART;TZID={name}:20270105T090000")
    assert found.entries[0].start_time == time(8)
    assert found.remarks == set()


# Repetitions.


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", Rule(Frequency.WEEKLY, 1, tuple(range(7)), until=date(2027, 1, 7))),
        ("FREQ=DAILY;INTERVAL=14;COUNT=3", Rule(Frequency.WEEKLY, 2, (), until=date(2027, 2, 2))),
        ("FREQ=WEEKLY;UNTIL=20270119T080000Z", Rule(Frequency.WEEKLY, until=date(2027, 1, 12))),
        ("FREQ=WEEKLY;UNTIL=20270119", Rule(Frequency.WEEKLY, until=date(2027, 1, 19))),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=2", Rule(Frequency.MONTHLY, 1, (1,), 1, date(2027, 2, 2))),
        (
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2",
            Rule(Frequency.MONTHLY, 1, (4,), -1, date(2027, 2, 26)),
        ),
    ],
)
def test_rules_that_are_ours(rule, expected):
    assert only(f"RRULE:{rule}").entries[0].rule == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;COUNT=12",
        "FREQ=YEARLY;COUNT=5",
        "FREQ=DAILY;INTERVAL=3;COUNT=20",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU;COUNT=9",
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8;COUNT=4",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU;COUNT=4",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4",
    ],
)
def test_other_rules_of_few_dates_are_taken_date_by_date(rule):
    from dateutil.rrule import rrulestr

    found = only(f"RRULE:{rule}")
    starts = [at.date() for at in rrulestr(rule, dtstart=datetime(2027, 1, 5))]  # noqa: DTZ001
    assert [entry.start_date for entry in found.entries] == starts
    assert found.remarks == {Remark.EACH_DATE}
    assert not any(entry.rule.repeats for entry in found.entries)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=1000000",
        "FREQ=DAILY;COUNT=1000000",
        "FREQ=WEEKLY;UNTIL=20900101",
    ],
)
def test_series_without_end_are_taken_to_the_end_of_next_year(rule):
    found = only(f"RRULE:{rule}", start="DTSTART:20200107T090000Z")
    (entry,) = found.entries
    dates = dates_of(entry)
    assert found.remarks == {Remark.CAPPED}
    assert entry_errors(entry) == []
    assert dates[0].year == 2026
    assert dates[-1] <= date(2027, 12, 31)
    assert len(dates) == (104 if "WEEKLY" in rule else 200)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYHOUR=8,9,10;COUNT=1000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=5",
        "FREQ=FORTNIGHTLY",
        "FREQ=WEEKLY;COUNT=x",
        "COUNT=3",
        "FREQ=DAILY;INTERVAL=3;COUNT=1000000",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "",
    ],
)
def test_rules_that_are_no_days_never_happen_or_never_end(rule):
    assert refusal(f"RRULE:{rule}").fault in (Fault.RULE_UNKNOWN, Fault.RULE_TOO_LONG)


def test_a_series_without_end_that_began_before_anybody_was_here():
    refused = refusal("RRULE:FREQ=DAILY", start="DTSTART:19600105T090000Z")
    assert refused.fault == Fault.RULE_TOO_LONG


def test_dates_more_and_dates_less():
    found = only(
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20270112T090000Z,20270119T090000Z",
        "EXDATE:20270301T090000Z",
        "RDATE:20270401T090000Z",
    )
    assert [one.start_date for one in found.entries] == [date(2027, 1, 5), date(2027, 4, 1)]
    assert found.changes == tuple(
        Change(ChangeKind.CANCELLED, date(2027, 1, day)) for day in (12, 19)
    )


def override(*lines, start="DTSTART:20270112T090000Z") -> str:
    return event("RECURRENCE-ID:20270112T090000Z", *lines, start=start)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (override("STATUS:CANCELLED"), Change(ChangeKind.CANCELLED, date(2027, 1, 12))),
        (
            override(start="DTSTART:20270113T090000Z"),
            Change(ChangeKind.MOVED, date(2027, 1, 12), new_date=date(2027, 1, 13)),
        ),
        (
            override("LOCATION:La mairie"),
            Change(ChangeKind.MOVED, date(2027, 1, 12), place="La mairie"),
        ),
        (override(), None),
    ],
)
def test_dates_changed_in_a_series(changed, expected):
    weekly = event("RRULE:FREQ=WEEKLY;COUNT=4")
    for file in (calendar(weekly, changed), calendar(changed, weekly)):
        found = read(file)
        assert found.refused == ()
        (one,) = found.events
        assert one.changes == ((expected,) if expected else ())


def test_a_changed_date_alone_in_its_file_is_an_event():
    (one,) = read(calendar(override())).events
    assert one.uid == "1#20270112T090000Z"
    assert one.entries[0].start_date == date(2027, 1, 12)


def test_a_cancelled_event_keeps_its_dates():
    found = only("RRULE:FREQ=WEEKLY;COUNT=2", "STATUS:CANCELLED")
    assert found.changes == tuple(
        Change(ChangeKind.CANCELLED, date(2027, 1, day)) for day in (5, 12)
    )


# What nobody should write.


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b" \r\n \x00", FileFault.EMPTY),
        (b"Bonjour", FileFault.NOT_A_CALENDAR),
        (b"<html><body>404</body></html>", FileFault.NOT_A_CALENDAR),
        (b"PK\x03\x04\xff\xfe", FileFault.NOT_A_CALENDAR),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", FileFault.NOT_A_CALENDAR),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR", FileFault.TRUNCATED),
    ],
)
def test_what_is_no_calendar(content, fault):
    with pytest.raises(FileError) as error:
        read(content)
    assert error.value.code == fault


@pytest.mark.parametrize("name", ["google", "nextcloud", "outlook"])
def test_a_file_cut_anywhere_is_refused_or_whole(name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    for length in range(30, len(content) - 2, 97):
        with pytest.raises(FileError) as error:
            read(content[:length])
        assert error.value.code in (FileFault.TRUNCATED, FileFault.NOT_A_CALENDAR)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=80), st.integers(0, 4000), st.sampled_from(["google", "outlook"]))
def test_rubbish_is_refused_in_words(rubbish, at, name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    for read_it in (read, lambda content: read_csv(content, LOME)):
        for file in (rubbish, content[:at] + rubbish + content[at:]):
            try:
                assert isinstance(read_it(file), Reading)
            except FileError as error:
                assert error.code in FileFault


def test_latin_letters_are_understood():
    content = calendar(event(title="Fête à Atakpamé")).encode("latin-1")
    found = read(content)
    assert found.is_guessed
    assert found.events[0].title == "Fête à Atakpamé"
    assert not read(calendar(event(title="Fête")).encode("utf-8-sig")).is_guessed


def test_twins():
    same = read(calendar(event(), event()))
    assert (len(same.events), same.refused) == (1, ())
    other = read(calendar(event(), event(title="Autre")))
    assert [one.title for one in other.events] == ["Causerie"]
    assert [(one.line, one.fault, one.detail) for one in other.refused] == [(8, Fault.TWICE, "3")]
    newer = read(calendar(event(), event("SEQUENCE:2", title="Autre")))
    assert [(one.title, one.remarks) for one in newer.events] == [("Autre", {Remark.OLDER_TWIN})]


def test_an_event_without_a_name_gets_one_that_lasts():
    first, again = only(uid=""), only(uid="")
    assert first.uid == again.uid != only(uid="", title="Autre").uid
    assert first.remarks == {Remark.NO_UID}
    assert len(only(uid="é" * 900).uid) <= 255


@pytest.mark.parametrize(
    ("options", "lines", "fault"),
    [
        ({"title": ""}, [], Fault.TITLE_MISSING),
        ({"start": ""}, [], Fault.DATE_UNREADABLE),
        ({"start": "DTSTART:20270105T250000Z"}, [], Fault.DATE_UNREADABLE),
        ({"start": "DTSTART;VALUE=DATE:20270229"}, [], Fault.DATE_UNREADABLE),
        ({"start": "DTSTART:hier"}, [], Fault.DATE_UNREADABLE),
        ({"start": "DTSTART:10260105T090000Z"}, [], ErrorCode.DATE_FAR),
        ({}, ["DTEND:20270104T090000Z"], ErrorCode.END_BEFORE_START),
        ({}, ["DTEND:20270105T080000Z"], ErrorCode.END_BEFORE_START),
        ({}, ["CLASS:CONFIDENTIAL"], Fault.PRIVATE),
        ({}, ["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"], Fault.RULE_UNKNOWN),
    ],
)
def test_what_is_refused_says_where_and_why(options, lines, fault):
    refused = refusal(*lines, **options)
    assert (refused.line, refused.fault) == (3, fault)


def test_one_bad_event_does_not_hide_the_others():
    found = read(calendar(event(), event(uid="2", start="DTSTART:x"), event(uid="3")))
    assert [one.uid for one in found.events] == ["1", "3"]
    assert [one.line for one in found.refused] == [8]


def test_long_words_are_cut_between_two_words_and_said():
    found = only(f"LOCATION:{'marché ' * 60}", f"DESCRIPTION:{'mot ' * 100}", title="mot " * 100)
    assert found.remarks == {Remark.CUT}
    assert max(len(found.place), len(found.introduction)) <= 160
    assert len(found.title) <= 255
    assert found.introduction.endswith("mot…")
    assert len(found.description) > 160


def test_more_events_than_an_agenda_holds():
    many = calendar(*[event(uid=str(n)) for n in range(1001)])
    with pytest.raises(FileError) as error:
        read(many)
    assert error.value.code == FileFault.TOO_MANY


def test_more_faults_than_anybody_corrects():
    bad = [event(uid=str(n), start="DTSTART:x") for n in range(101)]
    assert len(read(calendar(*bad[:100])).refused) == 100
    with pytest.raises(FileError) as error:
        read(calendar(*bad))
    assert error.value.code == FileFault.TOO_MANY_FAULTS
    with pytest.raises(FileError) as error:
        table("titre;date", *["a;hier"] * 101)
    assert error.value.code == FileFault.TOO_MANY_FAULTS


# Tables.


def test_a_table_of_excel():
    rows = (
        "Titre;Date;Date de fin;Début;Fin;Lieu;Thème;Gratuit;Phrase;Identifiant;Couleur\r\n"
        "Nos droits;03/12/2026;;9h;12 h 30;Marché d’Atakpamé;Nos droits / Santé;oui;Venez.;r1;\r\n"
        "Caravane;12/04/2027;14/04/2027;;;;;non;;r2;\r\n"
        ";;;;;;;;;;\r\n"
        "Atelier;12/2026;;;;;;;;r3;\r\n"
        "Visite;à confirmer;;;;;;;;r4;\r\n"
    )
    for content in (rows.encode("utf-8-sig"), rows.encode("cp1252")):
        found = read_csv(content, LOME)
        assert found.refused == ()
        talk, caravan, workshop, visit = found.events
        assert found.unknown == ("Couleur",)
        assert talk.entries == (
            Entry(date(2026, 12, 3), time(9), end_time=time(12, 30), zone=LOME),
        )
        assert (talk.place, talk.themes) == ("Marché d’Atakpamé", ("Nos droits", "Santé"))
        assert (talk.is_free, caravan.is_free, workshop.is_free) == (True, False, None)
        assert caravan.entries[0].end_date == date(2027, 4, 14)
        assert workshop.entries[0].precision is Precision.MONTH
        assert visit.entries[0].precision is Precision.UNKNOWN
        assert [one.line for one in found.events] == [2, 3, 5, 6]


def test_commas_and_quotes():
    found = table("titre,date,lieu", '"Causerie, au marché",2026-12-03,"Salle ""A"""')
    assert (found.events[0].title, found.events[0].place) == ("Causerie, au marché", 'Salle "A"')


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";03/12/2026;;", Fault.TITLE_MISSING),
        ("a;;;", Fault.DATE_UNREADABLE),
        ("a;29/02/2027;;", Fault.DATE_UNREADABLE),
        ("a;13/13/2026;;", Fault.DATE_UNREADABLE),
        ("a;demain;;", Fault.DATE_UNREADABLE),
        ("a;03/12/2026;25h;", Fault.HOUR_UNREADABLE),
        ("a;03/12/2026;9 heures;", Fault.HOUR_UNREADABLE),
        ("a;03/12/2026;12h;9h", ErrorCode.END_BEFORE_START),
        ("a;03/12/2026;;9h", ErrorCode.START_TIME_MISSING),
        ("a;03/12/1026;;", ErrorCode.DATE_FAR),
    ],
)
def test_a_line_is_refused_with_its_number(row, fault):
    found = table("titre;date;début;fin", "b;03/12/2026;9h;", row)
    assert [(one.line, one.fault) for one in found.refused] == [(3, fault)]
    assert len(found.events) == 1


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("9h", time(9)), ("9 h 30", time(9, 30)), ("09:30", time(9, 30)), ("9H05", time(9, 5)),
     ("09:30:00", time(9, 30)), ("9\xa0h\xa030", time(9, 30)), ("14", time(14))],
)  # fmt: skip
def test_hours(written, read_as):
    (one,) = table("titre;date;début", f"a;03/12/2026;{written}").events
    assert one.entries[0].start_time == read_as


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b'""', FileFault.EMPTY),
        (b"nom;quand\r\na;b", FileFault.COLUMN_MISSING),
        (b'titre;date\r\n"' + b"x" * 200_000, FileFault.NOT_A_TABLE),
    ],
)
def test_what_is_no_table(content, fault):
    with pytest.raises(FileError) as error:
        read_csv(content, LOME)
    assert error.value.code == fault


def test_the_same_line_twice():
    found = table("titre;date", "a;03/12/2026", "a;03/12/2026", "a;04/12/2026")
    assert (len(found.events), found.refused) == (2, ())
    found = table("titre;date;identifiant", "a;03/12/2026;1", "b;03/12/2026;1")
    assert [(one.line, one.fault) for one in found.refused] == [(3, Fault.TWICE)]
