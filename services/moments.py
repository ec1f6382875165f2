"""When doors open and close."""

import datetime as dt

from centre.models import Branch
from services.directory import directory_of


def door_moments(branch: Branch | None, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Return when a door of ``branch`` opens or closes, after ``start`` and up to ``end``.

    The federation (``None``) says of no door whether it is open now.
    """
    if branch is None:
        return []
    directory = directory_of(branch)
    known = [*directory.place_schedules.values(), *directory.own_schedules.values()]
    # Places with the same hours share one schedule.
    schedules = {id(schedule): schedule for schedule in known}.values()
    changes = [schedule.next_change(start) for schedule in schedules]
    return [change for change in changes if change and change <= end]
