"""The week as a table."""

from datetime import date, time

from services.hours import ExceptionalPeriod, Schedule, Slot

OFFICE = tuple(
    Slot(day, opens, closes)
    for day in range(5)
    for opens, closes in ((time(8), time(12)), (time(15), time(17)))
)
TUESDAY = date(2024, 12, 3)


def table(rows):
    return [
        (row.first.day, row.last.day, [f"{s.opens_at:%H}-{s.closes_at:%H}" for s in row.spans])
        for row in rows
    ]


def test_equal_days_that_follow_each_other_are_joined():
    rows = Schedule(OFFICE).week(TUESDAY)
    assert table(rows) == [(2, 6, ["08-12", "15-17"]), (7, 8, [])]
    assert all(row.known for row in rows)


def test_equal_days_apart_stay_apart():
    rows = Schedule(tuple(Slot(day, time(8), time(9)) for day in (0, 2))).week(TUESDAY)
    assert table(rows) == [(2, 2, ["08-09"]), (3, 3, []), (4, 4, ["08-09"]), (5, 8, [])]


def test_a_day_by_appointment_or_with_a_note_stands_alone():
    slots = (
        Slot(0, time(8), time(9)),
        Slot(1, time(8), time(9), by_appointment=True),
        Slot(2, time(8), time(9), note="market day"),
    )
    assert [row.first.day for row in Schedule(slots).week(TUESDAY)] == [2, 3, 4, 5]


def test_this_week_shows_its_exceptions_and_the_usual_week_does_not():
    wednesday, thursday = date(2024, 12, 4), date(2024, 12, 5)
    schedule = Schedule(
        OFFICE,
        (ExceptionalPeriod(wednesday, wednesday, reason="inventaire"),),
        {thursday: "fête"},
    )
    rows = schedule.week(TUESDAY)
    assert [(row.first.day, row.reason) for row in rows] == [
        (2, ""),
        (4, "inventaire"),
        (5, "fête"),
        (6, ""),
        (7, ""),
    ]
    assert schedule.usual_week(TUESDAY) == Schedule(OFFICE).week(TUESDAY)


def test_a_week_runs_over_the_new_year():
    rows = Schedule(OFFICE).week(date(2025, 1, 1))
    assert (rows[0].first, rows[-1].last) == (date(2024, 12, 30), date(2025, 1, 5))


def test_unknown_days_are_not_closed_days():
    season = Slot(0, time(8), time(9), date(2024, 12, 2), date(2024, 12, 4))
    rows = Schedule((season,)).week(TUESDAY)
    assert [(row.first.day, row.known, bool(row.spans)) for row in rows] == [
        (2, True, True),
        (3, True, False),
        (5, False, False),
    ]
    [unknown] = Schedule().week(TUESDAY)
    assert (unknown.first.day, unknown.last.day, unknown.known) == (2, 8, False)
