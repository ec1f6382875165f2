"""What a backup of PostgreSQL needs of the machine, and of those who are connected."""

import re

import pytest
from django.db import connection

from centre.archives import Refused
from centre.backup import postgres
from centre.backup.databases import database
from centre.backup.postgres import find_program
from tests.pages.test_parallel_enrolments import db  # noqa: F401


def program(folder, name: str, version: str):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine with no program of PostgreSQL; gives where to put some."""
    monkeypatch.setattr(postgres, "INSTALLED", tmp_path)
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    return tmp_path


def test_a_missing_program_is_named_with_what_to_install(machine):
    said = re.escape("sudo apt-get install postgresql-client-16")
    with pytest.raises(Refused, match=said):
        find_program("pg_dump", 16)


def test_an_older_program_does_not_do_and_the_nearest_newer_one_does(machine):
    program(machine / "15" / "bin", "pg_dump", "15.9 (Debian)")
    with pytest.raises(Refused):
        find_program("pg_dump", 16)
    newest = program(machine / "18" / "bin", "pg_dump", "18.0")
    near = program(machine / "17" / "bin", "pg_dump", "17.2")
    assert find_program("pg_dump", 16) == near
    assert find_program("pg_dump", 18) == newest


def test_a_program_that_fails_leaves_no_backup(db, machine, settings, tmp_path):  # noqa: F811
    from django.core.management import CommandError, call_command

    broken = machine / "99" / "bin" / "pg_dump"
    program(broken.parent, "pg_dump", "99.0")
    broken.write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\n"
        "echo half; echo 'connection lost' >&2; exit 1\n"
    )
    settings.BACKUP_DIR = tmp_path / "backups"
    with pytest.raises(CommandError, match="connection lost"):
        call_command("backup")
    assert list((tmp_path / "backups").iterdir()) == []


def test_nothing_is_set_aside_while_somebody_is_connected(db):  # noqa: F811
    other = connection.copy()
    other.cursor().close()
    try:
        with pytest.raises(Refused, match="Le site tourne"):
            database().set_aside()
    finally:
        other.close()
    assert not database().is_bare() or database().inventory().counts
