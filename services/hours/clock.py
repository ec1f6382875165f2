"""From the time on the wall to the instant, across changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def utc(at: datetime) -> datetime:
    """`at` in UTC, where comparing and adding are safe.

    Raises ValueError for a datetime without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC)


def first_instant(on: date, since_midnight: timedelta, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, when the zone's clocks show this time or later.

    A time the clocks skip is reached when they jump; of a time they show
    twice, the first counts.
    """
    wall = datetime.combine(on, time()) + since_midnight
    as_first = wall.replace(tzinfo=zone).astimezone(UTC)
    as_second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    # PEP 495: only for a skipped time does the second reading come first.
    if as_second >= as_first:
        return as_first
    while as_second.astimezone(zone).replace(tzinfo=None) < wall:
        as_second += MINUTE
    return as_second
