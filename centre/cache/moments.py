"""When a public page stops being right although nobody changed anything.

A door closes, an event ends, tomorrow becomes today. Upper floors say what of theirs moves.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from centre.models.branch import Branch

# What no source knows of is out of date for no longer than this.
LONGEST = dt.timedelta(minutes=5)

Source = Callable[[Branch | None, dt.datetime, dt.datetime], list[dt.datetime]]
_sources: list[Source] = []


def register_moments(source: Source) -> None:
    """Add ``source(branch, start, end)``: the instants after ``start`` and up to ``end``.

    It returns those at which what ``branch`` shows changes by itself, ``None``: what the
    federation shows of all branches.
    """
    _sources.append(source)


def next_moment(branch: Branch | None, at: dt.datetime) -> dt.datetime:
    """Return until when a page of ``branch`` made at ``at`` is right, five minutes at most.

    Without a branch it is a page of the federation.
    """
    end = min(at + LONGEST, _midnight_after(at))
    moments = [moment for source in _sources for moment in source(branch, at, end)]
    return min([end, *(moment for moment in moments if moment > at)])


def _midnight_after(at: dt.datetime) -> dt.datetime:
    tomorrow = timezone.localdate(at) + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min))
