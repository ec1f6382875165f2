"""``make bench BENCH=--production``: what the site holds as it is installed on one small machine.

Each part is a process with a bound in time: one that fails or lasts too long says so in its place,
and the others go on.
"""

import argparse
import contextlib
import importlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import production_report, report
from drill.report import ROOT
from drill.stage import POSTGRES, SQLITE, Stage, prepare

QUICK, USUAL, FULL = range(3)
PREPARATION = "préparation"


@dataclass(frozen=True)
class Part:
    """A module whose ``found(stage, *quantities)`` measures; quick, usual and full quantities.

    ``minutes``: after which it is ended. ``kinds``: the databases that it needs.
    """

    module: str
    quantities: tuple[tuple, tuple, tuple]
    minutes: tuple[int, int, int]
    kinds: tuple[str, ...] = (SQLITE,)


PARTS = {
    # Seconds of load.
    "foule": Part("bench.crowd", ((10,), (60,), (120,)), (6, 8, 10)),
    # Starts.
    "démarrage": Part("bench.start", ((1,), (3,), (5,)), (6, 8, 10)),
    # Seconds for each number of clients, at least.
    "couches": Part("bench.layers", ((2,), (20,), (40,)), (10, 12, 15), (SQLITE, POSTGRES)),
    # Megabytes, rounds.
    "copie": Part("bench.copying", ((50, 1), (200, 3), (5_000, 2)), (6, 10, 40)),
}
PREPARING_MINUTES = 20


def run(options: argparse.Namespace) -> int:
    """Measure what ``options`` asks for, print it, write it if asked; return 1 if a part failed."""
    chosen = options.part or list(PARTS)
    if POSTGRES in kinds(chosen) and not report.is_postgres():
        return _again_with_postgres()
    size = FULL if options.full else QUICK if options.quick else USUAL
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        found = measure(chosen, size, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = production_report.text(found)
    print(text)
    if options.write:
        machine = f"{os.cpu_count()} cœurs, Python {platform.python_version()}"
        report.write("production", text, machine, _command(size))
    return int(any("problème" in one for one in found.values()))


def kinds(chosen: list[str]) -> list[str]:
    """Return the kinds of database that the parts ``chosen`` need."""
    return sorted({kind for name in chosen for kind in PARTS[name].kinds})


def _command(size: int) -> str:
    return (
        "make bench BENCH="
        + {
            QUICK: "'--production --quick'",
            USUAL: "--production",
            FULL: "'--production --full'",
        }[size]
    )


def _again_with_postgres() -> int:
    """Run the same command with a throwaway cluster."""
    script = str(ROOT / "scripts" / "with-postgres.sh")
    again = [script, sys.executable, "-m", "bench.run", *sys.argv[1:]]
    return subprocess.run(again, cwd=ROOT).returncode


def measure(chosen: list[str], size: int, folder: Path) -> dict[str, dict]:
    """Return by name what each part found, or its ``problème``."""
    started = time.monotonic()
    ready = conduct(PREPARATION, folder, kinds(chosen), PREPARING_MINUTES)
    _say(PREPARATION, ready, started)
    if "problème" in ready:
        return dict.fromkeys(chosen, ready)
    found = {}
    for name in chosen:
        part = PARTS[name]
        found[name] = conduct(name, folder, list(part.quantities[size]), part.minutes[size])
        _say(name, found[name], started)
    return found


def _say(name: str, found: dict, started: float) -> None:
    said = found.get("problème", "fait")
    print(f"  {name} : {said} ({time.monotonic() - started:.0f} s)", file=sys.stderr, flush=True)


def conduct(name: str, folder: Path, quantities: list, minutes: float) -> dict:
    """Return what the part found; it is ended, with all that it started, after ``minutes``."""
    own = folder / name
    own.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.production", name, str(folder), json.dumps(quantities)],
        cwd=ROOT, start_new_session=True, stdout=sys.stderr,
    )  # fmt: skip
    try:
        problem = process.wait(timeout=60 * minutes) and "arrêtée sur une erreur (ci-dessus)"
    except subprocess.TimeoutExpired:
        problem = f"arrêtée après {minutes} min"
    finally:
        _end(process.pid, own)
    return {"problème": problem} if problem else json.loads((own / "found.json").read_text())


def _end(group: int, folder: Path) -> None:
    """End what a part left: its processes, and nginx, which leaves their session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    for path in folder.rglob("nginx.pid"):
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(path.read_text()), signal.SIGTERM)


def main(name: str, folder: str, quantities: str) -> None:
    """Measure one part in this process, and write down what it found."""
    own, templates = Path(folder) / name, Path(folder) / "templates"
    result: dict = {}
    if name == PREPARATION:
        for kind in json.loads(quantities):
            print(f"      le site de démonstration, {kind}", file=sys.stderr, flush=True)
            prepare(templates, kind)
    else:
        stage = Stage(own, templates, small=False, wanted={})
        result = importlib.import_module(PARTS[name].module).found(stage, *json.loads(quantities))
    (own / "found.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
