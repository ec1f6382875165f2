"""One test database per set of migrations, reused while they stand, and never shared.

The SQLite file is named after what it is made from, so a reused one is never stale. Two
runs side by side take different files: the lock on a file says that it is in use.
"""

import fcntl
import hashlib
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

pytest_plugins = ["tests.circumstances", "tests.factories.fixtures", "tests.parts", "tests.serving"]

ROOT = Path(__file__).resolve().parent.parent


def schema_digest() -> str:
    """Return a digest of the migrations here and of the lock that brings the others."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.lock"]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def remove_stale(folder: Path, digest: str) -> None:
    """Delete the databases of other sets of migrations, unless a run is using them."""
    for lock in folder.glob("*.lock"):
        if digest in lock.name:
            continue
        with lock.open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            for path in folder.glob(f"{lock.stem}*"):
                path.unlink(missing_ok=True)


def take_database(folder: Path, digest: str) -> Path:
    """Return the first database of ``digest`` that no other run holds, and hold it."""
    for number in count():
        path = folder / f"test-{digest}-{number}.sqlite3"
        handle = path.with_suffix(".lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            continue
        take_database.held = handle  # open, hence locked, until the process ends
        return path
    raise AssertionError("count() never ends")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    if connection.vendor != "sqlite":
        return
    folder = ROOT / "var" / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    digest = schema_digest()
    remove_stale(folder, digest)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
        take_database(folder, digest)
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let Django ask SQLite now whether it knows JSON: a page is not charged for the question."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    refuse_flushing(items)
    leave_out_postgres(config, items)
    # Playwright keeps an event loop running, after which Django refuses the database.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter):
    """Say how many cells the isolation matrix has asked, in every run that asks it."""
    cells = sum(
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "cells" and report.when == "call"
    )
    if cells:
        terminalreporter.write_line(f"Isolation: {cells} cells, URL × role × object, none leaks.")


def refuse_flushing(items):
    """Refuse tests that would empty the reused database of what migrations put there."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        options = marker.kwargs if marker else {}
        if options.get("transaction") and not options.get("serialized_rollback"):
            raise pytest.UsageError(
                f"{item.nodeid}: transaction=True flushes Wagtail's root page;"
                " add serialized_rollback=True."
            )


def leave_out_postgres(config, items):
    if connection.vendor == "postgresql":
        return
    kept = [item for item in items if item.get_closest_marker("postgres") is None]
    left = [item for item in items if item.get_closest_marker("postgres")]
    config.hook.pytest_deselected(items=left)
    items[:] = kept
