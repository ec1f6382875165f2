"""The files of the site: pictures, documents, recordings, and the sizes made of them.

They never change once they are written, under names that are never given twice: copied after the
database, they are at least all those that it names.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.uploads.storage import UNFINISHED

ASIDE, TAKING, NEW = ".before-restore", ".before-restore.part", ".restoring"
OURS = {ASIDE, TAKING, NEW, UNFINISHED}
# Of the files of the site, those that gain by packing.
PACKED = {".csv", ".txt", ".svg", ".json"}


class Media(Protocol):
    """Where the files of the site are; as ``databases.Database`` says of the database."""

    def staging(self) -> Path:
        """Return an empty folder on the disk where the files are to go."""

    def is_bare(self) -> bool:
        """Return whether there is no file."""

    def set_aside(self) -> None:
        """Leave no file, and keep those there were."""

    def load(self, folder: Path) -> None:
        """Take the files below ``folder``. Raises ``Refused``."""

    def put_back(self) -> None:
        """Undo ``set_aside``, as far as it was done, and ``load``."""

    def forget(self) -> None:
        """Delete what was set aside."""


def files(storage: Storage = default_storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file below ``folder``, sorted."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}{name}"
    for name in sorted(folders):
        if folder or name not in OURS:
            yield from files(storage, f"{folder}{name}/")


def media(storage: Storage = default_storage) -> Media:
    """Return what replaces the files of ``storage``."""
    found = getattr(storage, "_wrapped", storage)
    if isinstance(found, FileSystemStorage):
        return FolderMedia(Path(found.location))
    return StoredMedia(storage)


class FolderMedia:
    """Files in a folder. What is in it is moved, not itself: it may be a disk of its own."""

    def __init__(self, root: Path):
        self._root = root

    def staging(self) -> Path:
        """Return the folder for new files, emptied."""
        shutil.rmtree(self._root / NEW, ignore_errors=True)
        (self._root / NEW).mkdir(parents=True)
        return self._root / NEW

    def is_bare(self) -> bool:
        """Return whether there is no file."""
        return not self._root.exists() or not any(
            names
            for folder, _folders, names in os.walk(self._root)
            if not OURS & set(Path(folder).relative_to(self._root).parts[:1])
        )

    def set_aside(self) -> None:
        """Move everything to a folder, which has its name once it holds all."""
        (self._root / TAKING).mkdir(parents=True)
        self._move(self._root, self._root / TAKING)
        (self._root / TAKING).rename(self._root / ASIDE)

    def load(self, folder: Path) -> None:
        """Move the files of ``folder`` to their place."""
        self._move(folder, self._root)

    def put_back(self) -> None:
        """Move what was set aside to its place again; may be stopped at any point and redone."""
        if (self._root / ASIDE).exists():
            for path in self._shown(self._root):
                _remove(path)
            (self._root / ASIDE).rename(self._root / TAKING)
        if (self._root / TAKING).exists():
            self._move(self._root / TAKING, self._root)
            (self._root / TAKING).rmdir()
        self.forget()

    def forget(self) -> None:
        """Delete what was set aside and what was not used."""
        for name in OURS:
            shutil.rmtree(self._root / name, ignore_errors=True)

    def _move(self, source: Path, target: Path) -> None:
        for path in self._shown(source):
            path.rename(target / path.name)

    def _shown(self, folder: Path) -> list[Path]:
        return [path for path in folder.iterdir() if path.name not in OURS]


class StoredMedia:
    """Files that another machine keeps: nothing can be set aside there, so it has to be empty."""

    def __init__(self, storage: Storage):
        self._storage, self._folder = storage, Path(settings.VAR_DIR) / NEW

    def staging(self) -> Path:
        """Return the folder for new files, emptied. Raises ``Refused`` unless there is no file."""
        if not self.is_bare():
            raise Refused(
                _("The storage of files is not empty: name an empty one. Nothing was done.")
            )
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        return self._folder

    def is_bare(self) -> bool:
        """Return whether there is no file."""
        return next(files(self._storage), None) is None

    def set_aside(self) -> None:
        """Do nothing: there is no file."""

    def load(self, folder: Path) -> None:
        """Store the files of ``folder`` under their names. Raises ``Refused``."""
        for name in _below(folder):
            with (folder / name).open("rb") as file:
                if self._storage.save(name, File(file)) != name:
                    raise Refused(_("The storage of files refuses “%(name)s”.") % {"name": name})

    def put_back(self) -> None:
        """Delete what was stored: there was nothing when it began."""
        for name in _below(self._folder):
            self._storage.delete(name)
        self.forget()

    def forget(self) -> None:
        """Delete the folder of new files."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _below(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
