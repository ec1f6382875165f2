"""Random lines of dates, and what calendars read back."""

from datetime import date, datetime, time, timedelta

from dateutil import rrule
from hypothesis import strategies as st
from icalendar import Calendar

from events.recurrence import Entry, Frequency, Precision, Rule
from tests.unit.hours_strategies import ZONES

DAY = timedelta(days=1)
zones = st.sampled_from(ZONES)
days = st.dates(date(2023, 12, 1), date(2028, 3, 31))
quarters = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
weekdays = st.lists(st.integers(0, 6), unique=True, max_size=4).map(tuple)


@st.composite
def rules(draw, start: date, frequency=None):
    """Rules that end, weekly on some days or monthly on the nth or last one."""
    frequency = frequency or draw(st.sampled_from([Frequency.WEEKLY, Frequency.MONTHLY]))
    monthly = frequency is Frequency.MONTHLY
    ends = (
        {"count": draw(st.integers(1, 30))}
        if draw(st.booleans())
        else {"until": start + DAY * draw(st.integers(0, 700))}
    )
    return Rule(
        frequency,
        interval=draw(st.integers(1, 4)),
        weekdays=draw(weekdays)[: 1 if monthly else 7],
        nth=draw(st.sampled_from([None, 1, 2, 3, 4, 5, -1])) if monthly else None,
        **ends,
    )


@st.composite
def entries(draw, *, repeats=None, zone=None):
    """Lines that the editor accepts, most of them, of a known day."""
    start = draw(days)
    timed = draw(st.booleans())
    begins, closes = sorted(draw(st.lists(quarters, min_size=2, max_size=2, unique=True)))
    if repeats is None:
        repeats = draw(st.booleans())
    return Entry(
        start_date=start,
        start_time=begins if timed else None,
        end_date=draw(st.none() | st.integers(0, 2).map(lambda n: start + DAY * n)),
        end_time=closes if timed and draw(st.booleans()) else None,
        all_day=not timed and draw(st.booleans()),
        precision=Precision.DAY,
        rule=draw(rules(start)) if repeats else Rule(),
        skip_holidays=draw(st.booleans()),
        zone=zone or draw(zones),
    )


def read_dates(content: bytes) -> dict:
    """Return ``{(uid, original start): (start, end, component)}``, every rule expanded.

    As a phone does: ``EXDATE`` taken out, ``RECURRENCE-ID`` put in the place of what it names.
    """
    components = Calendar.from_ical(content).walk("VEVENT")
    found = {}
    for component in components:
        if "RECURRENCE-ID" not in component:
            start, length = component["DTSTART"].dt, length_of(component)
            for moment in expanded(component):
                found[str(component["UID"]), moment] = (moment, moment + length, component)
            assert start in [moment for _uid, moment in found]
    for component in components:
        if "RECURRENCE-ID" in component:
            key = (str(component["UID"]), component["RECURRENCE-ID"].dt)
            assert key in found, "a date is changed that does not exist"
            start = component["DTSTART"].dt
            found[key] = (start, start + length_of(component), component)
    return found


def length_of(component) -> timedelta:
    """Return the length on the wall."""
    end = component.get("DTEND")
    return (end.dt - component["DTSTART"].dt) if end else timedelta()


def expanded(component) -> list:
    """Return the starts, those of ``EXDATE`` left out."""
    start = component["DTSTART"].dt
    if "RRULE" not in component:
        return [start]
    left_out = {moment for line in as_list(component.get("EXDATE")) for moment in dates_in(line)}
    text = component["RRULE"].to_ical().decode()
    if isinstance(start, datetime):
        moments = list(rrule.rrulestr(text, dtstart=start))
    else:
        midnight = datetime.combine(start, time())
        moments = [moment.date() for moment in rrule.rrulestr(text, dtstart=midnight)]
    assert left_out <= set(moments), "an exception to a date that the rule does not give"
    return [moment for moment in moments if moment not in left_out]


def dates_in(line) -> list:
    return [value.dt for value in line.dts]


def as_list(value) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
