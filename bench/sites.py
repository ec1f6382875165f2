"""The sites under measure: a database each, everything they write under ``var/bench``."""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Site:
    """A site in the database at ``url``. ``name`` says what fills it: "services-100"."""

    name: str
    url: str
    keeps_pages: bool = False
    # One for all its processes: a session that one of them opened is good for the others.
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    @property
    def environment(self) -> dict[str, str]:
        """The variables of every process of this site: production, on plain HTTP."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "centre.settings.production",
            "DATABASE_URL": self.url,
            "CENTRE_VAR_DIR": str(FOLDER),
            "CENTRE_BASE_URL": "http://localhost",
            "ALLOWED_HOSTS": "localhost",
            "SECRET_KEY": self.secret,
            "INSECURE_HTTP": "1",
            "PAGE_CACHE": str(int(self.keeps_pages)),
            # The director whose pages are measured has no telephone.
            "SECOND_FACTOR": "offered",
        }

    def start(self, *arguments: str) -> subprocess.Popen:
        """Start ``python ARGUMENTS…`` in this site; its output can be read from it."""
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *arguments: str) -> str:
        """Return what ``python ARGUMENTS…`` printed. Raises ``SystemExit`` when it fails."""
        return output_of(self.start(*arguments))


def output_of(process: subprocess.Popen) -> str:
    """Return what ``process`` printed once it ended. Raises ``SystemExit`` when it failed."""
    printed, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"Échec : {' '.join(process.args[1:])}")
    return printed


def prepare(fillings: dict[str, list[str]]) -> dict[str, tuple[Site, str]]:
    """Return by name a filled site and what its filling printed, all made anew, side by side.

    ``fillings``: what ``python -m`` gets to fill each.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(FOLDER / "media", ignore_errors=True)
    databases = Postgres() if is_postgres() else Sqlite()
    sites = {name: Site(name, databases.fresh(name)) for name in fillings}
    # The staff area's files are many, and no public page loads one. The explorer names some.
    next(iter(sites.values())).run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    started = {name: site.start("-m", *fillings[name]) for name, site in sites.items()}
    return {name: (sites[name], output_of(filling)) for name, filling in started.items()}


def is_postgres() -> bool:
    """Return whether ``DATABASE_URL`` names a PostgreSQL server."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def schema_digest() -> str:
    """Return a digest of what an empty migrated database is made from."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.lock"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Sqlite:
    """Files in ``FOLDER``, copied from one migrated once for each set of migrations."""

    def __init__(self):
        self.template = FOLDER / f"empty-{schema_digest()}.sqlite3"
        if self.template.exists():
            return
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        unfinished = FOLDER / "unfinished.sqlite3"
        Site("empty", f"sqlite:///{unfinished}").run("manage.py", "migrate", "--verbosity=0")
        unfinished.rename(self.template)

    def fresh(self, name: str) -> str:
        """Return the address of an empty migrated database of its own."""
        path = FOLDER / f"{name}.sqlite3"
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"


class Postgres:
    """Databases ``centre_bench_…`` beside the one that ``DATABASE_URL`` names."""

    def __init__(self):
        self.url = os.environ["DATABASE_URL"]
        self._remake("centre_bench_empty", "template0")
        Site("empty", self._address("centre_bench_empty")).run(
            "manage.py", "migrate", "--verbosity=0"
        )

    def fresh(self, name: str) -> str:
        """Return the address of an empty migrated database of its own."""
        database = f"centre_bench_{name.replace('-', '_')}"
        self._remake(database, "centre_bench_empty")
        return self._address(database)

    def _address(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def _remake(self, name: str, template: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
