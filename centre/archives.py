"""Zips that say what is in them: a manifest with the size and the SHA-256 of every other member.

Pure: no database, no request. A commune that travels is one, a backup is another.
"""

import errno
import json
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol

from django.utils.translation import gettext as _

MANIFEST = "manifest.json"
# The day from which zip counts: the same content then gives the same member.
EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 1024 * 1024
# Below this, telling another thread costs more than it spares.
ASIDE = 64 * 1024
# Nobody but the owner: an archive holds what is not public.
OWNER_ONLY = 0o600
# The end of the name of a file that is not whole yet.
PART = ".part"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Refused(Exception):
    """Nothing was changed; the text says why, for who typed the command."""


class Source(Protocol):
    """What a member is read from."""

    def read(self, size: int, /) -> bytes: ...


class Target(Protocol):
    """What an archive is written to; it need not be able to go back."""

    def write(self, data: bytes, /) -> int: ...


def pack(content: Any) -> bytes:
    """Return ``content`` as JSON that is always written the same."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(content: Any) -> str:
    """Return the fingerprint of ``content``, that of its member in an archive."""
    return sha256(pack(content)).hexdigest()


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which takes the name ``path`` once it is whole and on the disk.

    Nothing is left of one not finished, whatever stopped it; a process that is killed leaves a
    hidden file beside, whose name ends with ``PART``. Raises ``Refused``.
    """
    if path.exists():
        raise Refused(_("%(path)s exists already: choose another name.") % {"path": path})
    part = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART, dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(handle)
        part.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the disk, where the file system knows how to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Fingerprint:
    """The SHA-256 of chunks, found by another core while who gave them writes them.

    ``aside``: a pool of one thread, so that each chunk has its turn.
    """

    def __init__(self, aside: Executor):
        self._found, self._aside = sha256(), aside
        self._under_way: Future[None] | None = None

    def take(self, chunk: bytes) -> None:
        """Add ``chunk``; the one before it is done by then, so that few wait in memory."""
        self._wait()
        if len(chunk) < ASIDE:
            self._found.update(chunk)
        else:
            self._under_way = self._aside.submit(self._found.update, chunk)

    def hex(self) -> str:
        """Return the fingerprint of all that was taken."""
        self._wait()
        return self._found.hexdigest()

    def _wait(self) -> None:
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None


class ZipWriter:
    """Writes an archive to ``target``; ``members``: size and SHA-256 of each, by name."""

    def __init__(self, target: Target):
        self.members: dict[str, dict[str, Any]] = {}
        self._aside = ThreadPoolExecutor(1)
        # What can be written to is all that a zip needs, whatever its types say.
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]

    def __enter__(self) -> "ZipWriter":
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        self._aside.shutdown()
        if kind is None:
            self._zip.close()
            return
        with suppress(ValueError, OSError):
            self._zip.close()

    def add(self, name: str, content: Any) -> None:
        """Write the member ``name`` as JSON."""
        packed = pack(content)
        self._zip.writestr(_member(name), packed)
        self._note(name, len(packed), sha256(packed).hexdigest())

    def add_file(self, name: str, file: Source, packed: bool = True) -> tuple[int, str]:
        """Write the member ``name`` from a file; return its size and fingerprint.

        Raises ``Refused`` when the file cannot be read to its end.
        """
        size, found = 0, Fingerprint(self._aside)
        with self._zip.open(_member(name, packed), "w", force_zip64=True) as target:
            for chunk in chunks(file, name):
                size += len(chunk)
                found.take(chunk)
                target.write(chunk)
        self._note(name, size, found.hex())
        return size, found.hex()

    def finish(self, manifest: dict[str, Any], comment: bytes = b"") -> None:
        """Write the manifest, which nothing may follow; ``comment`` ends the file."""
        self._zip.writestr(_member(MANIFEST), pack(manifest))
        self._zip.comment = comment

    def _note(self, name: str, size: int, found: str) -> None:
        self.members[name] = {"size": size, "sha256": found}


def chunks(file: Source, name: str) -> Iterator[bytes]:
    """Yield what ``file`` holds. Raises ``Refused``, with its ``name``, when the disk fails."""
    while True:
        try:
            chunk = file.read(CHUNK)
        except OSError as error:
            raise unreadable(name, error) from error
        if not chunk:
            return
        yield chunk


def is_plain(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a file below the archive, and nothing else."""
    # A name as the file has it: ``zipfile`` cuts at a NUL and turns separators.
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return is_plain_name(entry.orig_filename) and kind in (0, stat.S_IFREG)


def is_plain_name(name: str) -> bool:
    """Return whether ``name`` leads to a file below a folder, on any system."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name == "/".join(parts)
        and not name.startswith("/")
        and not any(part in ("..", ".") for part in parts)
        and not set(name) & set("\\:\0")
    )


def changed_member(file: zipfile.ZipFile, members: dict[str, dict[str, Any]]) -> str | None:
    """Return the first of ``members`` that is not what the manifest says, or ``None``.

    A damaged member raises what its decompressor raises.
    """
    for name, said in members.items():
        found = sha256()
        # The size that an entry declares binds.
        with file.open(file.getinfo(name)) as member:
            for chunk in chunks(member, name):
                found.update(chunk)
        if found.hexdigest() != said["sha256"]:
            return name
    return None


def _member(name: str, packed: bool = True) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.external_attr = (stat.S_IFREG | OWNER_ONLY) << 16
    return info


def unreadable(name: object, error: OSError) -> Refused:
    """Return the refusal of a file that the disk or its owner does not give."""
    return Refused(
        _("“%(name)s” cannot be read: %(reason)s.")
        % {"name": name, "reason": error.strerror or error}
    )


def unwritable(path: Path, error: OSError) -> Refused:
    """Return the refusal of a file that cannot be written."""
    if error.errno in NO_ROOM:
        return Refused(
            _("The disk is full: nothing was kept of %(path)s. Make room, then start again.")
            % {"path": path}
        )
    return Refused(
        _("%(path)s cannot be written: %(reason)s.")
        % {"path": path, "reason": error.strerror or error}
    )
