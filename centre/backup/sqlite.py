"""SQLite: one file, copied as it stands at one moment, replaced by renaming."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.backup.bare import is_bare
from centre.backup.inventory import Inventory, take_inventory
from centre.backup.manifest import Manifest
from centre.backup.sealed import damaged

ASIDE = ".before-restore"


class SqliteDatabase:
    kind = "sqlite"
    member = "database.sqlite3"
    packed = True

    def __init__(self, connection):
        self._connection = connection

    @property
    def _path(self) -> Path:
        return Path(self._connection.settings_dict["NAME"])

    @property
    def _aside(self) -> Path:
        return self._path.with_name(self._path.name + ASIDE)

    @contextmanager
    def snapshot(self, folder: Path):
        """Give the inventory and the file of a copy that SQLite makes in one reading.

        ``VACUUM INTO`` also leaves behind what was deleted and still lies in free pages: rows of a
        register that were purged must not come back with a backup.
        """
        copy = folder / self.member
        try:
            with closing(_open(self._path)) as live:
                live.execute("VACUUM INTO ?", [str(copy)])
            with closing(_open(copy)) as frozen:
                inventory = take_inventory(self._connection, frozen.cursor())
        except sqlite3.Error as error:
            raise Refused(
                _("SQLite cannot copy the database: %(reason)s.") % {"reason": error}
            ) from error
        with copy.open("rb") as file:
            yield inventory, file

    def is_bare(self) -> bool:
        """Return whether the file is missing, empty, or as ``migrate`` leaves it."""
        if not self._path.exists() or not self._path.stat().st_size:
            return True
        return is_bare(self._connection)

    def check(self, copy: Path, manifest: Manifest) -> None:
        """Raise ``Refused`` unless the copy is whole and has the rows that the manifest says."""
        try:
            with closing(_open(copy)) as found:
                (state,) = found.execute("PRAGMA quick_check(1)").fetchone()
                inventory = take_inventory(self._connection, found.cursor())
        except sqlite3.Error as error:
            raise damaged() from error
        if state != "ok" or inventory.counts != manifest.counts:
            raise damaged()

    def set_aside(self) -> None:
        """Rename the file; an empty one stands for none. Refuses while somebody has it open."""
        self._connection.close()
        if not self._path.exists():
            self._aside.touch()
            return
        try:
            with closing(_open(self._path, wait=1)) as live:
                # What the journal still holds goes into the file; in use, SQLite refuses.
                live.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise Refused(
                _("The site is running: stop it first, then start again. Nothing was done.")
            ) from error
        self._path.rename(self._aside)

    def load(self, copy: Path) -> None:
        """Move the copy to its place."""
        self._connection.close()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(copy, self._path)

    def put_back(self) -> None:
        """Give the file that was set aside its name again."""
        self._connection.close()
        if not self._aside.exists():
            return
        self._remove_live()
        if self._aside.stat().st_size:
            self._aside.rename(self._path)
        else:
            self._aside.unlink()

    def forget(self) -> None:
        """Delete the file that was set aside."""
        self._aside.unlink(missing_ok=True)

    def inventory(self) -> Inventory:
        """Return what the database holds now."""
        with self._connection.cursor() as cursor:
            return take_inventory(self._connection, cursor)

    def _remove_live(self) -> None:
        for end in ("-wal", "-shm", "-journal", ""):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)


def _open(path: Path, wait: float = 20) -> sqlite3.Connection:
    """Open a file that exists: SQLite would make it. ``wait``: for a writer, in seconds."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait)
