"""How often a step is due, on the calendar of the place: not a day after it last ran.

So that what is done every night stays at night. A clock that jumps a day ahead, or back, is in
another period too: a step is done once too often rather than not.
"""

import datetime as dt
from enum import Enum

# Nobody's telephone rings at midnight because a mail comes in.
WEEK_BEGINS = dt.timedelta(hours=6)


class Every(Enum):
    """At each tick; from midnight; from Monday at six in the morning."""

    TICK = "tick"
    DAY = "day"
    WEEK = "week"


def is_due(every: Every, done_at: dt.datetime | None, at: dt.datetime) -> bool:
    """Return whether a step is due at ``at`` that was last done at ``done_at``, if ever.

    Both are times of the place, aware.
    """
    if every is Every.TICK or done_at is None:
        return True
    return _period(every, done_at) != _period(every, at)


def _period(every: Every, at: dt.datetime) -> dt.date:
    if every is Every.DAY:
        return at.date()
    day = (at - WEEK_BEGINS).date()
    return day - dt.timedelta(days=day.weekday())
