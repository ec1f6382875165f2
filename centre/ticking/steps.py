"""What the ground floor has to do from time to time."""

import datetime as dt

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centre.counts import purge
from centre.mail.keeping import send_kept
from centre.search.drift import repair
from centre.staff.access.journal import purge_journal
from centre.staff.reminders import remind
from centre.ticking.clocks import hours_ahead
from centre.ticking.periods import Every
from centre.ticking.publishing import publish_scheduled
from centre.ticking.registry import StepFailed, register_step
from centre.uploads.storage import sweep


def publish_in_time(now: dt.datetime) -> int:
    """Publish and withdraw what is due, unless the clock has just jumped."""
    if hours := hours_ahead(now):
        said = gettext(
            "the clock jumped by %(hours)s hours: if it is right, run manage.py publish_scheduled"
        )
        raise StepFailed(said % {"hours": hours})
    return publish_scheduled(now)


def purge_counts(now: dt.datetime) -> int:
    """Delete the counts of visits whose time is over."""
    return purge(timezone.localdate(now))


def purge_attempts(now: dt.datetime) -> int:
    """Delete the tries at the login page that lock nobody out any more.

    The database keeps them with the account and the IP address.
    """
    old = AccessAttempt.objects.filter(attempt_time__lt=now - get_cool_off())
    return old.delete()[0]


def purge_sessions(now: dt.datetime) -> None:
    """Delete the visits of staff that are over."""
    call_command("clearsessions", verbosity=0)


def repair_search(now: dt.datetime) -> int:
    """Bring the index of the search back to what the public can read."""
    return repair()


def register() -> None:
    """Declare the steps of the ground floor."""
    register_step("publish_scheduled", _("Published or withdrawn"), Every.TICK, publish_in_time)
    register_step("send_kept_mails", _("Kept mails sent"), Every.TICK, send_kept)
    register_step("purge_counts", _("Counts erased"), Every.DAY, purge_counts)
    register_step("purge_journal", _("Lines of the journal erased"), Every.DAY, purge_journal)
    register_step("purge_attempts", _("Wrong tries to enter erased"), Every.DAY, purge_attempts)
    register_step("purge_sessions", _("Finished visits of staff erased"), Every.DAY, purge_sessions)
    register_step("sweep_unfinished", _("Files left half written erased"), Every.DAY, sweep)
    register_step("repair_search", _("Search entries repaired"), Every.DAY, repair_search)
    register_step("review_reminders", _("Reminders sent"), Every.WEEK, remind)
