"""What a backup asks of a database, whatever its kind."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from django.db import connection as default
from django.utils.translation import gettext as _

from centre.archives import Refused, Source
from centre.backup.inventory import Inventory
from centre.backup.manifest import Manifest
from centre.backup.postgres import PostgresDatabase
from centre.backup.sqlite import SqliteDatabase


class Database(Protocol):
    """A database that can be copied while it is used, and replaced while it is not.

    ``member``: what its copy is called in a backup; ``packed``: whether the copy gains by packing.
    """

    kind: str
    member: str
    packed: bool

    def snapshot(self, folder: Path) -> AbstractContextManager[tuple[Inventory, Source]]:
        """Give what the database holds at this moment, and its copy; ``folder`` is for scratch."""

    def is_bare(self) -> bool:
        """Return whether it holds nothing that somebody wrote."""

    def check(self, copy: Path, manifest: Manifest) -> None:
        """Raise ``Refused`` for a copy that could not be loaded, as far as can be told."""

    def set_aside(self) -> None:
        """Leave an empty database, and keep what there was. Raises ``Refused`` when it is used."""

    def load(self, copy: Path) -> None:
        """Fill the empty database. Raises ``Refused``."""

    def put_back(self) -> None:
        """Undo ``set_aside``, if it was done, and ``load``."""

    def forget(self) -> None:
        """Delete what was set aside."""

    def inventory(self) -> Inventory:
        """Return what the database holds now."""


def database(connection=default) -> Database:
    """Return the database that ``connection`` leads to. Raises ``Refused`` for another kind."""
    kinds = {"sqlite": SqliteDatabase, "postgresql": PostgresDatabase}
    if connection.vendor not in kinds:
        raise Refused(_("Only SQLite and PostgreSQL can be backed up."))
    return kinds[connection.vendor](connection)
