"""What the site needs in order to serve, each asked by itself.

The words say what is wrong and nothing of where: anybody may read them.
"""

import logging
import secrets
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from centre.ticking.state import LATE_AFTER, is_silent, last_seen

logger = logging.getLogger(__name__)

# A page cache that keeps this and gives it back keeps pages; asked anew once it has run out.
PROBE = "readyz"
PROBE_SECONDS = 60


class Failed(Exception):
    """A check failed; its text is a neutral word."""


def database() -> str:
    """Ask the database for nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "answers"


def page_cache() -> str:
    """Ask the cache of pages for what was put there."""
    if not settings.PAGE_CACHE:
        return "off"
    cache = caches["pages"]
    if cache.get(PROBE) is None:
        cache.set(PROBE, True, PROBE_SECONDS)
        if cache.get(PROBE) is None:
            raise Failed("silent")
    return "keeps"


def storage() -> str:
    """Write a file where uploads go, and delete it."""
    name = default_storage.save(f"readyz-{secrets.token_hex(8)}", ContentFile(b"ok"))
    default_storage.delete(name)
    return "writable"


def migrations() -> str:
    """Compare the migrations of the code with those that the database had."""
    if missing_migrations():
        raise Failed("missing")
    return "applied"


def missing_migrations() -> set[tuple[str, str]]:
    """Return the migrations of the code that the database did not have, by app and name."""
    return _written() - MigrationRecorder(connection).applied_migrations().keys()


def _written() -> set[tuple[str, str]]:
    """Return the migrations of the code by their names: reading them would cost 10 MB."""
    found = set()
    for app in apps.get_app_configs():
        module, _is_explicit = MigrationLoader.migrations_module(app.label)
        try:
            path = import_module(module).__path__
        except ModuleNotFoundError:  # an app without a database
            continue
        names = (info.name for info in iter_modules(path) if info.name[0] not in "_~")
        found |= {(app.label, name) for name in names}
    return found


def tick() -> str:
    """Ask when somebody was last at the scheduled work."""
    seen_at = last_seen()
    if is_silent(seen_at, timezone.now(), LATE_AFTER):
        raise Failed("late" if seen_at else "never")
    return "on time" if seen_at else "none"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "cache": page_cache,
    "storage": storage,
    "migrations": migrations,
    "tick": tick,
}


def readiness() -> dict[str, dict[str, str]]:
    """Return the result of each check, "ok" or "failed", and a word on it."""
    return {name: _asked(name, check) for name, check in CHECKS.items()}


def _asked(name: str, check: Callable[[], str]) -> dict[str, str]:
    try:
        return {"result": "ok", "word": check()}
    except Failed as failed:
        return {"result": "failed", "word": str(failed)}
    except Exception as problem:
        logger.warning("check=%s error=%s", name, type(problem).__name__)
        return {"result": "failed", "word": "unavailable"}
