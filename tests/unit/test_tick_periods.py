"""When a step of the scheduled work is due: by the calendar of the place, whatever ran before."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.ticking.periods import Every, is_due

LOME = ZoneInfo("Africa/Lome")


def at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=LOME)


@pytest.mark.parametrize(
    ("every", "done", "now", "due"),
    [
        (Every.TICK, "2026-03-09 09:00", "2026-03-09 09:00", True),
        (Every.DAY, "2026-03-09 00:00", "2026-03-09 23:59", False),
        (Every.DAY, "2026-03-09 23:59", "2026-03-10 00:00", True),
        # Monday 9 March 2026.
        (Every.WEEK, "2026-03-02 06:00", "2026-03-09 05:59", False),
        (Every.WEEK, "2026-03-02 06:00", "2026-03-09 06:00", True),
        (Every.WEEK, "2026-03-09 05:59", "2026-03-09 06:00", True),
        (Every.WEEK, "2026-03-09 06:00", "2026-03-15 23:59", False),
        # The clock was a day ahead, and is right again.
        (Every.DAY, "2026-03-11 09:00", "2026-03-10 09:00", True),
    ],
)
def test_a_step_is_due_once_in_each_period(every, done, now, due):
    assert is_due(every, at(done), at(now)) is due


@pytest.mark.parametrize("every", Every)
def test_what_was_never_done_is_due(every):
    assert is_due(every, None, at("2026-03-09 09:00"))


@given(
    gaps=st.lists(st.integers(1, 3_000), min_size=1, max_size=200),
    first=st.integers(0, 5_000_000),
)
def test_ticks_at_any_time_do_what_is_daily_once_for_each_day_they_touch(first, gaps):
    moments = [
        at("2024-01-01") + dt.timedelta(minutes=sum(gaps[:n], first)) for n in range(len(gaps))
    ]
    done, days = None, []
    for moment in moments:
        if is_due(Every.DAY, done, moment):
            done = moment
            days.append(moment.date())
    assert days == sorted({moment.date() for moment in moments})
