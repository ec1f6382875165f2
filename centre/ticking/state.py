"""Whether the scheduled work goes on."""

import datetime as dt

from django.conf import settings

from centre.models import Tick

LATE_AFTER = dt.timedelta(minutes=15)
STOPPED_AFTER = dt.timedelta(hours=1)


def last_seen() -> dt.datetime | None:
    """Return when somebody was last at the scheduled work, ``None`` when nobody ever was."""
    return Tick.objects.values_list("seen_at", flat=True).first()


def is_silent(seen_at: dt.datetime | None, now: dt.datetime, after: dt.timedelta) -> bool:
    """Return whether nobody was at it for ``after``, though somebody should.

    That is on a real site, and wherever a timer has ever run. The demonstration has none, with
    or without ``DEBUG``: nothing in it is scheduled, so nothing is missed.
    """
    if seen_at is None:
        return settings.TICK_EXPECTED
    # A moment to come: the clock went back since, and it may be long ago.
    return not now - after <= seen_at <= now + after
