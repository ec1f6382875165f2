"""Rows refused by forms, and hours told to machines."""

from datetime import date, time

import pytest

from services.hours import (
    ErrorCode,
    ExceptionalPeriod,
    Schedule,
    Slot,
    opening_hours_specification,
    period_errors,
    slot_errors,
)

SEASON = (date(2025, 3, 1), date(2025, 3, 30))
DAY = date(2024, 12, 24)


def test_slots_apart_or_touching_have_no_fault():
    slots = [
        Slot(0, time(8), time(12)),
        Slot(0, time(12), time(15)),
        Slot(1, time(8), time(12)),
        Slot(0, time(9), time(11), *SEASON),
        Slot(0, time(20), time()),
        Slot(6, time(), time()),
    ]
    assert slot_errors(slots) == []


@pytest.mark.parametrize("closes_at", [time(8), time(7, 59), time(0, 1)])
def test_closing_before_opening_is_a_fault(closes_at):
    slots = [Slot(0, time(8), time(9)), Slot(1, time(8), closes_at)]
    assert slot_errors(slots) == [(1, ErrorCode.CLOSES_BEFORE_OPENS)]


def test_an_overlap_is_said_of_the_later_row():
    slots = [
        Slot(0, time(8), time(12)),
        Slot(1, time(8), time(12)),
        Slot(0, time(11, 59), time(14)),
        Slot(0, time(8), time(12)),
    ]
    assert slot_errors(slots) == [(2, ErrorCode.OVERLAP), (3, ErrorCode.OVERLAP)]


def test_an_overlap_is_found_within_a_season_and_up_to_midnight():
    within = [Slot(0, time(8), time(12), *SEASON), Slot(0, time(9), time(10), *SEASON)]
    assert slot_errors(within) == [(1, ErrorCode.OVERLAP)]
    late = [Slot(0, time(20), time()), Slot(0, time(23), time(23, 30))]
    assert slot_errors(late) == [(1, ErrorCode.OVERLAP)]


def test_a_season_that_ends_before_it_starts_is_a_fault():
    slot = Slot(0, time(8), time(9), SEASON[1], SEASON[0])
    assert slot_errors([slot]) == [(0, ErrorCode.ENDS_BEFORE_START)]


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (ExceptionalPeriod(SEASON[1], SEASON[0]), ErrorCode.ENDS_BEFORE_START),
        (ExceptionalPeriod(DAY, DAY, time(8)), ErrorCode.HOURS_INCOMPLETE),
        (ExceptionalPeriod(DAY, DAY, None, time(8)), ErrorCode.HOURS_INCOMPLETE),
        (ExceptionalPeriod(DAY, DAY, time(8), time(8)), ErrorCode.CLOSES_BEFORE_OPENS),
    ],
)
def test_a_faulty_period_is_named(period, code):
    assert period_errors([ExceptionalPeriod(*SEASON), period]) == [(1, code)]


@pytest.mark.parametrize(
    ("other", "errors"),
    [
        (ExceptionalPeriod(DAY, DAY, time(10), time(11)), []),
        (ExceptionalPeriod(DAY, DAY, time(9), time(11)), [(1, ErrorCode.OVERLAP)]),
        (ExceptionalPeriod(DAY, DAY), [(1, ErrorCode.CLOSED_AND_OPEN)]),
        (ExceptionalPeriod(DAY, date(2024, 12, 25)), []),
    ],
)
def test_periods_of_the_same_dates_must_fit_together(other, errors):
    assert period_errors([ExceptionalPeriod(DAY, DAY, time(8), time(10)), other]) == errors


def test_the_same_closure_twice_is_a_fault():
    assert period_errors([ExceptionalPeriod(DAY, DAY)] * 2) == [(1, ErrorCode.OVERLAP)]


def test_machines_read_equal_days_together():
    slots = [Slot(day, time(8), time(12)) for day in (1, 0)]
    slots += [Slot(0, time(7), time(13), *SEASON), Slot(5, time(20), time())]
    slots += [Slot(6, time(), time())]
    kind = {"@type": "OpeningHoursSpecification"}
    site = "https://schema.org/"
    assert opening_hours_specification(Schedule(tuple(slots))) == [
        kind
        | {"dayOfWeek": [site + "Monday", site + "Tuesday"], "opens": "08:00", "closes": "12:00"},
        kind
        | {"dayOfWeek": [site + "Monday"], "opens": "07:00", "closes": "13:00"}
        | {"validFrom": "2025-03-01", "validThrough": "2025-03-30"},
        kind | {"dayOfWeek": [site + "Saturday"], "opens": "20:00", "closes": "00:00"},
        kind | {"dayOfWeek": [site + "Sunday"], "opens": "00:00", "closes": "23:59"},
    ]


def test_machines_read_closures_and_holidays_but_not_both():
    schedule = Schedule(
        (Slot(0, time(8), time(9)),),
        (
            ExceptionalPeriod(DAY, date(2024, 12, 26), reason="congés"),
            ExceptionalPeriod(date(2024, 12, 2), date(2024, 12, 2), time(8), time(10)),
        ),
        {date(2024, 12, 25): "Noël", date(2025, 1, 1): "Nouvel An"},
    )
    special = [
        (row["opens"], row["closes"], row["validFrom"], row["validThrough"])
        for row in opening_hours_specification(schedule)[1:]
    ]
    assert special == [
        ("08:00", "10:00", "2024-12-02", "2024-12-02"),
        ("00:00", "00:00", "2024-12-24", "2024-12-26"),
        ("00:00", "00:00", "2025-01-01", "2025-01-01"),
    ]
    later = opening_hours_specification(schedule, since=date(2024, 12, 26))
    assert [row.get("validFrom") for row in later] == [None, "2024-12-24", "2025-01-01"]


def test_machines_are_not_told_of_appointments_nor_of_the_unknown():
    holidays = {date(2025, 1, 1): "Nouvel An"}
    assert opening_hours_specification(Schedule(holidays=holidays)) == []
    appointment = Slot(0, time(8), time(9), by_appointment=True)
    assert opening_hours_specification(Schedule((appointment,))) == []
