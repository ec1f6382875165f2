"""The file of a commune: a zip whose manifest tells what every other member must be.

Pure: no database, no request. An archive comes from elsewhere, so nothing in it is believed before
it was measured: names, sizes, compression, fingerprints.
"""

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from communes.transfer.refusal import Refused

FORMAT = 1
MANIFEST = "manifest.json"
# The day from which zip counts: the same content then gives the same member.
EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 1024 * 1024
MOST_MEMBERS = 100_000
LARGEST_TEXT = 16 * 1024 * 1024
LARGEST_TOTAL = 16 * 1024**3
# JSON packs to a tenth; a thousand times is made to hurt.
STEEPEST = 200
ENCRYPTED = 0x1
# Nobody but the owner: an archive holds what is not public.
OWNER_ONLY = 0o600


@dataclass
class Manifest:
    """What an archive says of itself. ``members``: size and SHA-256 of each, by name."""

    format: int
    template: str
    commune: str
    branch: str
    made_on: str
    with_register: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)


def pack(content: Any) -> bytes:
    """Return ``content`` as JSON that is always written the same."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(content: Any) -> str:
    """Return the fingerprint of ``content``, that of its member in an archive."""
    return sha256(pack(content)).hexdigest()


class Writer:
    """Writes an archive to ``path``, which must not exist; nothing is left of one not finished."""

    def __init__(self, path: Path):
        self.path = path
        self.members: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> "Writer":
        try:
            handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        except FileExistsError as error:
            raise Refused(
                _("%(path)s exists already: choose another name.") % {"path": self.path}
            ) from error
        except OSError as error:
            raise Refused(
                _("%(path)s cannot be written: %(reason)s.")
                % {"path": self.path, "reason": error.strerror}
            ) from error
        self._file = os.fdopen(handle, "wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        with suppress(ValueError):
            self._zip.close()
        self._file.close()
        if kind is not None:
            self.path.unlink(missing_ok=True)

    def add(self, name: str, content: Any) -> None:
        """Write the member ``name`` as JSON."""
        packed = pack(content)
        self._zip.writestr(_member(name), packed)
        self._note(name, len(packed), sha256(packed).hexdigest())

    def add_file(self, name: str, file: BinaryIO) -> tuple[int, str]:
        """Write the member ``name`` from a file; return its size and fingerprint."""
        size, found = 0, sha256()
        with self._zip.open(_member(name), "w", force_zip64=True) as target:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                found.update(chunk)
                target.write(chunk)
        self._note(name, size, found.hexdigest())
        return size, found.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, which nothing may follow."""
        manifest.members = self.members
        self._zip.writestr(_member(MANIFEST), pack(asdict(manifest)))

    def _note(self, name: str, size: int, found: str) -> None:
        self.members[name] = {"size": size, "sha256": found}


class Archive:
    """An archive that was judged: its members are those of its manifest, byte for byte."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest):
        self._zip, self.manifest = file, manifest

    def names(self, folder: str) -> list[str]:
        """Return the members below ``folder``, sorted."""
        return sorted(name for name in self.manifest.members if name.startswith(folder))

    def read(self, name: str) -> Any:
        """Return the JSON of the member ``name``. Raises ``Refused``."""
        if name not in self.manifest.members:
            raise Refused(_("The archive lacks “%(name)s”.") % {"name": name})
        return _json(self._zip, self._zip.getinfo(name))

    def open(self, name: str):
        """Return the member ``name`` as a file. Raises ``Refused``."""
        if name not in self.manifest.members:
            raise Refused(_("The archive lacks “%(name)s”.") % {"name": name})
        return self._zip.open(name)


def open_archive(path: Path) -> Archive:
    """Return the archive in the file ``path`` once it is judged. Raises ``Refused``."""
    try:
        file = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise Refused(
            _("%(path)s is missing, cut short or no archive: copy it again.") % {"path": path}
        ) from error
    try:
        _check_entries(file.infolist())
        manifest = _manifest(file)
        _check_members(file, manifest)
    except Refused:
        file.close()
        raise
    except Exception as error:
        # Damaged members raise what each decompressor raises.
        file.close()
        raise _damaged() from error
    return Archive(file, manifest)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | OWNER_ONLY) << 16
    return info


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the archive declares, before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if len(names) != len(set(names)):
        raise _damaged()
    total = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > CHUNK and entry.file_size > STEEPEST * entry.compress_size
        for entry in entries
    )
    if len(entries) > MOST_MEMBERS or total > LARGEST_TOTAL or steep:
        raise Refused(_("This archive would unpack to an excessive size: it is not imported."))
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or not _is_plain(entry):
            raise Refused(
                _("The archive holds “%(name)s”, which no export writes: it is not imported.")
                % {"name": entry.filename[:80]}
            )


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a file below the archive, and nothing else."""
    # A name as the file has it: ``zipfile`` cuts at a NUL and turns separators.
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        bool(parts)
        and name == "/".join(parts)
        and not name.startswith("/")
        and not any(part in ("..", ".") for part in parts)
        and not set(name) & set("\\:\0")
        and kind in (0, stat.S_IFREG)
    )


def _manifest(file: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in file.namelist():
        raise Refused(_("This file is not the archive of a commune."))
    told = _json(file, file.getinfo(MANIFEST))
    if not isinstance(told, dict) or not isinstance(told.get("format"), int):
        raise _damaged()
    if told["format"] > FORMAT:
        raise Refused(
            _(
                "This archive was made by a newer version of the template (%(template)s): upgrade "
                "this install first."
            )
            % {"template": str(told.get("template", ""))[:20]}
        )
    known = {one.name for one in fields(Manifest)}
    return Manifest(**{name: value for name, value in told.items() if name in known})


def _check_members(file: zipfile.ZipFile, manifest: Manifest) -> None:
    """Refuse an archive that does not hold exactly what its manifest says."""
    if set(file.namelist()) != {MANIFEST, *manifest.members}:
        raise _damaged()
    for name, said in manifest.members.items():
        found = sha256()
        for chunk in _chunks(file, file.getinfo(name)):
            found.update(chunk)
        if found.hexdigest() != said["sha256"]:
            raise Refused(
                _("“%(name)s” is not what was exported: the archive was changed or damaged.")
                % {"name": name[:80]}
            )


def _chunks(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of an entry; the size it declares binds."""
    with file.open(entry) as member:
        while chunk := member.read(CHUNK):
            yield chunk


def _json(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Any:
    if entry.file_size > LARGEST_TEXT:
        raise _damaged()
    try:
        return json.loads(file.read(entry))
    except (ValueError, RecursionError) as error:
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused(_("The archive is cut short or damaged: copy it again."))
