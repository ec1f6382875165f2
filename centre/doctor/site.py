"""Settings, database and cache of the site itself."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.core.checks import ERROR, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from centre import __version__
from centre.doctor.registry import Finding, bad, good, look
from centre.models import TickStep
from centre.ticking.state import STOPPED_AFTER, is_silent, last_seen


def debug(now: datetime) -> Finding:
    """Say whether a visitor would be shown the inside of the site."""
    if settings.DEBUG:
        return bad(
            _("DEBUG is on: a fault shows visitors the inside of the site"),
            _("Set DJANGO_SETTINGS_MODULE=centre.settings.production."),
        )
    return good(_("DEBUG is off"))


def required_settings(now: datetime) -> Finding:
    """Say what ``check --deploy`` says, by its numbers: messages may quote a setting."""
    said_all = run_checks(include_deployment_checks=True)
    found = [one for one in said_all if not one.is_silenced()]
    if not found:
        return good(_("manage.py check --deploy finds nothing"))
    said = _("manage.py check --deploy says: %(ids)s") % {
        "ids": ", ".join(sorted({str(one.id) for one in found}))
    }
    to_do = _("Read it, and correct what it names: sudo deploy/manage.sh check --deploy")
    return bad(said, to_do) if any(one.level >= ERROR for one in found) else look(said, to_do)


def migrations(now: datetime) -> Finding:
    """Say whether database and code are of the same version."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return bad(
            _("the database does not answer"),
            _("Check DATABASE_URL; with PostgreSQL: sudo systemctl status postgresql"),
        )
    loader = executor.loader
    left = executor.migration_plan(loader.graph.leaf_nodes())
    if left:
        return bad(
            _("the database is older than the code: %(count)s migrations") % {"count": len(left)},
            _("Run: sudo deploy/install.sh"),
        )
    ours = {app for app, _name in loader.disk_migrations}
    if any(
        app in ours for app, _name in set(loader.applied_migrations) - set(loader.disk_migrations)
    ):
        return bad(
            _("the database is newer than the code"),
            _("Install the version of the site that was last running."),
        )
    return good(f"{_('database and code are of the same version')} ({__version__})")


def cache(now: datetime) -> Finding:
    """Keep something in each cache and ask for it."""
    word = uuid4().hex
    for alias in caches:
        caches[alias].set("doctor", word, 60)
        if caches[alias].get("doctor") != word:
            return bad(
                _("the cache “%(alias)s” keeps nothing: each page is computed at each visit")
                % {"alias": alias},
                _("Check REDIS_URL; sudo systemctl status redis-server"),
            )
    return good(_("the cache answers"))


def scheduled_work(now: datetime) -> Finding:
    """Say whether the timer goes on, and which step fails."""
    seen_at = last_seen()
    if is_silent(seen_at, now, STOPPED_AFTER):
        return bad(
            _("the scheduled work has stopped"),
            _("Start: sudo systemctl start centre-tick.timer; sudo deploy/manage.sh tick --list"),
        )
    failed = TickStep.objects.exclude(error="").order_by("name").values_list("name", flat=True)
    if failed:
        return bad(
            _("scheduled work that failed: %(names)s") % {"names": ", ".join(failed)},
            _("Read why: sudo deploy/manage.sh tick --list"),
        )
    return good(_("the scheduled work is done") if seen_at else _("no timer here, none expected"))
