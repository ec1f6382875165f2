"""Kill a backup at random moments: what calls itself a backup is one, and the last one stays."""

import hashlib
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from drill.report import ROOT, Report
from drill.stage import POSTGRES, SQLITE, Site, Stage

TITLE = "Tuer une sauvegarde"
DATABASES = [SQLITE, POSTGRES]
MINUTES = (10, 30)
BASES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}


def run(stage: Stage) -> Report:
    """Make one, kill those that follow, make a last one."""
    report = Report(
        ["", "tuées", "terminées avant l’arrêt", "fichiers relus en entier", "écarts"],
        note="Chaque fichier qui porte le nom d’une sauvegarde est relu avec "
        "`restore --check`\u00a0; la première reste la même, octet pour octet.",
    )
    kills = stage.count(20, 4, "sauvegardes tuées")
    for kind in DATABASES:
        _killed(stage, kind, kills // len(DATABASES), report)
    return report


def _killed(stage: Stage, kind: str, kills: int, report: Report) -> None:
    site, folder = stage.site(kind, kind), stage.folder / f"backups-{kind}"
    failures = len(report.failures)
    began = time.monotonic()
    site.manage("backup", BACKUP_DIR=str(folder), BACKUP_KEEP="100")
    seconds = time.monotonic() - began
    (first,) = backups(folder)
    digest = _digest(first)
    checked: set[Path] = set()
    chance = random.Random(20260103)
    done = killed = 0
    while killed < kills and done < 2 * kills:
        # Half of that time is Python's own start: the second half is where files are written.
        took = _one(site, folder, chance.uniform(0.4, 1) * seconds)
        if took is None:
            killed += 1
        else:
            done, seconds = done + 1, min(seconds, took)
        _check(site, folder, checked, report)
        report.expect(_digest(first) == digest, f"la sauvegarde d’avant a changé ({killed})")
    # Two in one second have one name.
    time.sleep(1.1)
    before = set(backups(folder))
    site.manage("backup", BACKUP_DIR=str(folder), BACKUP_KEEP="100")
    _check(site, folder, checked, report)
    report.expect(len(set(backups(folder)) - before) == 1, "la sauvegarde suivante manque")
    halves = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    report.expect(not halves, f"restes\u00a0: {halves}")
    found = len(report.failures) - failures
    report.rows.append([BASES[kind], killed, done, len(checked), found])
    report.expect(killed == kills, f"{BASES[kind]}\u00a0: {killed} tuées en route seulement")


def _one(site: Site, folder: Path, seconds: float) -> float | None:
    """Begin a backup and kill it after ``seconds``; return how long it took if it was done."""
    began = time.monotonic()
    variables = {"BACKUP_DIR": str(folder), "BACKUP_KEEP": "100"}
    with subprocess.Popen(
        [sys.executable, "manage.py", "backup"], cwd=ROOT, env=site.environment | variables,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        return time.monotonic() - began if process.wait() == 0 else None


def backups(folder: Path) -> list[Path]:
    """Return what calls itself a backup."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _check(site: Site, folder: Path, checked: set[Path], report: Report) -> None:
    for path in set(backups(folder)) - checked:
        checked.add(path)
        try:
            site.manage("restore", "--check", str(path))
        except RuntimeError as error:
            report.expect(False, f"{path.name} n’est pas entière\u00a0: {str(error)[-300:]}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
