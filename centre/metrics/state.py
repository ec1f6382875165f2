"""How the site is at the moment it is asked, by what the health page and the doctor ask."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily

from centre import replica
from centre.backup.folder import own_folder
from centre.health.checks import missing_migrations
from centre.health.views import recent
from centre.mail.keeping import waiting
from centre.models import KeptMail, TickStep
from centre.ticking.state import last_seen

logger = logging.getLogger(__name__)


def tick_seen() -> float | None:
    """Return when somebody was last at the scheduled work, in seconds since 1970."""
    return _seconds(last_seen())


def last_backup() -> float | None:
    """Return when the last backup in the folder was made, unopened, in seconds since 1970."""
    made = own_folder().backups()
    return _seconds(made[0][0]) if made else None


def replica_lag() -> float | None:
    """Return by how many seconds the copy of the database follows, where there is one."""
    return replica.lag_seconds() if replica.REPLICA in settings.DATABASES else None


MEASURES: dict[str, tuple[str, Callable[[], float | None]]] = {
    "centre_tick_seen_timestamp_seconds": ("Last time of the scheduled work.", tick_seen),
    "centre_tick_steps_failed": (
        "Steps of the scheduled work that failed the last time.",
        lambda: TickStep.objects.exclude(error="").count(),
    ),
    "centre_backup_timestamp_seconds": ("Time of the last backup.", last_backup),
    "centre_mails_waiting": ("Mails that wait for the mail server.", lambda: waiting().count()),
    "centre_mails_given_up": (
        "Mails given up in the last 30 days.",
        lambda: KeptMail.objects.exclude(given_up_at=None).count(),
    ),
    "centre_migrations_missing": (
        "Migrations of the code that the database did not have.",
        lambda: len(missing_migrations()),
    ),
    "centre_replica_lag_seconds": ("How late the copy of the database is.", replica_lag),
}


class StateCollector:
    """Asks everything anew; what cannot be asked is left out, and the rest is told."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the checks of the health page, then each measure that there is."""
        checks = GaugeMetricFamily("centre_check_ok", "1: in order, 0: not.", labels=["check"])
        for name, found in recent().items():
            checks.add_metric([name], found["result"] == "ok")
        yield checks
        for name, (said, measure) in MEASURES.items():
            value = _asked(name, measure)
            if value is not None:
                yield GaugeMetricFamily(name, said, value=value)


def _asked(name: str, measure: Callable[[], float | None]) -> float | None:
    try:
        return measure()
    except (DatabaseError, OSError) as problem:
        logger.warning("measure=%s error=%s", name, type(problem).__name__)
        return None


def _seconds(moment: dt.datetime | None) -> float | None:
    return moment.timestamp() if moment else None
