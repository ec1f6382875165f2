"""Two processes write to one SQLite file: each waits its turn, and no write is lost."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WRITES = 300
# Reads before it writes, as a form does: without the lock from the start that is what fails.
WRITER = """
import sys
import django
django.setup()
from django.db import connection, transaction
name, count = sys.argv[1], int(sys.argv[2])
for number in range(count):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM written")
        before = cursor.fetchone()[0]
        cursor.execute("INSERT INTO written VALUES (%s, %s, %s)", [name, number, before])
    print(number, flush=True)
"""


def test_two_processes_write_and_no_acknowledged_write_is_lost(tmp_path):
    path = tmp_path / "site.sqlite3"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE written (writer TEXT, number INTEGER, seen INTEGER)")
    file.close()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "centre.settings.dev",
        "DATABASE_URL": f"sqlite:///{path}",
        "CENTRE_VAR_DIR": str(tmp_path / "var"),
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name, str(WRITES)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in ("a", "b")
    ]  # fmt: skip
    said = [writer.communicate(timeout=240) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    assert [error for _out, error in said if "locked" in error] == []
    acknowledged = {
        (name, int(number))
        for name, (out, _error) in zip("ab", said, strict=True)
        for number in out.split()
    }
    assert len(acknowledged) == 2 * WRITES
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT writer, number, seen FROM written").fetchall()
        journal = file.execute("PRAGMA journal_mode").fetchone()
    file.close()
    assert {(name, number) for name, number, _seen in rows} == acknowledged
    # Each saw all that was written before it: none wrote on what another was changing.
    assert sorted(seen for *_row, seen in rows) == list(range(2 * WRITES))
    assert journal == ("wal",)
