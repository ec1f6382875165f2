"""Make a backup while the site runs: the database as it stands at one moment, then the files."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from centre import __version__
from centre.archives import (
    Refused,
    ZipWriter,
    is_plain_name,
    new_file,
    unreadable,
    unwritable,
)
from centre.backup.databases import database
from centre.backup.folder import Folder
from centre.backup.manifest import FORMAT, MEDIA, Manifest
from centre.backup.media import PACKED, files
from centre.backup.plain import PLACE, stamp
from centre.backup.reading import Show
from centre.backup.sealed import Sealing
from centre.backup.turns import one_at_a_time

# A key that is typed by hand and shorter than this is guessed.
SHORTEST_KEY = 20


@dataclass(frozen=True)
class Made:
    """A backup that was made, and those that were deleted for it."""

    path: Path
    manifest: Manifest
    deleted: list[Path]


def make_backup(folder: Folder, made_on: datetime, key: str, keep: int, show: Show) -> Made:
    """Write a backup to ``folder`` and delete those beyond ``keep``; sealed if there is a key.

    Raises ``Refused``, and then the folder is as it was.
    """
    if key and len(key) < SHORTEST_KEY:
        raise Refused(
            _("BACKUP_KEY is too short: %(least)s characters at least. Nothing was done.")
            % {"least": SHORTEST_KEY}
        )
    _make_folder(folder.path)
    with one_at_a_time() as scratch:
        folder.remove_halves()
        path = folder.name(made_on, sealed=bool(key))
        manifest = _write(path, scratch, made_on, key, show)
        return Made(path, manifest, folder.rotate(keep, path))


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def _write(path: Path, scratch: Path, made_on: datetime, key: str, show: Show) -> Manifest:
    with new_file(path) as file:
        target = Sealing(file, key) if key else file
        with ZipWriter(target) as writer:
            manifest = _fill(writer, scratch, made_on, show)
            writer.finish(asdict(manifest), b"" if key else PLACE)
        if isinstance(target, Sealing):
            target.finish()
        else:
            stamp(file)
    return manifest


def _fill(writer: ZipWriter, scratch: Path, made_on: datetime, show: Show) -> Manifest:
    source = database()
    with source.snapshot(scratch) as (inventory, copy):
        writer.add_file(source.member, copy, source.packed)
    # Only now: a file that the database names was there before the row that names it.
    left_out = _add_media(writer, show)
    manifest = Manifest(
        format=FORMAT,
        template=__version__,
        made_on=made_on.astimezone(UTC).isoformat(timespec="seconds"),
        kind=source.kind,
        database=source.member,
        migrations=inventory.migrations,
        counts=inventory.counts,
        members=writer.members,
        left_out=left_out,
    )
    manifest.missing = sorted(inventory.files - set(manifest.media()))
    return manifest


def _add_media(writer: ZipWriter, show: Show) -> list[str]:
    """Add the files of the site; return the names of those that no archive may hold."""
    try:
        names, left_out = list(files()), []
    except OSError as error:
        raise unreadable(MEDIA, error) from error
    for number, name in enumerate(names, start=1):
        if not is_plain_name(name) or not name.isprintable():
            left_out.append(ascii(name))
        else:
            _add_one(writer, name)
        show(number, len(names))
    return left_out


def _add_one(writer: ZipWriter, name: str) -> None:
    """Add a file, unless somebody deleted it since the list was made."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(name, error) from error
    with file:
        packed = PurePosixPath(name).suffix.lower() in PACKED
        writer.add_file(f"{MEDIA}{name}", file, packed)
