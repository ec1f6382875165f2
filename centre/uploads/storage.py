"""Files of the site on the disk of the machine: each of them whole, or not there.

A file is written beside the others, in ``UNFINISHED``, and gets its name in one step of the file
system once the disk has all of it. Whoever reads finds no half of one, also when the process that
wrote is killed or the disk is full. What a killed process leaves is swept by the scheduled work.
"""

import datetime as dt
import errno
import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.db import transaction

from centre.whole import open_change, undo_if_lost

UNFINISHED = ".unfinished"
# A file that is just being made has no lock yet.
NEW_FOR = dt.timedelta(hours=1)
# A share of another system may know no second name of a file.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


class WholeFileStorage(FileSystemStorage):
    """A folder whose files are whole. Inside ``whole()`` they come and go with the change."""

    def _save(self, name, content):
        """Store ``content`` under ``name`` or the next free one, which is returned."""
        self._make_folder(Path(self.path(name)).parent)
        with self._written(content) as path:
            name = self._placed(path, name)
        keep_on_disk(Path(self.path(name)).parent)
        undo_if_lost(partial(super().delete, name))
        return name

    def delete(self, name):
        """Delete the file; inside ``whole()`` once the change is stored."""
        if open_change() is None:
            super().delete(name)
        else:
            transaction.on_commit(partial(super().delete, name))

    @contextmanager
    def _written(self, content) -> Iterator[Path]:
        """Write ``content`` whole to the disk, under a name that nobody reads."""
        path = unfinished(Path(self.location)) / uuid.uuid4().hex
        try:
            with path.open("xb") as file:
                hold(file)
                for chunk in content.chunks():
                    file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
                file.flush()
                os.fsync(file.fileno())
                if self.file_permissions_mode is not None:
                    os.fchmod(file.fileno(), self.file_permissions_mode)
                yield path
        finally:
            path.unlink(missing_ok=True)

    def _placed(self, path: Path, name: str) -> str:
        """Give the file at ``path`` the name ``name``, or the next free one. Return it."""
        while True:
            try:
                place(path, Path(self.path(name)))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name

    def _make_folder(self, folder: Path) -> None:
        mode = self.directory_permissions_mode
        if mode is None:
            folder.mkdir(parents=True, exist_ok=True)
            return
        before = os.umask(0o777 & ~mode)
        try:
            folder.mkdir(mode, parents=True, exist_ok=True)
        finally:
            os.umask(before)


def place(path: Path, target: Path) -> None:
    """Give ``path`` the name ``target`` besides its own. Raises ``FileExistsError``."""
    try:
        os.link(path, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        path.replace(target)


def unfinished(root: Path) -> Path:
    """Return the folder below ``root`` for what is being written, made if it is missing."""
    folder = root / UNFINISHED
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def hold(file) -> None:
    """Say that a process works on ``file``: the lock ends with it, however it ends."""
    fcntl.flock(file.fileno(), fcntl.LOCK_EX)


def keep_on_disk(folder: Path) -> None:
    """Have the disk keep the names in ``folder``, also without current."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class StagedFile(TemporaryUploadedFile):
    """A large file while it comes in. Django's folder for it has to be there before it starts."""

    def __init__(self, name, content_type, size, charset, content_type_extra=None):
        folder = unfinished(Path(settings.MEDIA_ROOT))
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115
        hold(file)
        UploadedFile.__init__(self, file, name, content_type, size, charset, content_type_extra)


class StagedUploadHandler(TemporaryFileUploadHandler):
    """Large files, while they come in, lie on the disk of the media: no other one can be full.

    When it is full what comes after is still read, so that the form is not lost with the file;
    ``request.failed_upload`` is then the error that the edit ends with.
    """

    def new_file(self, *args, **kwargs):
        """Begin a file."""
        self.file = None
        with self._noted():
            FileUploadHandler.new_file(self, *args, **kwargs)
            self.file = StagedFile(
                self.file_name, self.content_type, 0, self.charset, self.content_type_extra
            )

    def receive_data_chunk(self, raw_data, start):
        """Write a piece."""
        with self._noted():
            if self.file and not self._has_failed:
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        """Return the whole file, ``None`` for one that could not be written."""
        with self._noted():
            if self.file and not self._has_failed:
                return super().file_complete(file_size)
        if self.file:
            with suppress(OSError):  # what could not be written is tried once more
                self.file.close()
        return None

    def upload_interrupted(self):
        """Forget a file that its sender does not end."""
        if self.file:
            super().upload_interrupted()

    @property
    def _has_failed(self) -> bool:
        return hasattr(self.request, "failed_upload")

    @contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.request.failed_upload = error


def own_copy(file):
    """Return a temporary copy of ``file``: what was sent or lies on disk is never changed."""
    # Closed with the CheckedFile that holds it.
    own = tempfile.TemporaryFile(dir=unfinished(Path(settings.MEDIA_ROOT)))  # noqa: SIM115
    try:
        file.open()
        shutil.copyfileobj(file, own)
        own.flush()
    except BaseException:
        own.close()
        raise
    own.seek(0)
    return own


def sweep(now: dt.datetime) -> int:
    """Delete what killed processes left half written; return how many files."""
    folder = Path(settings.MEDIA_ROOT) / UNFINISHED
    if not folder.is_dir():
        return 0
    before = (now - NEW_FOR).timestamp()
    return sum(_swept(path, before) for path in folder.iterdir())


def _swept(path: Path, before: float) -> bool:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mtime >= before:
                return False
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except (FileNotFoundError, BlockingIOError):
        return False
    return True
