"""Put a backup in the place of what is there: all or nothing, even when it is killed meanwhile.

First everything is unpacked and judged beside what is there. Then what is there is set aside, and
comes back when a step fails. A file says that a restore is under way: when this one is killed, the
next one finds it, and first puts back what had been set aside.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from centre.archives import Refused, sync_folder
from centre.backup.databases import Database, database
from centre.backup.manifest import Manifest, newer
from centre.backup.media import Media, media
from centre.backup.reading import Backup, Show, open_backup
from centre.backup.turns import one_at_a_time
from centre.cache.versions import ALL, bump
from centre.models import KeptMail
from centre.search.rebuild import rebuild

FLAG = "restore-under-way"


@dataclass(frozen=True)
class Place:
    """Where a backup goes."""

    database: Database
    media: Media

    @property
    def parts(self) -> tuple[Database, Media]:
        return self.database, self.media


def check(path: Path, key: str, show: Show) -> Manifest:
    """Read the backup ``path`` to its end and return what it says. Raises ``Refused``."""
    with open_backup(path, key) as backup:
        backup.check(show)
        return backup.manifest


def restore(path: Path, key: str, replace: bool, show: Show) -> Manifest:
    """Put the backup ``path`` in place, and return what it says. ``replace``: of what is there.

    Raises ``Refused``, and then everything is as it was.
    """
    place = Place(database(), media())
    with one_at_a_time() as scratch:
        put_back_what_was_left(place)
        with open_backup(path, key) as backup:
            _judge(backup.manifest, place, replace)
            # Never among what is served.
            copy = scratch / backup.manifest.database
            folder = _unpacked(backup, place, copy, show)
            with _set_aside(place):
                _load(backup.manifest, place, copy, folder)
            return backup.manifest


def is_under_way() -> bool:
    """Return whether a restore is under way, or was killed."""
    return _flag().exists()


def put_back_what_was_left(place: Place) -> None:
    """Undo a restore that was killed; finish one that was killed when it was done."""
    flag = _flag()
    for part in place.parts:
        if flag.exists():
            part.put_back()
        else:
            part.forget()
    flag.unlink(missing_ok=True)


def _flag() -> Path:
    return Path(settings.VAR_DIR) / FLAG


def _judge(manifest: Manifest, place: Place, replace: bool) -> None:
    """Refuse what does not fit this install, before anything is unpacked."""
    if manifest.kind != place.database.kind:
        raise Refused(
            _("The backup is of %(kind)s, and this site runs on %(here)s: change DATABASE_URL.")
            % {"kind": manifest.kind, "here": place.database.kind}
        )
    known = _migrations()
    ours = {one.partition(".")[0] for one in known}
    if any(one.partition(".")[0] in ours for one in set(manifest.migrations) - known):
        raise newer(manifest.template)
    if not replace and not (place.database.is_bare() and place.media.is_bare()):
        raise Refused(
            _(
                "This site is not empty: nothing was done. To put the backup in place of what is "
                "there: --replace."
            )
        )


def _unpacked(backup: Backup, place: Place, copy: Path, show: Show) -> Path:
    """Unpack the backup, judge all of it, and return the folder where its media are."""
    folder = place.media.staging()
    try:
        backup.unpack(copy, folder, show)
        place.database.check(copy, backup.manifest)
    except BaseException:
        place.media.forget()
        raise
    return folder


@contextmanager
def _set_aside(place: Place) -> Iterator[None]:
    """Leave nothing where the backup goes; what was there comes back when the block fails."""
    _flag().touch()
    sync_folder(_flag().parent)
    try:
        for part in place.parts:
            part.set_aside()
        yield
    except BaseException:
        for part in place.parts:
            part.put_back()
        _flag().unlink()
        raise
    os.sync()
    # From here on the backup is what there is.
    _flag().unlink()
    for part in place.parts:
        part.forget()


def _migrations() -> set[str]:
    """Return the migrations of this install, as "app.name"."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _load(manifest: Manifest, place: Place, copy: Path, folder: Path) -> None:
    place.database.load(copy)
    place.media.load(folder)
    found = place.database.inventory().counts
    if found != manifest.counts:
        raise Refused(
            _("The restored database has not the rows of the backup (%(tables)s): put back.")
            % {"tables": ", ".join(_different(found, manifest.counts))[:200]}
        )
    call_command("migrate", verbosity=0, interactive=False)
    _renew(migrated=not _migrations() <= set(manifest.migrations))


def _different(found: dict[str, int], said: dict[str, int]) -> list[str]:
    return sorted(name for name in found | said if found.get(name) != said.get(name))


def _renew(migrated: bool) -> None:
    """Make again what is derived, and forget what was remembered of another database."""
    ContentType.objects.clear_cache()
    for cache in caches.all():
        cache.clear()
    # A session that was ended since must not come back.
    Session.objects.all().delete()
    # Nor a mail that has left since.
    KeptMail.objects.all().delete()
    if migrated:
        rebuild(None, lambda _label, _done: None)
    bump(ALL)
