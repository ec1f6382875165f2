"""The folder of backups: what they are called, which is the last, which go away."""

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from centre.archives import PART

FORMAT = "%Y%m%d-%H%M%S"
SEALED, PLAIN = ".sealed", ".zip"


def own_folder(path: Path | None = None) -> "Folder":
    """Return the backups of this site, in the folder ``path`` or where they usually are."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    return Folder(path or Path(settings.BACKUP_DIR), host)


class Folder:
    """The backups of one site in ``path``; other files, those of other sites too, are left alone.

    ``site``: its host, part of the name of each of its backups.
    """

    def __init__(self, path: Path, site: str):
        self.path = path
        self._start = f"centre-{re.sub(r'[^a-z0-9.-]+', '-', site.lower()) or 'site'}-"

    def name(self, made_on: datetime, sealed: bool) -> Path:
        """Return the path of a backup made at that moment."""
        end = SEALED if sealed else PLAIN
        return self.path / f"{self._start}{made_on.astimezone(UTC).strftime(FORMAT)}{end}"

    def backups(self) -> list[tuple[datetime, Path]]:
        """Return when each backup was made and where it is, the newest first."""
        if not self.path.is_dir():
            return []
        made = [(self._made_on(path), path) for path in self.path.iterdir()]
        found = [(when, path) for when, path in made if when is not None]
        return sorted(found, reverse=True)

    def rotate(self, keep: int, last: Path) -> list[Path]:
        """Delete all but ``keep`` backups, of which ``last`` is one, and return the deleted.

        A clock that went back makes the last one look old: it stays all the same.
        """
        others = [path for _when, path in self.backups() if path != last]
        gone = others[max(keep - 1, 0) :]
        for path in gone:
            path.unlink(missing_ok=True)
        return gone

    def remove_halves(self) -> None:
        """Delete what backups that were killed left half done."""
        moment = f"{'[0-9]' * 8}-{'[0-9]' * 6}"
        for part in self.path.glob(f".{self._start}{moment}.*{PART}"):
            part.unlink()

    def _made_on(self, path: Path) -> datetime | None:
        """Return when ``path`` was made if it is one of these backups, by its whole name."""
        start, end = len(self._start), path.suffix
        if not path.name.startswith(self._start) or end not in (SEALED, PLAIN):
            return None
        moment = path.name[start : -len(end)]
        if not re.fullmatch(r"\d{8}-\d{6}", moment) or path.is_symlink() or not path.is_file():
            return None
        try:
            return datetime.strptime(moment, FORMAT).replace(tzinfo=UTC)
        except ValueError:
            return None
