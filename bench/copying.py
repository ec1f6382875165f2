"""Backup and restore of files of the sizes of pictures, beside a plain copy of the same files.

``python -m bench.copying backup FOLDER`` and ``… restore FOLDER`` do one of them in the site of the
environment and print the seconds that it took, the start of Python and Django not counted.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from drill.stage import SQLITE, Site, Stage

# Sizes that pages show, photos as phones send them once made smaller, a recording.
SIZES = (20_000, 45_000, 120_000, 350_000, 800_000, 2_500_000)
MEGABYTE = 1_000_000
COPY, BACKUP, RESTORE = "copie simple", "sauvegarde", "reprise"
SEALED = ", chiffrée"
KEY = "une-cle-d-essai-assez-longue"


def found(stage: Stage, megabytes: int, rounds: int) -> dict:
    """Return the seconds of each operation in each round, in one run and in turn."""
    site = stage.site(SQLITE)
    files = write_files(site.folder / "media" / "images" / "bench", megabytes)
    stage.say(f"{files} fichiers écrits")
    seconds: dict[str, list[float]] = {}
    for number in range(rounds):
        said = []
        for name, value in _round(site, stage.folder):
            seconds.setdefault(name, []).append(value)
            said.append(f"{name} {value:.1f} s")
        stage.say(f"tour {number + 1} : " + ", ".join(said))
    return {"Mo": megabytes, "fichiers": files, "secondes": seconds}


def write_files(folder: Path, megabytes: int) -> int:
    """Write files that nothing makes smaller, and return how many."""
    folder.mkdir(parents=True)
    left, number = megabytes * MEGABYTE, 0
    for size in cycle(SIZES):
        if left <= 0:
            break
        (folder / f"{number}.jpg").write_bytes(os.urandom(min(size, left)))
        left -= size
        number += 1
    os.sync()
    return number


def _round(site: Site, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds of a backup and a restore with and without a key, each after a copy.

    The same copy takes up to three times longer from one moment to the next: one alone says
    nothing.
    """
    backups = folder / "backups"
    for key, end in (("", ""), (KEY, SEALED)):
        for name, what in ((BACKUP, "backup"), (RESTORE, "restore")):
            yield COPY, _copy(site.folder / "media", folder / "copy")
            printed = site.python("-m", "bench.copying", what, str(backups), BACKUP_KEY=key)
            yield name + end, json.loads(printed)
        shutil.rmtree(backups)


def _copy(source: Path, target: Path) -> float:
    """Return the seconds of ``cp -r`` until all is on the disk."""
    os.sync()
    started = time.perf_counter()
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    subprocess.run(["sync", "-f", str(target)], check=True)
    seconds = time.perf_counter() - started
    shutil.rmtree(target)
    return seconds


def main(what: str, folder: str) -> None:
    """Back up to ``folder``, or restore what is there, and print the seconds."""
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from centre.backup.create import make_backup
    from centre.backup.folder import own_folder
    from centre.backup.restore import restore

    def show(_done: int, _total: int) -> None:
        """Nobody watches."""

    backups = own_folder(Path(folder))
    os.sync()
    started = time.perf_counter()
    if what == "backup":
        make_backup(backups, timezone.now(), settings.BACKUP_KEY, 1, show)
    else:
        restore(backups.backups()[0][1], settings.BACKUP_KEY, True, show)
    print(json.dumps(time.perf_counter() - started))


if __name__ == "__main__":
    main(*sys.argv[1:])
