"""What a schedule answers, case by case."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from services.hours import LOME, ExceptionalPeriod, Kind, Schedule, Slot

from .hours_strategies import ZONE_NAMES

# Weeks named below start on Monday 2 December 2024.
MORNING, AFTERNOON = (time(8), time(12)), (time(15), time(17))
OFFICE = tuple(Slot(day, *hours) for day in range(5) for hours in (MORNING, AFTERNOON))


def at(day, hour, minute=0, second=0, *, month=12, year=2024, zone=LOME):
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


@pytest.fixture(params=ZONE_NAMES)
def zone(request):
    return ZoneInfo(request.param)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((3, 7, 59, 59), False),
        ((3, 8), True),
        ((3, 11, 59, 59), True),
        ((3, 12), False),
        ((3, 14, 59, 59), False),
        ((3, 15), True),
        ((3, 17), False),
        ((4, 0), False),
        ((7, 9), False),
    ],
)
def test_open_from_the_first_second_to_before_the_last(zone, moment, expected):
    schedule = Schedule(OFFICE, time_zone=zone)
    assert schedule.is_open(at(*moment, zone=zone)) is expected


def test_a_midday_break_is_closed_until_the_afternoon(zone):
    status = Schedule(OFFICE, time_zone=zone).status(at(3, 12, 30, zone=zone))
    assert (status.kind, status.until) == (Kind.CLOSED, None)
    assert status.opens_at == at(3, 15, zone=zone)


def test_half_past_midnight_belongs_to_the_new_day(zone):
    schedule = Schedule((Slot(1, time(), time(1)),), time_zone=zone)
    assert schedule.is_open(at(3, 0, 30, zone=zone)) is True
    assert schedule.is_open(at(4, 0, 30, zone=zone)) is False


def test_the_same_instant_in_any_zone_has_the_same_answer(zone):
    schedule = Schedule(OFFICE)
    asked = at(3, 16, 59).astimezone(zone)
    assert schedule.status(asked) == schedule.status(at(3, 16, 59))
    assert schedule.status(asked).until == at(3, 17)
    assert schedule.status(asked).until.tzinfo is LOME


def test_a_market_day_has_its_own_hours_and_the_other_days_are_closed():
    schedule = Schedule((Slot(4, time(6), time(13), note="market day"),))
    assert schedule.is_open(at(6, 6)) is True
    assert schedule.is_open(at(5, 6)) is False
    assert schedule.next_opening(at(6, 13)) == at(13, 6)
    assert schedule.day(date(2024, 12, 6)).spans[0].note == "market day"


RAMADAN = tuple(
    Slot(day, time(7, 30), time(13), date(2025, 3, 1), date(2025, 3, 30)) for day in range(5)
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(28, 16, year=2025, month=2), True),
        (at(3, 12, 30, year=2025, month=3), True),
        (at(3, 16, year=2025, month=3), False),
        (at(28, 16, year=2025, month=3), False),
        (at(31, 16, year=2025, month=3), True),
    ],
)
def test_a_season_replaces_the_whole_day(moment, expected):
    assert Schedule(OFFICE + RAMADAN).is_open(moment) is expected


def test_a_season_leaves_alone_the_weekdays_it_does_not_name():
    saturday = Slot(5, time(9), time(11))
    assert Schedule((saturday, *RAMADAN)).is_open(at(8, 10, year=2025, month=3)) is True


def test_the_shorter_season_counts_then_the_one_that_starts_last():
    since_january = Slot(0, time(9), time(18), date(2025, 1, 1))
    schedule = Schedule((*OFFICE, since_january, *RAMADAN))
    assert schedule.is_open(at(3, 17, year=2025, month=2)) is True
    assert schedule.is_open(at(3, 17, year=2025, month=3)) is False
    spring = Slot(0, time(6), time(7), date(2025, 3, 2), date(2025, 3, 31))
    assert Schedule((*RAMADAN, spring)).is_open(at(3, 6, year=2025, month=3)) is True


def test_outside_its_season_a_schedule_without_plain_hours_is_unknown():
    schedule = Schedule(RAMADAN)
    assert schedule.is_open(at(8, 10, year=2025, month=3)) is False, "a Saturday within"
    assert schedule.is_open(at(3, 10, year=2025, month=4)) is None
    assert schedule.status(at(3, 10, year=2025, month=4)).kind is Kind.UNKNOWN


def test_no_hours_at_all_is_unknown_and_never_closed():
    nothing = Schedule(holidays={date(2024, 12, 25): "Noël"})
    for day in (3, 25):
        status = nothing.status(at(day, 10))
        assert (status.kind, status.is_open, status.reason) == (Kind.UNKNOWN, None, "")
        assert nothing.is_open(at(day, 10)) is None
    assert nothing.next_opening(at(3, 10)) is None
    assert nothing.next_change(at(3, 10)) is None


def test_a_holiday_is_closed_with_its_name():
    schedule = Schedule(OFFICE, holidays={date(2024, 12, 25): "Noël"})
    status = schedule.status(at(25, 10))
    assert (status.kind, status.reason) == (Kind.CLOSED_HOLIDAY, "Noël")
    assert status.opens_at == at(26, 8)
    assert schedule.is_open(at(25, 10)) is False


def test_an_exceptional_closure_gives_its_reason_to_its_last_minute():
    closure = ExceptionalPeriod(date(2024, 12, 3), date(2024, 12, 4), reason="inventaire")
    schedule = Schedule(OFFICE, (closure,))
    for moment in (at(3, 0), at(3, 9), at(4, 23, 59, 59)):
        status = schedule.status(moment)
        assert (status.kind, status.reason) == (Kind.CLOSED_EXCEPTIONALLY, "inventaire")
        assert status.opens_at == at(5, 8)
    assert schedule.is_open(at(2, 16, 59, 59)) is True
    assert schedule.is_open(at(5, 8)) is True


def test_exceptional_hours_come_before_a_holiday_and_a_season():
    day = date(2025, 3, 3)
    rows = tuple(
        ExceptionalPeriod(day, day, time(opens), time(opens + 1), "visite") for opens in (10, 18)
    )
    schedule = Schedule(OFFICE + RAMADAN, rows, {day: "fête"})
    opened = [hour for hour in range(24) if schedule.is_open(at(3, hour, year=2025, month=3))]
    assert opened == [10, 18]
    assert schedule.status(at(3, 9, year=2025, month=3)).kind is Kind.CLOSED
    assert schedule.status(at(3, 10, year=2025, month=3)).reason == "visite"


def test_the_shorter_exceptional_period_counts():
    august = ExceptionalPeriod(date(2025, 8, 1), date(2025, 8, 31), reason="congés")
    clinic = ExceptionalPeriod(date(2025, 8, 13), date(2025, 8, 13), time(8), time(10))
    schedule = Schedule(OFFICE, (august, clinic))
    assert schedule.is_open(at(13, 9, year=2025, month=8)) is True
    assert schedule.is_open(at(14, 9, year=2025, month=8)) is False


def test_a_closure_among_rows_of_the_same_dates_closes_the_day():
    day = date(2024, 12, 3)
    rows = (ExceptionalPeriod(day, day, time(8), time(10)), ExceptionalPeriod(day, day))
    assert Schedule(OFFICE, rows).is_open(at(3, 9)) is False


def test_an_exceptional_day_is_known_where_the_rest_is_not():
    day = date(2024, 12, 3)
    schedule = Schedule((), (ExceptionalPeriod(day, day, time(8), time(10)),))
    assert schedule.is_open(at(3, 9)) is True
    assert schedule.is_open(at(3, 11)) is False
    assert schedule.is_open(at(4, 9)) is None
    assert schedule.status(at(3, 11)).opens_at is None


def test_by_appointment_is_open_and_says_so():
    schedule = Schedule((Slot(1, time(8), time(12), by_appointment=True),))
    status = schedule.status(at(3, 9))
    assert (status.kind, status.is_open) == (Kind.OPEN_BY_APPOINTMENT, True)
    assert status.until == at(3, 12)
    before = schedule.status(at(3, 7))
    assert (before.kind, before.opens_by_appointment) == (Kind.CLOSED, True)


def test_an_appointment_slot_that_follows_an_open_one_does_not_lengthen_it():
    schedule = Schedule(
        (Slot(1, time(8), time(12)), Slot(1, time(12), time(14), by_appointment=True))
    )
    assert schedule.status(at(3, 9)).until == at(3, 12)
    assert schedule.status(at(3, 12)).kind is Kind.OPEN_BY_APPOINTMENT
    assert schedule.next_opening(at(3, 9)) == at(3, 12)


def test_where_slots_overlap_the_open_door_counts():
    schedule = Schedule(
        (Slot(1, time(8), time(12), by_appointment=True), Slot(1, time(10), time(13)))
    )
    assert schedule.status(at(3, 9)).until == at(3, 10)
    assert schedule.status(at(3, 10)).kind is Kind.OPEN
    assert schedule.status(at(3, 10)).until == at(3, 13)


def test_slots_that_touch_are_one_opening():
    schedule = Schedule((Slot(1, time(8), time(12), note="tri"), Slot(1, time(12), time(17))))
    current = schedule.current(at(3, 9))
    assert (current.starts, current.ends) == (at(3, 8), at(3, 17))
    assert schedule.current(at(3, 17)) is None


def test_a_night_runs_over_midnight():
    schedule = Schedule((Slot(1, time(20), time()), Slot(2, time(), time(6))))
    assert schedule.status(at(3, 21)).until == at(4, 6)
    assert schedule.status(at(4, 5)).until == at(4, 6)
    assert schedule.current(at(4, 5)).starts == at(3, 20)


def test_day_and_night_has_no_end():
    schedule = Schedule(tuple(Slot(day, time(), time()) for day in range(7)))
    status = schedule.status(at(3, 3))
    assert (status.kind, status.until) == (Kind.OPEN, None)


def test_day_and_night_until_a_closure_within_the_week():
    closure = ExceptionalPeriod(date(2024, 12, 7), date(2024, 12, 7), reason="travaux")
    schedule = Schedule(tuple(Slot(day, time(), time()) for day in range(7)), (closure,))
    assert schedule.status(at(3, 3)).until == at(7, 0)


def test_a_row_that_closes_before_it_opens_opens_nothing():
    assert Schedule((Slot(1, time(12), time(8)),)).is_open(at(3, 10)) is False
    assert Schedule((Slot(1, time(8), time(8)),)).is_open(at(3, 8)) is False


def test_the_next_opening_is_looked_for_on_sixty_days():
    def closed_until(month, day):
        period = ExceptionalPeriod(date(2024, 12, 2), date(2025, month, day))
        return Schedule((Slot(0, time(8), time(9)),), (period,))

    assert closed_until(1, 26).next_opening(at(2, 8)) == at(27, 8, year=2025, month=1)
    assert closed_until(1, 27).next_opening(at(2, 8)) is None
    assert closed_until(1, 27).status(at(2, 8)).kind is Kind.CLOSED_EXCEPTIONALLY


def test_an_unknown_day_in_between_hides_the_next_opening():
    closed = ExceptionalPeriod(date(2024, 12, 3), date(2024, 12, 3))
    opened = ExceptionalPeriod(date(2024, 12, 5), date(2024, 12, 5), time(8), time(9))
    assert Schedule((), (closed, opened)).next_opening(at(3, 9)) is None
    next_day = ExceptionalPeriod(date(2024, 12, 4), date(2024, 12, 4), time(8), time(9))
    assert Schedule((), (closed, next_day)).next_opening(at(3, 9)) == at(4, 8)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (at(3, 7), at(3, 8)),
        (at(3, 8), at(3, 12)),
        (at(3, 17), at(4, 0)),
        (at(7, 10), at(8, 0)),
        (at(31, 23, 59), at(1, 0, year=2025, month=1)),
    ],
)
def test_what_is_said_may_change_at_an_edge_or_at_midnight(asked, expected):
    assert Schedule(OFFICE).next_change(asked) == expected


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Schedule(OFFICE).status(datetime(2024, 12, 3, 9))  # noqa: DTZ001


def test_equal_schedules_share_a_cache_key():
    one = Schedule(OFFICE, holidays={date(2024, 12, 25): "Noël"})
    other = Schedule(OFFICE, holidays={date(2024, 12, 25): "Noël"})
    assert {one: "kept"}[other] == "kept"
    assert one != Schedule(OFFICE)


def test_utc_is_a_zone_like_another():
    assert Schedule(OFFICE).is_open(datetime(2024, 12, 3, 9, tzinfo=UTC)) is True
