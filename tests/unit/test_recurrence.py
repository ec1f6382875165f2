"""Lines and changes in, dates out: as dateutil has them, on the wall of four zones."""

import calendar
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from events.recurrence import (
    MAX_OCCURRENCES,
    Change,
    ChangeKind,
    Entry,
    ErrorCode,
    Frequency,
    Precision,
    Rule,
    Status,
    change_errors,
    dates_of,
    entry_errors,
    occurrences,
    recurrence_id,
    skipped_dates,
)
from tests.unit.date_strategies import DAY, days, entries
from tests.unit.hours_strategies import ZONE_NAMES

WORDS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
THURSDAY = date(2026, 12, 3)
MORNING = Entry(THURSDAY, time(9), end_time=time(12))
FIVE = replace(MORNING, rule=Rule(Frequency.WEEKLY, count=5))


E, P = ErrorCode, Precision
LATER = THURSDAY + 7 * DAY


def weekly(**values) -> Entry:
    return replace(MORNING, rule=Rule(Frequency.WEEKLY, **values))


def monthly(start=THURSDAY, **values) -> Entry:
    return Entry(start, rule=Rule(Frequency.MONTHLY, **values))


def by_dateutil(entry: Entry) -> list[date]:
    """Return the dates of a rule as dateutil reads it in the words of RFC 5545."""
    rule, start = entry.rule, entry.start_date
    weekdays = [WORDS[day] for day in rule.weekdays or (start.weekday(),)]
    if rule.frequency is Frequency.MONTHLY:
        nth = rule.nth or -(-start.day // 7)
        weekdays = [f"{nth:+d}{day}" for day in weekdays]
    text = f"FREQ={rule.frequency.value.upper()};INTERVAL={rule.interval};WKST=MO"
    text += f";BYDAY={','.join(weekdays)}"
    text += f";COUNT={rule.count}" if rule.count else f";UNTIL={rule.until:%Y%m%d}"
    return [at.date() for at in rrule.rrulestr(text, dtstart=datetime.combine(start, time()))]


@settings(deadline=None)
@given(entries(repeats=True))
def test_dates_are_those_of_dateutil(entry):
    assert dates_of(entry) == by_dateutil(entry)[:MAX_OCCURRENCES]


def nth_by_hand(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth (or last) such weekday of a month, counted on a calendar."""
    length = calendar.monthrange(year, month)[1]
    found = [date(year, month, day) for day in range(1, length + 1)]
    found = [on for on in found if on.weekday() == weekday]
    return found[-1] if nth == -1 else (found[nth - 1] if nth <= len(found) else None)


@given(days, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]))
def test_the_nth_weekday_of_each_month(start, weekday, nth):
    until = start + 900 * DAY
    found = dates_of(monthly(start, weekdays=(weekday,), nth=nth, until=until))
    months = [(year, month) for year in range(start.year, until.year + 1) for month in range(1, 13)]
    by_hand = [nth_by_hand(*month, weekday, nth) for month in months]
    assert found == [on for on in by_hand if on and start <= on <= until]


def test_the_last_saturday_falls_on_a_leap_day_and_in_months_of_five_weeks():
    found = dates_of(monthly(date(2020, 1, 1), weekdays=(5,), nth=-1, count=5))
    assert found[:2] == [date(2020, 1, 25), date(2020, 2, 29)]
    found = dates_of(monthly(date(2026, 1, 1), weekdays=(4,), nth=5, count=4))
    assert found == [date(2026, 1, 30), date(2026, 5, 29), date(2026, 7, 31), date(2026, 10, 30)]


def test_weeks_go_on_across_the_new_year():
    found = dates_of(Entry(date(2026, 12, 28), rule=Rule(Frequency.WEEKLY, 2, (0, 6), count=4)))
    assert found == [date(2026, 12, 28), date(2027, 1, 3), date(2027, 1, 11), date(2027, 1, 17)]


@pytest.mark.parametrize("name", ZONE_NAMES)
def test_nine_stays_nine_across_a_year(name):
    zone = ZoneInfo(name)
    found = occurrences([replace(weekly(count=60), zone=zone)])
    assert {(one.start_time, one.end_time) for one in found} == {(time(9), time(12))}
    assert {one.starts.astimezone(zone).time() for one in found} == {time(9)}
    assert {one.ends.astimezone(zone).time() for one in found} == {time(12)}


@pytest.mark.parametrize("name", ZONE_NAMES)
@given(entry=entries())
@settings(deadline=None)
def test_instants_are_those_of_the_wall(name, entry):
    zone = ZoneInfo(name)
    for one in occurrences([replace(entry, zone=zone)]):
        starts = one.starts.astimezone(zone)
        # A time that the clocks skip is reached when they have jumped.
        wall = datetime.combine(one.start_date, one.start_time or time())
        assert timedelta() <= starts.replace(tzinfo=None) - wall <= timedelta(hours=2)
        assert one.starts <= one.ends or one.start_date == one.end_date
        if one.end_time is None:
            assert one.ends.astimezone(zone).date() == one.end_date + DAY


@pytest.mark.parametrize("name", ZONE_NAMES)
def test_a_date_without_hours_lasts_from_midnight_to_midnight(name):
    zone = ZoneInfo(name)
    (one,) = occurrences([Entry(date(2026, 3, 29), end_date=date(2026, 3, 30), zone=zone)])
    assert one.starts == datetime(2026, 3, 29, tzinfo=zone)
    assert one.ends == datetime(2026, 3, 31, tzinfo=zone)


@given(entries(repeats=True), st.sets(st.integers(0, 29)))
def test_holidays_are_left_out_when_asked_and_only_then(entry, positions):
    plain = dates_of(replace(entry, skip_holidays=False))
    holidays = {plain[n] for n in positions if n < len(plain)}
    asked = replace(entry, skip_holidays=True)
    assert dates_of(asked, holidays) == [on for on in plain if on not in holidays]
    assert skipped_dates(asked, holidays) == sorted(holidays)
    assert dates_of(replace(entry, skip_holidays=False), holidays) == plain


def test_a_single_day_is_kept_even_on_a_holiday():
    entry = replace(MORNING, skip_holidays=True)
    assert dates_of(entry, {THURSDAY}) == [THURSDAY]


@given(st.integers(1, 100_000))
def test_two_hundred_dates_at_most(count):
    entry = weekly(count=count)
    assert len(dates_of(entry)) == min(count, MAX_OCCURRENCES)
    codes = [code for _name, code in entry_errors(entry)]
    assert codes == ([ErrorCode.TOO_MANY] if count > MAX_OCCURRENCES else [])


@given(entries(repeats=True))
@settings(deadline=None)
def test_what_is_accepted_gives_dates_in_order_apart_from_each_other(entry):
    if entry_errors(entry):
        return
    found = occurrences([entry])
    assert 1 <= len(found) <= MAX_OCCURRENCES
    assert all(before.end_date < after.start_date for before, after in pairwise(found))
    assert len({one.recurrence_id for one in found}) == len(found)


ERRORS = {
    "no day": (Entry(), "start_date", E.DATE_MISSING),
    "the year 1026": (Entry(date(1026, 12, 3)), "start_date", E.DATE_FAR),
    "an end in 2226": (Entry(THURSDAY, end_date=date(2226, 1, 1)), "end_date", E.DATE_FAR),
    "end before start": (Entry(THURSDAY, end_date=THURSDAY - DAY), "end_date", E.END_BEFORE_START),
    "hours reversed": (Entry(THURSDAY, time(12), end_time=time(9)), "end_time", E.END_BEFORE_START),
    "no length": (Entry(THURSDAY, time(9), end_time=time(9)), "end_time", E.END_BEFORE_START),
    "between one day": (Entry(THURSDAY, precision=P.BETWEEN), "end_date", E.END_MISSING),
    "only an end": (Entry(THURSDAY, end_time=time(12)), "start_time", E.START_TIME_MISSING),
    "hours of a whole day": (replace(MORNING, all_day=True), "start_time", E.TIME_OF_WHOLE_DAY),
    "a month repeats": (replace(FIVE, precision=P.MONTH), "frequency", E.VAGUE_REPEATS),
    "without end": (weekly(), "until", E.ENDLESS),
    "two ends": (weekly(count=2, until=date(2027, 1, 1)), "count", E.TWO_ENDS),
    "until before": (weekly(until=THURSDAY - DAY), "until", E.END_BEFORE_START),
    "too many counted": (weekly(count=100_000), "count", E.TOO_MANY),
    "too many until": (weekly(until=date(2090, 1, 1)), "until", E.TOO_MANY),
    "never": (weekly(weekdays=(2,), until=THURSDAY + 3 * DAY), "until", E.NEVER),
    "lasts into the next": (replace(FIVE, end_date=LATER), "end_date", E.OVERLAPS_ITSELF),
    "two days of a month": (monthly(weekdays=(1, 2), count=3), "weekdays", E.ONE_WEEKDAY),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "field", "code"), ERRORS.values(), ids=ERRORS)
def test_what_is_wrong_is_said_on_its_field(entry, field, code):
    assert entry_errors(entry) == [(field, code)]


TO_NOON = Change(ChangeKind.MOVED, THURSDAY, reason="x", new_start_time=time(12))
CHANGE_ERRORS = {
    "no reason": (Change(ChangeKind.CANCELLED, THURSDAY), "reason", E.REASON_MISSING),
    "to nowhere": (replace(TO_NOON, new_start_time=None), "new_date", E.NEW_DATE_MISSING),
    "hours reversed": (replace(TO_NOON, new_end_time=time(9)), "new_end_time", E.END_BEFORE_START),
}  # fmt: skip


@pytest.mark.parametrize(("change", "field", "code"), CHANGE_ERRORS.values(), ids=CHANGE_ERRORS)
def test_what_is_wrong_with_a_change_is_said_on_its_field(change, field, code):
    assert change_errors(change) == [(field, code)]


def test_every_fault_has_its_case():
    tested = {code for _, _, code in [*ERRORS.values(), *CHANGE_ERRORS.values()]}
    of_the_whole_event = {E.NO_SUCH_DATE, E.WHICH_SESSION, E.NOT_THAT_DAY}
    assert tested == set(ErrorCode) - of_the_whole_event


@pytest.mark.parametrize(
    "entry",
    [
        MORNING,
        FIVE,
        Entry(THURSDAY, all_day=True),
        Entry(THURSDAY, end_date=THURSDAY),
        Entry(THURSDAY, precision=P.MONTH),
        Entry(precision=P.UNKNOWN),
        Entry(date(2024, 2, 29)),
        replace(MORNING, end_date=THURSDAY + DAY, end_time=time(2)),
        monthly(weekdays=(5,), nth=-1, count=12),
    ],
)
def test_what_is_right_is_accepted(entry):
    assert entry_errors(entry) == []


def test_full_needs_no_reason():
    assert change_errors(Change(ChangeKind.FULL, THURSDAY)) == []


def test_a_series_whose_every_date_is_a_holiday_never_happens():
    holidays = {THURSDAY + 7 * n * DAY for n in range(5)}
    assert entry_errors(replace(FIVE, skip_holidays=True), holidays) == [("count", ErrorCode.NEVER)]


def test_cancelling_the_second_of_five():
    cancelled = Change(ChangeKind.CANCELLED, THURSDAY + 7 * DAY, reason="Fête.")
    found = occurrences([FIVE], [cancelled])
    assert [one.status for one in found] == [
        Status.SCHEDULED, Status.CANCELLED, Status.SCHEDULED, Status.SCHEDULED, Status.SCHEDULED,
    ]  # fmt: skip
    assert [one.reason for one in found] == ["", "Fête.", "", "", ""]
    plain = occurrences([FIVE])
    assert [one for one in found if one.status is Status.SCHEDULED] == [
        one for n, one in enumerate(plain) if n != 1
    ]


def test_moving_keeps_the_name_the_length_and_where_it_stood():
    moved = Change(
        ChangeKind.MOVED, THURSDAY, reason="x", new_date=date(2026, 12, 30), new_start_time=time(14)
    )
    *_others, one = occurrences([weekly(count=3)], [moved])
    assert one.recurrence_id == "20261203T090000"
    assert (one.start_date, one.start_time, one.end_time) == (
        date(2026, 12, 30), time(14), time(17),
    )  # fmt: skip
    assert (one.original_date, one.original_time) == (THURSDAY, time(9))


def test_a_move_past_midnight_leaves_the_end_unknown():
    late = Change(ChangeKind.MOVED, THURSDAY, reason="x", new_start_time=time(22))
    (one,) = occurrences([MORNING], [late])
    assert (one.start_time, one.end_time) == (time(22), None)


def test_an_end_alone_may_move_only_after_the_start():
    shorter = Change(
        ChangeKind.MOVED, THURSDAY, reason="x", new_date=THURSDAY + DAY, new_end_time=time(11)
    )
    (one,) = occurrences([MORNING], [shorter])
    assert (one.start_time, one.end_time) == (time(9), time(11))
    before = replace(shorter, new_end_time=time(8))
    (one,) = occurrences([MORNING], [before])
    assert one.end_time is None


def test_a_date_more_has_the_hours_of_the_first_line():
    added = Change(ChangeKind.ADDED, date(2027, 1, 5), reason="Une de plus.")
    found = occurrences([FIVE], [added])
    assert (found[-1].start_time, found[-1].end_time) == (time(9), time(12))
    assert (found[-1].reason, found[-1].status) == ("Une de plus.", Status.SCHEDULED)
    at_three = replace(added, new_start_time=time(15))
    one = occurrences([FIVE], [at_three])[-1]
    assert (one.start_time, one.end_time) == (time(15), time(18))


def test_a_date_more_of_something_vague_is_one_day():
    vague = Entry(THURSDAY, end_date=THURSDAY + 9 * DAY, precision=Precision.BETWEEN)
    added = Change(ChangeKind.ADDED, date(2027, 1, 5), reason="x")
    one = occurrences([vague], [added])[-1]
    assert (one.start_date, one.end_date) == (date(2027, 1, 5), date(2027, 1, 5))


@pytest.mark.parametrize(("starts", "ends"), [(20, time(4)), (17, time(1)), (10, None)])
def test_a_night_moved_lasts_as_long(starts, ends):
    night = Entry(THURSDAY, time(18), THURSDAY + DAY, time(2))
    moved = Change(ChangeKind.MOVED, THURSDAY, reason="x", new_start_time=time(starts))
    (one,) = occurrences([night], [moved])
    assert (one.end_date, one.end_time) == (THURSDAY + DAY, ends)


def test_a_day_with_two_sessions_needs_the_hour():
    evening = replace(MORNING, start_time=time(18), end_time=time(20))
    cancelled = Change(ChangeKind.CANCELLED, THURSDAY, time(18), reason="x")
    found = occurrences([MORNING, evening], [cancelled])
    assert [one.status for one in found] == [Status.SCHEDULED, Status.CANCELLED]
    unclear = replace(cancelled, at=None)
    found = occurrences([MORNING, evening], [unclear])
    assert {one.status for one in found} == {Status.SCHEDULED}


def test_a_change_of_no_date_is_left_aside():
    other = Change(ChangeKind.CANCELLED, THURSDAY + DAY, reason="x")
    assert occurrences([FIVE], [other]) == occurrences([FIVE])


def test_two_lines_that_say_the_same_give_one_date():
    assert len(occurrences([MORNING, FIVE])) == 5


LINES = {
    "one": MORNING,
    "recurring": FIVE,
    "ended": Entry(date(2020, 2, 29), rule=Rule(Frequency.MONTHLY, count=3)),
    "whole days": Entry(THURSDAY, end_date=THURSDAY + DAY, all_day=True),
    "month": Entry(date(2026, 12, 15), precision=Precision.MONTH),
    "around": Entry(THURSDAY, precision=Precision.AROUND),
    "between": Entry(THURSDAY, end_date=THURSDAY + 9 * DAY, precision=Precision.BETWEEN),
    "unknown": Entry(precision=Precision.UNKNOWN),
}


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("entry", LINES.values(), ids=LINES)
def test_every_helper_answers_for_every_sort_of_line(entry, kind):
    assert entry_errors(entry) == []
    assert isinstance(skipped_dates(entry, {THURSDAY}), list)
    plain = occurrences([entry])
    assert len(plain) == max(1, len(dates_of(entry)))
    on = entry.start_date or THURSDAY
    change = Change(kind, on, reason="x", new_date=on + 30 * DAY)
    found = occurrences([entry], [change])
    assert len(found) in (len(plain), len(plain) + 1)
    for one in found:
        assert (one.starts is None) == (one.start_date is None)
        assert one.starts is None or one.starts < one.ends


def test_names_of_dates():
    assert recurrence_id(THURSDAY, time(9)) == "20261203T090000"
    assert recurrence_id(THURSDAY, None) == "20261203"
    assert recurrence_id(THURSDAY, None, Precision.MONTH) == "202612"
    assert recurrence_id(None, None) == "unknown"
    assert recurrence_id(THURSDAY, None, Precision.UNKNOWN) == "unknown"


def test_a_month_lasts_from_its_first_day_to_its_last():
    (one,) = occurrences([Entry(date(2028, 2, 17), precision=Precision.MONTH)])
    assert (one.start_date, one.end_date) == (date(2028, 2, 1), date(2028, 2, 29))


def test_nothing_starts_after_the_horizon():
    found = occurrences([FIVE, Entry(precision=Precision.UNKNOWN)], until=THURSDAY + 7 * DAY)
    assert [one.start_date for one in found] == [THURSDAY, THURSDAY + 7 * DAY, None]
