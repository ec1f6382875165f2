"""The file of a commune: a zip whose manifest tells what every other member must be.

Pure: no database, no request. An archive comes from elsewhere, so nothing in it is believed before
it was measured: names, sizes, compression, fingerprints.
"""

import json
import zipfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from centre.archives import (
    CHUNK,
    MANIFEST,
    Refused,
    Source,
    ZipWriter,
    changed_member,
    is_plain,
    new_file,
)

FORMAT = 1
MOST_MEMBERS = 100_000
LARGEST_TEXT = 16 * 1024 * 1024
LARGEST_TOTAL = 16 * 1024**3
# JSON packs to a tenth; a thousand times is made to hurt.
STEEPEST = 200
ENCRYPTED = 0x1


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


class Writer:
    """Writes an archive to ``path``, which must not exist; nothing is left of one not finished."""

    def __init__(self, path: Path):
        self.path = path

    def __enter__(self) -> "Writer":
        with ExitStack() as stack:
            self._zip = stack.enter_context(ZipWriter(stack.enter_context(new_file(self.path))))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def add(self, name: str, content: Any) -> None:
        """Write the member ``name`` as JSON."""
        self._zip.add(name, content)

    def add_file(self, name: str, file: Source) -> tuple[int, str]:
        """Write the member ``name`` from a file; return its size and fingerprint."""
        return self._zip.add_file(name, file)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, which nothing may follow."""
        manifest.members = self._zip.members
        self._zip.finish(asdict(manifest))


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
        if entry.flag_bits & ENCRYPTED or not is_plain(entry):
            raise Refused(
                _("The archive holds “%(name)s”, which no export writes: it is not imported.")
                % {"name": entry.filename[:80]}
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
    changed = changed_member(file, manifest.members)
    if changed is not None:
        raise Refused(
            _("“%(name)s” is not what was exported: the archive was changed or damaged.")
            % {"name": changed[:80]}
        )


def _json(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Any:
    if entry.file_size > LARGEST_TEXT:
        raise _damaged()
    try:
        return json.loads(file.read(entry))
    except (ValueError, RecursionError) as error:
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused(_("The archive is cut short or damaged: copy it again."))
