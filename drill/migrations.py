"""Migrate an empty database with two processes at once, and kill one on its way."""

import random
import subprocess
import sys
import time
from contextlib import suppress

from drill.report import ROOT, Report
from drill.stage import POSTGRES, SQLITE, Site, Stage
from drill.tables import rows

TITLE = "Deux processus migrent à la fois, d’autres sont tués en route"
DATABASES = [SQLITE, POSTGRES]
MINUTES = (10, 40)
BASES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
WAITING = "Un autre processus migre cette base"
NOTHING = "No migrations to apply"
NOTED = "SELECT count(*) FROM django_migrations"


def run(stage: Stage) -> Report:
    """Do both with each kind of database."""
    report = Report(
        ["", "migrations faites", "faites avant l’arrêt", "écarts"],
        note="Tués, puis repris par un `migrate` ordinaire, qui finit\u00a0; ensemble, l’un attend "
        "en le disant, puis ne trouve rien à faire.",
    )
    kills = stage.count(10, 2, "migrations tuées")
    for kind in DATABASES:
        seconds = _together(stage, kind, report)
        _killed(stage, kind, kills // len(DATABASES), seconds, report)
    return report


def _together(stage: Stage, kind: str, report: Report) -> float:
    """Start two at once; return how long they took."""
    site, failures = stage.empty(kind, f"{kind}_two"), len(report.failures)
    began = time.monotonic()
    processes = [_migrate(site), _migrate(site)]
    said = [process.communicate()[0] for process in processes]
    seconds = time.monotonic() - began
    for process, text in zip(processes, said, strict=True):
        report.expect(process.returncode == 0, f"{BASES[kind]}\u00a0: {text[-400:]}")
    first, second = sorted(said, key=lambda text: NOTHING in text)
    report.expect(NOTHING not in first, f"{BASES[kind]}\u00a0: personne n’a migré")
    report.expect(NOTHING in second, f"{BASES[kind]}\u00a0: les deux ont migré")
    report.expect(WAITING in second, f"{BASES[kind]}\u00a0: celui qui attend ne le dit pas")
    made = rows(site, NOTED)[0][0]
    report.rows.append(
        [f"{BASES[kind]}, deux ensemble", made, "–", len(report.failures) - failures]
    )
    return seconds


def _killed(stage: Stage, kind: str, kills: int, seconds: float, report: Report) -> None:
    chance = random.Random(20260104)
    for number in range(kills):
        site, failures = stage.empty(kind, f"{kind}_{number}"), len(report.failures)
        process = _migrate(site)
        # Not while Python starts: nothing is written then.
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=chance.uniform(0.1, 0.9) * seconds)
        process.kill()
        process.communicate()
        before = _noted(site)
        try:
            site.manage("migrate", "--verbosity=0")
            site.manage("migrate", "--check")
            site.manage("load_federation")
        except RuntimeError as error:
            report.expect(False, f"{BASES[kind]}, tué\u00a0: {str(error)[-400:]}")
        row = [f"{BASES[kind]}, tué", _noted(site), before, len(report.failures) - failures]
        report.rows.append(row)


def _noted(site: Site) -> int:
    # Killed before it made the table of migrations.
    with suppress(Exception):
        return rows(site, NOTED)[0][0]
    return 0


def _migrate(site: Site) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "--no-color"], cwd=ROOT, env=site.environment,
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
