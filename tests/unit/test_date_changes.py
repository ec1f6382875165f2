"""A change of a date is about a date of the event."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.recurrence import (
    Change,
    ChangeKind,
    Entry,
    ErrorCode,
    Frequency,
    Rule,
    Status,
    occurrences,
    unmatched_changes,
)

START = dt.date(2027, 1, 5)
WEEKLY = Entry(start_date=START, rule=Rule(Frequency.WEEKLY, count=5))
days = st.integers(-10, 50).map(lambda number: START + dt.timedelta(days=number))


def cancelled(on, at=None):
    return Change(ChangeKind.CANCELLED, on, at=at, reason="Non")


@given(days)
def test_a_change_is_accepted_exactly_when_it_changes_something(on):
    faults = unmatched_changes([WEEKLY], [cancelled(on)])
    found = occurrences([WEEKLY], [cancelled(on)])
    changed = any(one.status is Status.CANCELLED for one in found)
    assert changed == (not faults)
    assert faults in ([], [(0, "on", ErrorCode.NO_SUCH_DATE)])


def test_a_skipped_holiday_is_no_date():
    entry = Entry(start_date=START, rule=WEEKLY.rule, skip_holidays=True)
    holiday = dt.date(2027, 1, 12)
    assert unmatched_changes([entry], [cancelled(holiday)], {holiday})
    assert not unmatched_changes([entry], [cancelled(holiday)])


def test_an_added_date_counts_for_what_follows_only():
    added = Change(ChangeKind.ADDED, dt.date(2027, 3, 3), reason="Oui")
    off = cancelled(dt.date(2027, 3, 3))
    assert unmatched_changes([WEEKLY], [added, off]) == []
    assert unmatched_changes([WEEKLY], [off, added]) == [(0, "on", ErrorCode.NO_SUCH_DATE)]


def test_a_day_of_two_sessions_asks_for_the_hour():
    morning = Entry(start_date=START, start_time=dt.time(9))
    evening = Entry(start_date=START, start_time=dt.time(15))
    entries = [morning, evening]
    fault = [(0, "at", ErrorCode.WHICH_SESSION)]
    assert unmatched_changes(entries, [cancelled(START)]) == fault
    assert unmatched_changes(entries, [cancelled(START, dt.time(10))]) == fault
    assert unmatched_changes(entries, [cancelled(START, dt.time(15))]) == []
