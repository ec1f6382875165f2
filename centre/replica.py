"""Reading that may lag, from a copy of the database that follows it (docs/decisions/0022).

Only a view that says so reads there: the reports of staff, which nobody changes and reads in one
breath. Public pages never do: what was read a second too late would be kept as the new version.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

logger = logging.getLogger(__name__)

REPLICA = "replica"
MOST_SECONDS = 10
# So long nobody asks a replica that does not answer or lags.
PAUSE_SECONDS = 10
# Who she is and what she may do is never read late.
PRESENT = {"auth", "axes", "otp_static", "otp_totp", "sessions"}
PRESENT_MODELS = {
    settings.AUTH_USER_MODEL,
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupCollectionPermission",
}
# Its copy stands still unless something sends to it; then nothing sent is left to be applied, or
# it is as late as the last transaction that was.
LAG = """
SELECT CASE
  WHEN NOT pg_is_in_recovery() THEN 0
  WHEN NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN NULL
  WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
  ELSE EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp())
END
"""

_lagging: ContextVar[bool] = ContextVar("lagging", default=False)
_asked_again_at = 0.0


class ReplicaRouter:
    """Reads from the replica inside ``may_lag`` alone; everything is written to the primary."""

    def db_for_read(self, model, **hints):
        """Return where to read rows of ``model``."""
        return REPLICA if _lagging.get() and not _is_present(model) else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        """Return the primary, also for what was read from the replica."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        """Allow every relation: both are the same database."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """Migrate the primary alone: the replica follows."""
        return db == DEFAULT_DB_ALIAS


def may_lag(view: Callable) -> Callable:
    """Let ``view`` read up to ``MOST_SECONDS`` late; from the primary where the replica cannot."""

    @wraps(view)
    def lagging(request, *args, **kwargs):
        if request.method != "GET" or not is_fresh():
            return view(request, *args, **kwargs)
        try:
            with _reading_late():
                response = view(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response
        except DatabaseError as error:
            _pause(error)
            return view(request, *args, **kwargs)

    return lagging


def is_fresh() -> bool:
    """Return whether there is a replica, and it answers and lags little."""
    if REPLICA not in settings.DATABASES or time.monotonic() < _asked_again_at:
        return False
    try:
        lag = lag_seconds()
    except DatabaseError as error:
        _pause(error)
        return False
    if lag is None or lag > MOST_SECONDS:
        _pause(None)
        return False
    return True


def lag_seconds() -> float | None:
    """Return how late the replica is, ``None`` when nothing is sent to it.

    Raises ``DatabaseError``.
    """
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(LAG)
        (found,) = cursor.fetchone()
    return None if found is None else float(found)


def _is_present(model) -> bool:
    return model._meta.app_label in PRESENT or model._meta.label in PRESENT_MODELS


@contextmanager
def _reading_late() -> Iterator[None]:
    token = _lagging.set(True)
    try:
        yield
    finally:
        _lagging.reset(token)


def _pause(error: Exception | None) -> None:
    global _asked_again_at
    _asked_again_at = time.monotonic() + PAUSE_SECONDS
    logger.warning("The replica is not read: %s", type(error).__name__ if error else "it lags")
