"""Hours, dates and contacts in French."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given

from services.hours import LOME, ErrorCode, ExceptionalPeriod, Schedule, Slot
from services.wording import (
    ERROR_SENTENCES,
    contact_href,
    date_in_words,
    moment_in_words,
    reopening_in_words,
    status_in_words,
    time_in_words,
    times_in_words,
    week_in_words,
)

from .hours_strategies import moments, schedules

NBSP = "\N{NO-BREAK SPACE}"
OFFICE = tuple(
    Slot(day, opens, closes)
    for day in range(5)
    for opens, closes in ((time(8), time(12)), (time(15), time(17)))
)


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def spaced(text):
    return text.replace(NBSP, " ")


def at(day, hour, minute=0, *, month=12, year=2024, zone=LOME):
    return datetime(year, month, day, hour, minute, tzinfo=zone)


def said(schedule, moment):
    return spaced(status_in_words(schedule.status(moment)))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (time(8), "8 h"),
        (time(9, 30), "9 h 30"),
        (time(17, 5), "17 h 05"),
        (time(0), "0 h"),
        (time(0, 5), "0 h 05"),
        (time(12), "12 h"),
    ],
)
def test_times(moment, expected):
    assert spaced(time_in_words(moment)) == expected
    assert " " not in time_in_words(moment), "a time does not break at the end of a line"


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "expected"),
    [
        (time(8), time(12), "8 h – 12 h"),
        (time(20), time(), "20 h – minuit"),
        (time(), time(6, 30), "0 h – 6 h 30"),
        (time(), time(), "jour et nuit"),
    ],
)
def test_both_ends_of_an_opening(opens_at, closes_at, expected):
    assert spaced(times_in_words(opens_at, closes_at)) == expected


def test_dates():
    assert date_in_words(date(2024, 12, 3)) == "mardi 3 décembre 2024"
    assert date_in_words(date(2024, 12, 3), this_year=2024) == "mardi 3 décembre"
    assert date_in_words(date(2024, 12, 3), this_year=2025) == "mardi 3 décembre 2024"
    assert date_in_words(date(2024, 12, 1), this_year=2024, weekday=False) == "1er décembre"
    assert date_in_words(date(2025, 8, 1), weekday=False) == "1er août 2025"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(3, 15), "aujourd’hui à 15 h"),
        (at(4, 8), "demain à 8 h"),
        (at(5, 8), "jeudi à 8 h"),
        (at(9, 8), "lundi à 8 h"),
        (at(10, 8), "le mardi 10 décembre à 8 h"),
        (at(1, 9, 30, month=1, year=2025), "le mercredi 1er janvier 2025 à 9 h 30"),
        (at(2, 8), "le lundi 2 décembre à 8 h"),
    ],
)
def test_moments_as_said_on_a_tuesday(moment, expected):
    assert spaced(moment_in_words(moment, at(3, 9))) == expected


def test_tomorrow_is_counted_in_the_zone_of_the_place():
    auckland = ZoneInfo("Pacific/Auckland")
    opens_at = at(4, 8, zone=auckland)
    assert spaced(moment_in_words(opens_at, at(3, 10, 59, zone=UTC))) == "demain à 8 h"
    assert spaced(moment_in_words(opens_at, at(3, 11, zone=UTC))) == "aujourd’hui à 8 h"
    assert spaced(moment_in_words(at(1, 8, month=1, year=2025), at(31, 23, 59))) == "demain à 8 h"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(3, 16), "ouvert jusqu’à 17 h"),
        (at(3, 12), "ouvre aujourd’hui à 15 h"),
        (at(3, 0, 30), "ouvre aujourd’hui à 8 h"),
        (at(3, 17), "ouvre demain à 8 h"),
        (at(6, 17), "ouvre lundi à 8 h"),
    ],
)
def test_status_of_an_office(moment, expected):
    assert said(Schedule(OFFICE), moment) == expected


def test_status_far_ahead_gives_the_date_and_the_year_if_it_is_another():
    december = ExceptionalPeriod(date(2024, 11, 25), date(2024, 12, 2))
    schedule = Schedule(OFFICE, (december,))
    asked = at(26, 9, month=11)
    assert spaced(reopening_in_words(schedule.status(asked))) == "ouvre le mardi 3 décembre à 8 h"
    holidays = ExceptionalPeriod(date(2024, 12, 20), date(2025, 1, 1), reason="congés")
    status = Schedule(OFFICE, (holidays,)).status(at(20, 9))
    assert spaced(status_in_words(status)) == "fermé : congés"
    assert spaced(reopening_in_words(status)) == "ouvre le jeudi 2 janvier 2025 à 8 h"


def test_a_closure_says_why_or_that_it_is_exceptional():
    day = date(2024, 12, 3)
    holiday = Schedule(OFFICE, holidays={day: "fête du centre"})
    assert said(holiday, at(3, 9)) == "fermé : fête du centre"
    assert said(Schedule(OFFICE, (ExceptionalPeriod(day, day),)), at(3, 9)) == (
        "fermé exceptionnellement"
    )
    assert f"fermé{NBSP}: fête" in status_in_words(holiday.status(at(3, 9)))


def test_closed_with_nothing_ahead_is_closed():
    ended = Slot(1, time(8), time(9), date(2024, 12, 1), date(2024, 12, 4))
    schedule = Schedule((ended,))
    assert said(schedule, at(3, 10)) == "fermé"
    assert reopening_in_words(schedule.status(at(3, 10))) == ""
    assert said(schedule, at(5, 10)) == "horaires à confirmer"


def test_by_appointment():
    schedule = Schedule((Slot(1, time(8), time(12), by_appointment=True),))
    assert said(schedule, at(3, 9)) == "sur rendez-vous jusqu’à 12 h"
    assert said(schedule, at(3, 13)) == "sur rendez-vous le mardi 10 décembre à 8 h"
    assert said(schedule, at(9, 13)) == "sur rendez-vous demain à 8 h"
    always = Schedule(tuple(Slot(day, time(), time(), by_appointment=True) for day in range(7)))
    assert said(always, at(3, 9)) == "sur rendez-vous"


def test_unknown_hours_are_to_be_confirmed():
    assert said(Schedule(), at(3, 9)) == "horaires à confirmer"


def test_nights():
    assert said(Schedule((Slot(1, time(20), time()),)), at(3, 21)) == "ouvert jusqu’à minuit"
    night = Schedule((Slot(1, time(20), time()), Slot(2, time(), time(6))))
    assert said(night, at(3, 21)) == "ouvert jusqu’à demain à 6 h"
    assert said(night, at(4, 1)) == "ouvert jusqu’à 6 h"
    always = tuple(Slot(day, time(), time()) for day in range(7))
    assert said(Schedule(always), at(3, 9)) == "ouvert jour et nuit"
    closure = ExceptionalPeriod(date(2024, 12, 7), date(2024, 12, 7))
    assert said(Schedule(always, (closure,)), at(3, 9)) == "ouvert jusqu’à vendredi à minuit"


def test_a_week_reads_as_a_table():
    slots = (*OFFICE, Slot(5, time(9), time(11), by_appointment=True, note="sage-femme"))
    lines = week_in_words(Schedule(slots).week(date(2024, 12, 3)))
    assert [(line.days, spaced(line.hours)) for line in lines] == [
        ("lundi à vendredi", "8 h – 12 h, 15 h – 17 h"),
        ("samedi", "9 h – 11 h (sur rendez-vous, sage-femme)"),
        ("dimanche", "fermé"),
    ]


def test_what_is_remarked_of_each_opening_is_said_once():
    def hours(*slots):
        (monday, *_rest) = week_in_words(Schedule(slots).week(date(2024, 12, 3)))
        return spaced(monday.hours)

    morning, noon, evening = (time(8), time(12)), (time(12), time(15)), (time(15), time(17))
    assert hours(Slot(0, *morning, note="tri"), Slot(0, *evening, note="tri")) == (
        "tri : 8 h – 12 h, 15 h – 17 h"
    )
    assert hours(
        Slot(0, *morning, by_appointment=True), Slot(0, *evening, by_appointment=True)
    ) == ("sur rendez-vous : 8 h – 12 h, 15 h – 17 h")
    assert hours(Slot(0, *morning), Slot(0, *noon, note="tri"), Slot(0, *evening)) == (
        "8 h – 12 h, 12 h – 15 h (tri), 15 h – 17 h"
    )


def test_a_week_tells_its_exceptions_and_what_is_unknown():
    day = date(2024, 12, 3)
    schedule = Schedule(
        (Slot(5, time(9), time(11)), Slot(6, time(9), time(11))),
        (ExceptionalPeriod(day, day, time(8), time(9), "visite"),),
        {date(2024, 12, 4): "fête"},
    )
    lines = week_in_words(schedule.week(day))
    assert [f"{line.days}|{spaced(line.hours)}" for line in lines] == [
        "lundi|fermé",
        "mardi|8 h – 9 h (visite)",
        "mercredi|fermé : fête",
        "jeudi et vendredi|fermé",
        "samedi et dimanche|9 h – 11 h",
    ]
    assert week_in_words(Schedule().week(day)) == []


@given(schedules, moments)
def test_a_status_is_never_silent_and_holds_until_the_next_change(schedule, moment):
    status = schedule.status(moment)
    words = status_in_words(status)
    assert words.strip()
    assert (words == "horaires à confirmer") is (status.is_open is None)
    change = schedule.next_change(moment)
    if change:
        last = change.astimezone(UTC) - (change.astimezone(UTC) - moment) / 1000
        assert status_in_words(schedule.status(last)) == words


def test_every_fault_has_its_sentence():
    assert set(ERROR_SENTENCES) == set(ErrorCode)
    assert all(str(sentence).endswith(".") for sentence in ERROR_SENTENCES.values())


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        ("+22890123456", "voice", "tel:+22890123456"),
        ("90 12 34 56", "voice", "tel:+22890123456"),
        (f"+228{NBSP}90{NBSP}12 34 56", "sms", "sms:+22890123456"),
        ("1014", "voice", "tel:1014"),
        ("1011", "sms", "sms:1011"),
        ("+22890123456", "whatsapp", "https://wa.me/22890123456"),
        ("90.12.34.56", "whatsapp", "https://wa.me/22890123456"),
        ("1014", "whatsapp", ""),
        ("", "voice", ""),
        ("à confirmer", "voice", ""),
        ("javascript:alert(1)", "voice", ""),
        ("٩٠١٢٣٤٥٦", "voice", ""),
    ],
)
def test_contacts(number, kind, expected):
    assert contact_href(number, kind) == expected
