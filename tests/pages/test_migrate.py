"""Two who migrate one database: one waits. A migration is made and noted, or neither."""

import fcntl
import subprocess
import sys
import threading
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration, operations
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models import BigAutoField, CharField

from centre import migrating
from centre.migrating import KEY, LOCK, WholeExecutor, one_at_a_time
from tests.pages.test_parallel_enrolments import db  # noqa: F401

WAITING = "Un autre processus migre cette base"


@pytest.fixture
def migration():
    """A migration whose index is made after its table, as nearly all have."""
    columns = [
        ("id", BigAutoField(primary_key=True)),
        ("name", CharField(db_index=True, max_length=9)),
    ]
    made = Migration("0001_tried", "centre_tried")
    made.operations = [operations.CreateModel("Tried", columns)]
    return made


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


class Killed(BaseException):
    """The end of a process, which nothing catches."""


def test_a_migration_that_could_not_be_noted_can_be_made_again(db, migration, monkeypatch):  # noqa: F811
    def killed(*args):
        raise Killed

    executor = WholeExecutor(connection)
    with monkeypatch.context() as patch:
        patch.setattr(MigrationRecorder, "record_applied", killed)
        with pytest.raises(Killed):
            executor.apply_migration(ProjectState(), migration)
    assert "centre_tried_tried" not in tables()
    executor.apply_migration(ProjectState(), migration)
    assert "centre_tried_tried" in tables()
    assert ("centre_tried", "0001_tried") in MigrationRecorder(connection).applied_migrations()
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "centre_tried_tried")
    assert any(found["index"] and found["columns"] == ["name"] for found in constraints.values())


def test_foreign_keys_are_looked_after_again_afterwards(db, migration):  # noqa: F811
    WholeExecutor(connection).apply_migration(ProjectState(), migration)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_who_comes_second_says_so_waits_and_finds_nothing_to_do(db, monkeypatch):  # noqa: F811
    monkeypatch.setattr(migrating, "ASKED_EVERY", 0.05)
    out, waits = StringIO(), threading.Event()
    write = out.write
    monkeypatch.setattr(out, "write", lambda text: (write(text), WAITING in text and waits.set()))

    def migrate():
        try:
            call_command("migrate", stdout=out, verbosity=1)
        finally:
            connection.close()

    second = threading.Thread(target=migrate)
    with one_at_a_time(connection, pytest.fail):
        second.start()
        assert waits.wait(timeout=60)
        assert "No migrations to apply" not in out.getvalue()
    second.join(timeout=120)
    assert not second.is_alive()
    assert "No migrations to apply" in out.getvalue()


def test_the_turn_of_a_killed_process_is_free(db, tmp_path):  # noqa: F811
    """Neither lock outlives who holds it."""
    holder = f"""
import os, signal, sys
import django
django.setup()
from django.db import connection
from centre.migrating import one_at_a_time
connection.settings_dict["NAME"] = {str(connection.settings_dict["NAME"])!r}
from django.conf import settings
settings.VAR_DIR = {str(settings.VAR_DIR)!r}
with one_at_a_time(connection, print):
    print("held", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", holder],
        capture_output=True, text=True, cwd=settings.BASE_DIR, timeout=120,
    )  # fmt: skip
    assert done.stdout == "held\n", done.stderr
    with one_at_a_time(connection, lambda: None):
        pass


def test_the_turn_is_held_where_others_look_for_it(db):  # noqa: F811
    with one_at_a_time(connection, pytest.fail):
        if connection.vendor == "postgresql":
            with closing(connection.copy()) as other, other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
                assert cursor.fetchone() == (False,)
        else:
            with (Path(settings.VAR_DIR) / LOCK).open("a") as file, pytest.raises(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
