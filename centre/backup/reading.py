"""A backup is judged before anything is taken from it."""

import io
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from centre import __version__
from centre.archives import (
    MANIFEST,
    OWNER_ONLY,
    Fingerprint,
    Refused,
    chunks,
    is_plain,
    unreadable,
)
from centre.backup.manifest import MEDIA, Manifest, read_manifest
from centre.backup.plain import is_stamped
from centre.backup.sealed import CHUNK, Unsealing, damaged, is_sealed

# As uploads are stored: the web server reads them.
SERVED = 0o644
LARGEST_MANIFEST = 256 * 1024 * 1024
# Called with the number of files that are done, and of all.
Show = Callable[[int, int], None]


class Backup:
    """A backup whose manifest is believed: its members are still to be compared with it."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, aside: Executor):
        self._zip, self.manifest, self._aside = archive, manifest, aside

    def check(self, show: Show) -> None:
        """Read every member to its end. Raises ``Refused`` for one that is not as it was."""
        self._each(show, lambda _name, _chunks: sum(len(chunk) for chunk in _chunks))

    def unpack(self, copy: Path, folder: Path, show: Show) -> None:
        """Write the database to the file ``copy`` and the media below ``folder``.

        Each is compared with the manifest meanwhile. Raises ``Refused``.
        """
        if self.manifest.size() > shutil.disk_usage(folder).free:
            raise no_room(folder)

        def take(name: str, found: Iterator[bytes]) -> None:
            if name == self.manifest.database:
                write_file(copy, found, OWNER_ONLY)
            else:
                write_file(folder / name.removeprefix(MEDIA), found, SERVED)

        self._each(show, take)

    def check_database(self) -> None:
        """Read the database to its end, and no media. Raises ``Refused``."""
        for _chunk in self._chunks(self.manifest.database):
            pass

    def _each(self, show: Show, take: Callable[[str, Iterator[bytes]], object]) -> None:
        names = list(self.manifest.members)
        for number, name in enumerate(names, start=1):
            take(name, self._chunks(name))
            show(number, len(names))

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a member; the last step refuses one that was changed."""
        found = Fingerprint(self._aside)
        try:
            with self._zip.open(name) as member:
                for chunk in chunks(member, name):
                    found.take(chunk)
                    yield chunk
        except (zipfile.BadZipFile, EOFError, RuntimeError, zlib.error) as error:
            raise damaged() from error
        if found.hex() != self.manifest.members[name]["sha256"]:
            raise damaged()


@contextmanager
def open_backup(path: Path, key: str) -> Iterator[Backup]:
    """Give the backup in the file ``path``. Raises ``Refused`` for anything else."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise unreadable(path, error) from error
        try:
            backup = _judged(stack, file, key)
        except Refused:
            raise
        except Exception as error:
            # A damaged zip raises whatever its reader stumbles over.
            raise damaged() from error
        yield backup


def write_file(path: Path, found: Iterator[bytes], mode: int) -> None:
    """Write the file ``path``, which does not exist, and the folders it stands in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(OWNER_ONLY, exist_ok=False)
        with path.open("wb") as target:
            for chunk in found:
                target.write(chunk)
        path.chmod(mode)
    except OSError as error:
        raise no_room(path.parent) from error


def no_room(folder: Path) -> Refused:
    """Return the refusal of a restore for which ``folder`` has no room."""
    return Refused(
        _("%(folder)s cannot take what the backup holds: make room or let it be written to.")
        % {"folder": folder}
    )


def _judged(stack: ExitStack, file, key: str) -> Backup:
    if is_sealed(file):
        if not key:
            raise Refused(_("This backup is encrypted: give its key in BACKUP_KEY."))
        whole = stack.enter_context(io.BufferedReader(Unsealing(file, key), CHUNK))
        archive = stack.enter_context(zipfile.ZipFile(whole))
    else:
        archive = stack.enter_context(_zip(file))
        if not is_stamped(file, archive.infolist()):
            raise damaged()
    if MANIFEST not in archive.namelist():
        raise _no_backup()
    entry = archive.getinfo(MANIFEST)
    if entry.file_size > LARGEST_MANIFEST:
        raise damaged()
    manifest = read_manifest(archive.read(entry), __version__)
    _check_entries(archive.infolist(), manifest)
    return Backup(archive, manifest, stack.enter_context(ThreadPoolExecutor(1)))


def _zip(file) -> zipfile.ZipFile:
    file.seek(0)
    if file.read(2) != b"PK":
        raise _no_backup()
    return zipfile.ZipFile(file)


def _no_backup() -> Refused:
    return Refused(_("This file is no backup of the site, or its start is damaged."))


def _check_entries(entries: list[zipfile.ZipInfo], manifest: Manifest) -> None:
    """Refuse a zip that holds anything but what its manifest says, each once and in its place."""
    names = [entry.filename for entry in entries]
    for entry in entries:
        if not is_plain(entry):
            raise Refused(
                _("The backup holds “%(name)s”, which no backup of ours does: nothing was done.")
                % {"name": entry.filename[:80]}
            )
    if sorted(names) != sorted([MANIFEST, *manifest.members]):
        raise damaged()
    for entry in entries:
        own = entry.filename in (MANIFEST, manifest.database)
        if not own and not entry.filename.startswith(MEDIA):
            raise damaged()
        if not own and entry.file_size != manifest.members[entry.filename]["size"]:
            raise damaged()
