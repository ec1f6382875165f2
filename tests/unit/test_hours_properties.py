"""What must hold for any schedule, at any moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hours import (
    ExceptionalPeriod,
    Kind,
    Schedule,
    Slot,
    slot_errors,
)

from .hours_strategies import (
    MINUTE,
    ZONES,
    dates,
    moments,
    parts,
    plainly_open,
    schedules,
    slots,
)


@given(schedules, moments)
def test_open_is_as_the_plain_rules_say(schedule, at):
    assert schedule.is_open(at) is plainly_open(schedule, at)


@given(schedules, moments)
def test_status_current_and_is_open_agree(schedule, at):
    status = schedule.status(at)
    current = schedule.current(at)
    assert status.is_open is schedule.is_open(at)
    assert (current is not None) is (status.is_open is True)
    assert (status.kind is Kind.OPEN_BY_APPOINTMENT) is bool(current and current.by_appointment)
    if status.until:
        assert status.until.astimezone(UTC) == current.ends.astimezone(UTC) > at


@given(schedules, moments)
def test_the_next_opening_is_later_and_open(schedule, at):
    opens_at = schedule.next_opening(at)
    if opens_at:
        assert opens_at.astimezone(UTC) > at
        assert schedule.is_open(opens_at) is True
        assert schedule.current(opens_at).starts == opens_at


@given(schedules, moments, parts)
def test_nothing_opens_before_the_next_opening(schedule, at, part):
    opens_at = schedule.next_opening(at)
    if opens_at and not schedule.is_open(at):
        between = at.astimezone(UTC) + (opens_at.astimezone(UTC) - at) * part
        assert schedule.is_open(between) is False


@given(schedules, moments)
def test_at_its_end_an_opening_is_over(schedule, at):
    status = schedule.status(at)
    if status.until:
        before = schedule.status(status.until.astimezone(UTC) - timedelta.resolution)
        after = schedule.status(status.until)
        assert before.kind is status.kind
        assert after.kind is not status.kind


@given(schedules, moments, parts)
def test_what_is_said_holds_until_the_next_change(schedule, at, part):
    change = schedule.next_change(at)
    if change is None:
        assert not schedule.slots
        assert not schedule.exceptional
        return
    start = at.astimezone(UTC)
    assert start < change.astimezone(UTC) <= start + timedelta(hours=26)
    between = schedule.status(start + (change.astimezone(UTC) - start) * part)
    said = schedule.status(at)
    for name in ("kind", "until", "opens_at", "opens_by_appointment", "reason"):
        assert getattr(between, name) == getattr(said, name)
    assert between.at.date() == said.at.date()


@given(schedules, dates)
def test_a_week_has_its_seven_days_once(schedule, on):
    rows = schedule.week(on)
    days = [
        row.first + timedelta(days=n)
        for row in rows
        for n in range((row.last - row.first).days + 1)
    ]
    monday = on - timedelta(days=on.weekday())
    assert days == [monday + timedelta(days=n) for n in range(7)]
    for row in rows:
        assert row.spans == schedule.day(row.first).spans == schedule.day(row.last).spans


@given(schedules, dates)
def test_the_openings_of_a_day_are_in_order_and_apart(schedule, on):
    edges = [edge for span in schedule.day(on).spans for edge in (span.starts, span.ends)]
    assert edges == sorted(edges)
    assert all(span.starts < span.ends for span in schedule.day(on).spans)


@given(st.lists(slots(), max_size=6), st.integers(0, 6))
def test_slots_without_fault_are_kept_as_written(rows, weekday):
    rows = [row for row in rows if row.valid_from is None and row.weekday == weekday]
    if not slot_errors(rows):
        monday = date(2025, 6, 2)
        spans = Schedule(tuple(rows)).day(monday + timedelta(days=weekday)).spans
        length = sum((row.span.ends - row.span.starts for row in rows), timedelta())
        assert sum((span.ends - span.starts for span in spans), timedelta()) == length


CHANGES = [
    ("Africa/Lome", date(2025, 3, 24)),
    ("Europe/Paris", date(2025, 3, 24)),
    ("Europe/Paris", date(2025, 10, 20)),
    ("America/St_Johns", date(2025, 3, 3)),
    ("America/St_Johns", date(2025, 10, 27)),
    ("Pacific/Auckland", date(2025, 3, 31)),
    ("Pacific/Auckland", date(2025, 9, 22)),
]


@pytest.mark.parametrize(("name", "monday"), CHANGES)
def test_minute_by_minute_over_a_week_in_which_clocks_may_change(name, monday):
    zone = ZoneInfo(name)
    sunday = monday + timedelta(days=6)
    schedule = Schedule(
        (
            *(Slot(day, time(8), time(12)) for day in range(5)),
            *(Slot(day, time(15), time(17, 30)) for day in (0, 2)),
            Slot(1, time(14), time(18), monday, sunday),
            Slot(5, time(20), time()),
            Slot(6, time(), time(1, 40)),
            Slot(6, time(2, 20), time(2, 50), by_appointment=True),
            Slot(6, time(3, 10), time(5)),
        ),
        (ExceptionalPeriod(monday + timedelta(days=3), monday + timedelta(days=3)),),
        {monday + timedelta(days=4): "fête"},
        zone,
    )
    start = datetime.combine(monday, time(), zone).astimezone(UTC)
    days = [start + MINUTE * n for n in range(0, 6 * 1440, 15)]
    night = [start + MINUTE * n for n in range(6 * 1440 - 60, 6 * 1440 + 480)]
    for at in days + night:
        assert schedule.is_open(at) is plainly_open(schedule, at), at.astimezone(zone)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_wall_shows_the_same_hours_all_year(zone):
    schedule = Schedule(tuple(Slot(day, time(8), time(17)) for day in range(7)), time_zone=zone)
    at = datetime(2025, 1, 1, tzinfo=zone)
    for _day in range(365):
        at = schedule.next_opening(at)
        assert (at.hour, at.minute) == (8, 0)
        assert schedule.status(at).until.hour == 17
    assert at.date() == date(2025, 12, 31)


def test_skipped_and_repeated_hours_in_paris():
    paris = ZoneInfo("Europe/Paris")
    schedule = Schedule((Slot(6, time(2, 30), time(5)),), time_zone=paris)
    spring = schedule.next_opening(datetime(2025, 3, 29, 12, tzinfo=paris))
    assert spring.astimezone(UTC) == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert (spring.hour, spring.minute) == (3, 0)
    autumn = schedule.next_opening(datetime(2025, 10, 25, 12, tzinfo=paris))
    assert autumn.astimezone(UTC) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    skipped = Schedule((Slot(6, time(2, 15), time(2, 45)),), time_zone=paris)
    opens_at = skipped.next_opening(datetime(2025, 3, 29, 12, tzinfo=paris))
    assert opens_at == datetime(2025, 4, 6, 2, 15, tzinfo=paris)
