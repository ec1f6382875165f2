"""Two machines that migrate one database of PostgreSQL at once: one waits, neither fails."""

import threading

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from centre import migrating
from centre.migrating import WholeExecutor, one_at_a_time
from tests.pages.test_migrate import migration, tables  # noqa: F401
from tests.pages.test_parallel_enrolments import at_once, db  # noqa: F401

MACHINES = 4


def test_of_machines_that_migrate_at_once_one_does(db, migration, monkeypatch):  # noqa: F811
    monkeypatch.setattr(migrating, "ASKED_EVERY", 0.05)
    waited = []

    def migrate(machine) -> bool:
        with one_at_a_time(connection, lambda: waited.append(machine)):
            if (migration.app_label, migration.name) in MigrationRecorder(
                connection
            ).applied_migrations():
                return False
            WholeExecutor(connection).apply_migration(ProjectState(), migration)
            return True

    assert sorted(at_once(migrate, range(MACHINES))) == [False] * (MACHINES - 1) + [True]
    assert "centre_tried_tried" in tables()


def test_without_a_turn_they_would_collide(db, migration):  # noqa: F811
    """What the turn is for: this is what happened before."""

    def migrate(_machine) -> str:
        try:
            WholeExecutor(connection).apply_migration(ProjectState(), migration)
        except DatabaseError:
            return "collided"
        return "made"

    assert sorted(set(at_once(migrate, range(MACHINES)))) == ["collided", "made"]


def test_who_waits_keeps_no_index_from_being_made(db, monkeypatch):  # noqa: F811
    """CREATE INDEX CONCURRENTLY waits for every statement that began before it."""
    monkeypatch.setattr(migrating, "ASKED_EVERY", 0.05)
    waits, done = threading.Event(), threading.Event()

    def second():
        try:
            with one_at_a_time(connection, waits.set):
                done.set()
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with one_at_a_time(connection, pytest.fail):
        other.start()
        assert waits.wait(timeout=60)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '30s'")
            cursor.execute("CREATE INDEX CONCURRENTLY tried ON centre_branch (template_version)")
            cursor.execute("SET statement_timeout = 0")
        assert not done.is_set()
    other.join(timeout=60)
    assert done.is_set()
