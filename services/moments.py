"""When doors open and close."""

import datetime as dt

from centre.models import Branch
from services.directory import directory_of


def door_moments(branch: Branch, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Return when a door of ``branch`` opens or closes, after ``start`` and up to ``end``."""
    directory = directory_of(branch)
    known = [*directory.place_schedules.values(), *directory.own_schedules.values()]
    # Places with the same hours share one schedule.
    schedules = {id(schedule): schedule for schedule in known}.values()
    changes = [schedule.next_change(start) for schedule in schedules]
    return [change for change in changes if change and change <= end]
