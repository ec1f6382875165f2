"""Backups small enough to damage in every place."""

from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from centre import __version__
from centre.archives import ZipWriter
from centre.backup.manifest import FORMAT, MEDIA, Manifest
from centre.backup.plain import PLACE, stamp
from centre.backup.sealed import Sealing

DATABASE = "database.sqlite3"
KEY = "une-cle-pour-les-essais"


def manifest(**fields) -> Manifest:
    """Return a manifest with ``fields``, and otherwise what this version writes."""
    usual = {
        "format": FORMAT,
        "template": __version__,
        "made_on": "2026-11-22T02:00:00+00:00",
        "kind": "sqlite",
        "database": DATABASE,
    }
    return Manifest(**usual | fields)


def small_backup(key: str = "", media: dict[str, bytes] | None = None, **fields) -> bytes:
    """Return a backup with a database of a few bytes and ``media``, as ``create`` writes it."""
    file = BytesIO()
    target = Sealing(file, key) if key else file
    with ZipWriter(target) as writer:
        writer.add_file(DATABASE, BytesIO(b"rows " * 20))
        for name, content in (media or {"a.jpg": b"\xff\xd8picture", "b.txt": b"words"}).items():
            writer.add_file(f"{MEDIA}{name}", BytesIO(content), packed=name.endswith(".txt"))
        said = manifest(**{"members": writer.members} | fields)
        writer.finish(asdict(said), b"" if key else PLACE)
    if isinstance(target, Sealing):
        target.finish()
    else:
        stamp(file)
    return file.getvalue()


def put(path: Path, content: bytes) -> Path:
    """Return ``path``, a file that holds ``content``."""
    path.write_bytes(content)
    return path
