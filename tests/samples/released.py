"""The releases whose sites are kept here, so that every later code is shown to serve them.

A release has two samples, one for each kind of database: what ``manage.py backup`` wrote, and
beside it a JSON file that says what a person saw on that day. ``make sample`` makes them.
"""

import hashlib
import json
import lzma
import re
from dataclasses import dataclass
from pathlib import Path

from tests.quality.repository import FLOORS, ROOT

FOLDER = Path(__file__).parent / "releases"
HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b", re.M)


@dataclass(frozen=True)
class Release:
    """What a release left: ``kind`` of database, ``migrations`` it had seen as "app.name".

    ``digests``: of the files of our own migrations. ``counts``: rows by table. ``pages``: the
    heading of each public page by its path.
    """

    version: str
    kind: str
    migrations: list[str]
    digests: dict[str, str]
    counts: dict[str, int]
    pages: dict[str, str]

    @property
    def path(self) -> Path:
        """The file that says all this; the backup stands beside it."""
        return FOLDER / f"{self.version}-{self.kind}.json"

    def archive(self) -> bytes:
        """Return the backup, as the release wrote it."""
        return lzma.decompress(self.path.with_suffix(".zip.xz").read_bytes())

    def problem(self, present: dict[str, str], released: list[str]) -> str:
        """Say what is wrong with its migrations beside ``present`` ones, or nothing.

        ``released``: the versions that are out. Their migrations stay as they are for good; those
        of a version that is not out may change, and then its sample is made again.
        """
        if self.version not in released:
            stale = f"{self.path.name} is not of the present migrations: run make sample"
            return stale if present != self.digests else ""
        changed = sorted(name for name in self.digests if present.get(name) != self.digests[name])
        if not changed:
            return ""
        return f"{self.version} is out with {', '.join(changed)}: put back, and add a migration"


def releases(kind: str) -> list[Release]:
    """Return the releases with a sample of ``kind``, oldest first."""
    found = [Release(**json.loads(path.read_text())) for path in FOLDER.glob(f"*-{kind}.json")]
    return sorted(found, key=lambda release: ordered(release.version))


def released(changelog: str) -> list[str]:
    """Return the versions that are out, newest first: those that have their heading."""
    return HEADING.findall(changelog)


def versions_out() -> list[str]:
    """Return the versions of this code that are out, newest first."""
    return released((ROOT / "CHANGELOG.md").read_text())


def ordered(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by."""
    return tuple(int(part) for part in version.split("."))


def migration_digests() -> dict[str, str]:
    """Return the digest of each of our migrations, by "app.name"."""
    return {
        f"{app}.{path.stem}": hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for app in FLOORS
        for path in sorted((ROOT / app / "migrations").glob("0*.py"))
    }
