"""What the agenda has to do every day."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centre.ticking.periods import Every
from centre.ticking.registry import register_step
from events.models import EventDate, EventPage, Occurrence
from events.recurrence import Frequency
from events.register.purge import purge
from events.signals import rewrite


def extend_agenda(today: dt.date) -> int:
    """Write the dates of published series up to the horizon from ``today``; return how many more.

    Dates that are there keep their keys.
    """
    repeated = EventDate.objects.exclude(frequency=Frequency.NONE.value)
    series = EventPage.objects.live().filter(pk__in=repeated.values("page"))
    before = Occurrence.objects.count()
    rewrite(series, today)
    return Occurrence.objects.count() - before


def extend_at(now: dt.datetime) -> int:
    """Write the dates that have come within the horizon."""
    # A series that was shortened has fewer than before.
    return max(0, extend_agenda(timezone.localdate(now)))


def purge_at(now: dt.datetime) -> int:
    """Delete the enrolments whose time is over."""
    return purge(timezone.localdate(now))


def register() -> None:
    """Declare the steps of the agenda."""
    register_step("extend_agenda", _("Dates added to the calendar"), Every.DAY, extend_at)
    register_step("purge_registers", _("Registrations erased"), Every.DAY, purge_at)
