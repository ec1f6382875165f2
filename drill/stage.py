"""Where a drill takes place: folders, settings, and sites filled once and copied for each.

Nothing of this machine's own site is touched: all is in a temporary folder, and in databases of
the throwaway PostgreSQL cluster that scripts/with-postgres.sh started.
"""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from drill.report import ROOT, Count

SQLITE, POSTGRES = "sqlite", "postgresql"
HOST = "centre.example.org"
PASSWORD = "un-mot-de-passe-d-exercice"
DIRECTOR, EDITOR, FEDERATION = "directrice", "editrice", "federation"


@dataclass
class Site:
    """A site in production: its folder (``CENTRE_VAR_DIR``), its database, its environment."""

    folder: Path
    url: str
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    @property
    def environment(self) -> dict[str, str]:
        """The variables of every process of this site; plain HTTP, nobody has a telephone."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "centre.settings.production",
            "SECRET_KEY": self.secret,
            "ALLOWED_HOSTS": HOST,
            "CENTRE_BASE_URL": f"https://{HOST}",
            "CENTRE_VAR_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "DEMO_PASSWORD": PASSWORD,
            "INSECURE_HTTP": "1",
            "SECOND_FACTOR": "offered",
        }

    def python(self, *arguments: str, **variables: str) -> str:
        """Return what ``python ARGUMENTS…`` printed in this site.

        Raises ``RuntimeError`` with all it said when it fails.
        """
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment | variables,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)[:200]}\n{done.stdout}{done.stderr}")
        return done.stdout

    def manage(self, *arguments: str, **variables: str) -> str:
        """Return what ``manage.py ARGUMENTS…`` printed; see ``python``."""
        return self.python("manage.py", *arguments, **variables)


class Stage:
    """What a drill gets: a folder of its own, copies of the filled site, how much to do.

    ``wanted``: counts that whoever runs the drill chose, by what is counted.
    """

    def __init__(self, folder: Path, templates: Path, small: bool, wanted: dict[str, int]):
        self.folder = folder
        self.templates = templates
        self.is_small = small
        self.wanted = wanted
        self.counts: list[Count] = []

    def count(self, full: int, small: int, what: str) -> int:
        """Return how many of ``what`` (French, plural) to do; the report says it."""
        done = self.wanted.get(what, small if self.is_small else full)
        self.counts.append(Count(what, done, full))
        return done

    def say(self, text: str) -> None:
        """Show that the drill advances."""
        print(f"      {text}", flush=True)

    def site(self, kind: str = SQLITE, name: str = "site") -> Site:
        """Return a new copy of the demonstration of the federation, nobody else's."""
        folder = self.folder / name
        template = self.templates / kind
        shutil.copytree(template / "var", folder, symlinks=True)
        if kind == SQLITE:
            return Site(folder, f"sqlite:///{folder / 'centre.sqlite3'}")
        return Site(folder, create(f"drill_{self.folder.name}_{name}", template_name()))

    def empty(self, kind: str = SQLITE, name: str = "empty") -> Site:
        """Return a site with no table, and no file but those of the code."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "static").symlink_to((self.templates / "static").resolve())
        if kind == SQLITE:
            return Site(folder, f"sqlite:///{folder / 'centre.sqlite3'}")
        return Site(folder, create(f"drill_{self.folder.name}_{name}", "template0"))


def prepare(templates: Path, kind: str) -> None:
    """Fill the site of ``kind`` that the drills copy, unless it is there."""
    folder = templates / kind / "var"
    if folder.exists() and (kind == SQLITE or _exists(template_name())):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'centre.sqlite3'}"
    if kind == POSTGRES:
        url = create(template_name(), "template0")
    site = Site(folder, url)
    site.manage("migrate", "--verbosity=0")
    site.manage("load_federation")
    site.manage("write_fault_page")
    (folder / "static").symlink_to(_static(templates, site).resolve())
    if kind == SQLITE:
        _settle(folder / "centre.sqlite3")


def _static(templates: Path, site: Site) -> Path:
    """Return the folder of collected files, one for all copies: they only read it."""
    static = templates / "static"
    if not static.exists():
        site.manage("collectstatic", "--no-input", "--verbosity=0")
        (site.folder / "static").rename(static)
    return static


def _settle(path: Path) -> None:
    """Leave the database in one file, which can be copied."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def template_name() -> str:
    """Return the name of the PostgreSQL database that the drills copy."""
    return "drill_template"


def _exists(name: str) -> bool:
    """Tell whether the PostgreSQL server has the database ``name``."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def create(name: str, template: str) -> str:
    """Make the PostgreSQL database ``name`` from ``template`` anew and return its address."""
    import psycopg

    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()
