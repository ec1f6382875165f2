"""PostgreSQL: copied by ``pg_dump`` from one snapshot, replaced schema by schema."""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.backup.bare import is_bare
from centre.backup.inventory import Inventory, take_inventory
from centre.backup.manifest import Manifest

# Where Django makes its tables.
SCHEMA = "public"
ASIDE = "before_restore"
# Debian keeps the programs of each version here.
INSTALLED = Path("/usr/lib/postgresql")
OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class PostgresDatabase:
    kind = "postgresql"
    member = "database.pgdump"
    # pg_dump packs what it writes.
    packed = False

    def __init__(self, connection):
        self._connection = connection

    @contextmanager
    def snapshot(self, folder: Path):
        """Give the inventory and the dump of one snapshot, which ``pg_dump`` reads too."""
        own = self._connection.copy()
        try:
            own.set_autocommit(False)
            with own.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (name,) = cursor.fetchone()
                inventory = take_inventory(own, cursor)
                options = ["--format=custom", f"--schema={SCHEMA}", f"--snapshot={name}"]
                with self._running("pg_dump", *options, stdout=subprocess.PIPE) as process:
                    yield inventory, process.stdout
        finally:
            own.close()

    def is_bare(self) -> bool:
        """Return whether it has no tables, or is as ``migrate`` leaves it."""
        return is_bare(self._connection)

    def check(self, copy: Path, manifest: Manifest) -> None:
        """Raise ``Refused`` when the ``pg_restore`` of this machine cannot read the copy."""
        with self._running("pg_restore", "--list", str(copy), stdout=subprocess.DEVNULL, to=None):
            pass

    def set_aside(self) -> None:
        """Rename the schema, and make an empty one."""
        with self._connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if cursor.fetchone()[0]:
                raise Refused(
                    _("The site is running: stop it first, then start again. Nothing was done.")
                )
        try:
            self._execute(f"ALTER SCHEMA {SCHEMA} RENAME TO {ASIDE}", f"CREATE SCHEMA {SCHEMA}")
        except DatabaseError as error:
            raise Refused(
                _("PostgreSQL does not let its schema be set aside: %(reason)s")
                % {"reason": str(error).strip()}
            ) from error

    def load(self, copy: Path) -> None:
        """Fill the schema, all or nothing."""
        self._connection.close()
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        to = f"--schema={SCHEMA}"
        with self._running("pg_restore", *options, to, str(copy), stdout=subprocess.DEVNULL):
            pass

    def put_back(self) -> None:
        """Give the schema that was set aside its name again."""
        if self._has_aside():
            self._execute(
                f"DROP SCHEMA {SCHEMA} CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO {SCHEMA}"
            )

    def forget(self) -> None:
        """Delete the schema that was set aside."""
        if self._has_aside():
            self._execute(f"DROP SCHEMA {ASIDE} CASCADE")

    def inventory(self) -> Inventory:
        """Return what the database holds now."""
        with self._connection.cursor() as cursor:
            return take_inventory(self._connection, cursor)

    def _has_aside(self) -> bool:
        self._connection.close()
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
            return cursor.fetchone() is not None

    def _execute(self, *statements: str) -> None:
        """Run the statements, all or none."""
        with transaction.atomic(self._connection.alias), self._connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    @contextmanager
    def _running(self, program: str, *options: str, stdout, to: str | None = "--dbname"):
        """Give the process of a program of PostgreSQL; refuse when it fails."""
        with self._connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            major = int(cursor.fetchone()[0]) // 10000
        command = [find_program(program, major), *options]
        settings = self._connection.settings_dict
        args, env = DatabaseClient.settings_to_cmd_args_env(settings, [])
        if to is not None:
            *where, name = args[1:]
            command += [*where, f"{to}={name}"]
        with tempfile.TemporaryFile() as said:
            # The programs' words are looked for in English.
            environment = os.environ | (env or {}) | {"LC_ALL": "C"}
            with subprocess.Popen(  # noqa: S603  # a program of the machine, options of ours
                command, stdout=stdout, stderr=said, env=environment
            ) as process:
                try:
                    yield process
                except BaseException:
                    process.kill()
                    raise
            if process.returncode:
                said.seek(0)
                raise Refused(
                    _("%(program)s failed: %(reason)s")
                    % {"program": program, "reason": said.read().decode(errors="replace").strip()}
                )


def find_program(name: str, major: int) -> str:
    """Return the path of a program of PostgreSQL at least as new as a server of version ``major``.

    Raises ``Refused``, which says what to install.
    """
    places = [shutil.which(name), *(str(path) for path in INSTALLED.glob(f"*/bin/{name}"))]
    found = {path: _major_of(path) for path in places if path}
    fit = {path: version for path, version in found.items() if version >= major}
    if not fit:
        raise Refused(
            _(
                "%(program)s of PostgreSQL %(major)s or newer is missing. Install it: sudo apt-get "
                "install postgresql-client-%(major)s"
            )
            % {"program": name, "major": major}
        )
    return min(fit, key=lambda path: fit[path])


def _major_of(path: str) -> int:
    said = subprocess.run(  # noqa: S603  # a program of the machine
        [path, "--version"], capture_output=True, text=True, check=False
    )
    match = re.search(r"\) (\d+)", said.stdout)
    return int(match[1]) if match else 0
