"""Migrations that nobody disturbs and no end of a process leaves half done."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor

# Of this program among all that share a server; any number will do.
KEY = 0x63656E747265  # "centre"
LOCK = "migrate.lock"
ASKED_EVERY = 0.5  # seconds


class WholeExecutor(MigrationExecutor):
    """Writes down that a migration was made in the transaction that makes it.

    Django does so in another: a process killed between the two leaves a migration that cannot
    be made again, because its tables are there.
    """

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        """Make ``migration``, and return the state after it."""
        if not (migration.atomic and self.connection.features.can_rollback_ddl):
            return super().apply_migration(state, migration, fake, fake_initial)
        with unconstrained(self.connection), transaction.atomic(self.connection.alias):
            return super().apply_migration(state, migration, fake, fake_initial)


@contextmanager
def unconstrained(connection) -> Iterator[None]:
    """Let SQLite change tables: it may be told so outside of a transaction only."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


@contextmanager
def one_at_a_time(connection, say_waiting: Callable[[], object]) -> Iterator[None]:
    """Hold the right to migrate the database of ``connection``; ``say_waiting()`` before a wait.

    It ends with the process that holds it, however that ends.
    """
    held = {"postgresql": _held_by_server, "sqlite": _held_by_file}.get(connection.vendor)
    with held(connection, say_waiting) if held else nullcontext():
        yield


@contextmanager
def _held_by_server(connection, say_waiting):
    # A connection of its own: migrations may end theirs, and the lock with it.
    with closing(connection.copy()) as own, own.cursor() as cursor:
        if not _took(cursor):
            say_waiting()
            # Asked again and again: a question that waits would keep the one at work from
            # making an index beside the running site.
            while not _took(cursor):
                time.sleep(ASKED_EVERY)
        yield


def _took(cursor) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
    return cursor.fetchone()[0]


@contextmanager
def _held_by_file(_connection, say_waiting):
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
