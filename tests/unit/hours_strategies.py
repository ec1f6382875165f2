"""Random schedules, and the same rules written the slow and plain way."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from services.hours import ExceptionalPeriod, Schedule, Slot

ZONE_NAMES = ["Africa/Lome", "Europe/Paris", "America/St_Johns", "Pacific/Auckland"]
ZONES = [ZoneInfo(name) for name in ZONE_NAMES]
MINUTE = timedelta(minutes=1)
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
dates = st.dates(FIRST, LAST)
# Clocks change near these instants in 2025, in one zone or another; Havana skips a midnight.
CHANGES = [
    datetime(2025, month, day, hour, tzinfo=UTC)
    for month, day, hour in [
        (3, 9, 5),
        (3, 30, 1),
        (4, 5, 14),
        (9, 27, 14),
        (10, 26, 1),
        (11, 2, 5),
    ]
]
instants = st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC)) | (  # noqa: DTZ001
    st.builds(
        lambda change, quarters: change + MINUTE * 15 * quarters,
        st.sampled_from(CHANGES),
        st.integers(-120, 120),
    )
)
zones = st.sampled_from([*ZONES, ZoneInfo("America/Havana")])
moments = st.builds(lambda at, zone: at.astimezone(zone), instants, zones)
parts = st.integers(0, 999).map(lambda n: n / 1000)
texts = st.text(st.characters(codec="utf-8"), max_size=12)


@st.composite
def slots(draw):
    opens_at, closes_at = draw(times), draw(times)
    if time() != closes_at < opens_at:
        opens_at, closes_at = closes_at, opens_at
    season = draw(st.lists(dates, min_size=2, max_size=2) | st.none())
    valid_from, valid_to = sorted(season) if season else (None, None)
    if season and draw(st.booleans()):
        valid_to = None
    return Slot(
        draw(st.integers(0, 6)),
        opens_at,
        closes_at,
        valid_from,
        valid_to,
        draw(st.booleans()),
        draw(texts),
    )


@st.composite
def periods(draw):
    start = draw(dates)
    end = start + timedelta(days=draw(st.integers(0, 40)))
    if draw(st.booleans()):
        return ExceptionalPeriod(start, end, reason=draw(texts))
    opens_at, closes_at = sorted(draw(st.lists(times, min_size=2, max_size=2, unique=True)))
    return ExceptionalPeriod(start, end, opens_at, closes_at, draw(texts))


schedules = st.builds(
    Schedule,
    st.lists(slots(), max_size=8).map(tuple),
    st.lists(periods(), max_size=3).map(tuple),
    st.dictionaries(dates, texts, max_size=4),
    zones,
)


def plainly_open(schedule: Schedule, at: datetime) -> bool | None:
    """What `is_open` must answer, from the latest time the clocks have shown by `at`."""
    shown = _latest_shown(schedule.time_zone, at)
    hours = _hours(schedule, shown.date())
    if hours is None:
        return None
    minute = shown.hour * 60 + shown.minute
    return any(opens <= minute < closes for opens, closes in hours)


def _latest_shown(zone: ZoneInfo, at: datetime) -> datetime:
    """No clock is put back by more than two hours."""
    lately = [(at.astimezone(UTC) - MINUTE * n).astimezone(zone) for n in range(121)]
    return max(moment.replace(tzinfo=None) for moment in lately)


def _hours(schedule: Schedule, day: date) -> list[tuple[int, int]] | None:
    special = [row for row in schedule.exceptional if row.start <= day <= row.end]
    if special:
        fewest = min(row.end - row.start for row in special)
        special = [row for row in special if row.end - row.start == fewest]
        latest = max(row.start for row in special)
        special = [row for row in special if row.start == latest]
        if any(row.opens_at is None for row in special):
            return []
        return [_minutes(row) for row in special]
    valid = [
        row
        for row in schedule.slots
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day <= row.valid_to)
    ]
    if not valid:
        return None
    if day in schedule.holidays:
        return []
    return [_minutes(row) for row in _season(valid, day)]


def _season(valid: list[Slot], day: date) -> list[Slot]:
    rows = [row for row in valid if row.weekday == day.weekday()]
    bounded = [row for row in rows if row.valid_from and row.valid_to]
    if bounded:
        shortest = min(row.valid_to - row.valid_from for row in bounded)
        bounded = [row for row in bounded if row.valid_to - row.valid_from == shortest]
        latest = max(row.valid_from for row in bounded)
        return [row for row in bounded if row.valid_from == latest]
    begun = [row for row in rows if row.valid_from]
    if begun:
        latest = max(row.valid_from for row in begun)
        return [row for row in begun if row.valid_from == latest]
    return rows


def _minutes(row: Slot | ExceptionalPeriod) -> tuple[int, int]:
    closes = row.closes_at.hour * 60 + row.closes_at.minute
    return row.opens_at.hour * 60 + row.opens_at.minute, closes or 24 * 60
