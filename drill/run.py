"""``make drill``: run the drills, each in a process of its own, and write down what they found.

python -m drill.run [NAME…] [--small] [--count WHAT=NUMBER] [--keep FOLDER]
"""

import argparse
import contextlib
import datetime as dt
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from drill.report import DOCUMENT, ROOT, Count, Report, load, replaced, section
from drill.stage import POSTGRES, SQLITE, prepare

# A drill that says nothing of itself stops after so long, small or full.
MINUTES = (10, 60)


def names() -> list[str]:
    """Return the names of all drills: the modules of this package that have a title."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    # Not imported for that: some need the settings of a site.
    return [path.stem for path in modules if "\nTITLE = " in path.read_text()]


def _module(name: str):
    return importlib.import_module(f"drill.{name}")


def kinds(chosen: list[str]) -> list[str]:
    """Return the kinds of database that the drills ``chosen`` need."""
    needed = {kind for name in chosen for kind in getattr(_module(name), "DATABASES", [SQLITE])}
    return [kind for kind in (SQLITE, POSTGRES) if kind in needed]


def main(arguments: list[str] | None = None) -> int:
    """Run the drills that are named, all by default; return 1 when one failed."""
    options = read(arguments)
    chosen = options.names or names()
    if POSTGRES in kinds(chosen) and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return _again_with_postgres()
    failed = []
    with _folder(options.keep) as folder:
        for number, name in enumerate(chosen, start=1):
            print(f"\n[{number}/{len(chosen)}] {_module(name).TITLE} ({name})", flush=True)
            if not conduct(name, folder, options):
                failed.append(name)
    print(f"\nÉchec : {', '.join(failed)}" if failed else "\nTout a réussi.")
    return 1 if failed else 0


def read(arguments: list[str] | None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("names", nargs="*", type=_known, metavar="NAME")
    parser.add_argument("--small", action="store_true", help="little of each; write nothing")
    parser.add_argument("--keep", help="a folder where the filled sites stay for the next run")
    parser.add_argument("--count", action="append", default=[], metavar="WHAT=NUMBER")
    return parser.parse_args(arguments)


def _known(name: str) -> str:
    if name not in names():
        raise argparse.ArgumentTypeError(f"{name} : {', '.join(names())}")
    return name


def wanted(options: argparse.Namespace) -> dict[str, int]:
    """Return the counts that ``--count`` chose."""
    return {what: int(count) for what, _, count in (one.rpartition("=") for one in options.count)}


def _again_with_postgres() -> int:
    """Run the same command with a throwaway cluster."""
    script = str(ROOT / "scripts" / "with-postgres.sh")
    command = [script, sys.executable, "-m", "drill.run", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT).returncode


@contextlib.contextmanager
def _folder(keep: str | None):
    """Yield a folder that goes away, but for the filled sites that are to be kept."""
    path = Path(tempfile.mkdtemp(prefix="drill-"))
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
        (path / "templates").symlink_to(Path(keep).resolve())
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def conduct(name: str, folder: Path, options: argparse.Namespace) -> bool:
    """Run one drill and write down what it found; return whether it succeeded."""
    started = time.monotonic()
    for kind in kinds([name]):
        prepare(folder / "templates", kind)
    report, counts = _apart(name, folder, options)
    for failure in report.failures:
        print(f"      échec : {failure}", flush=True)
    seconds = time.monotonic() - started
    today = dt.datetime.now(dt.UTC).date().isoformat()
    text = section(report, today, seconds, counts)
    print("\n".join(f"      {line}" for line in text.splitlines() if line), flush=True)
    if not options.small:
        DOCUMENT.write_text(replaced(DOCUMENT.read_text(), name, text))
    return not report.failures


def _apart(name: str, folder: Path, options: argparse.Namespace) -> tuple[Report, list[Count]]:
    """Run the drill in a session of its own, and end all of it when its time is over."""
    own = folder / name
    own.mkdir()
    task = {"small": options.small, "wanted": wanted(options)}
    (own / "task.json").write_text(json.dumps(task))
    process = subprocess.Popen(
        [sys.executable, "-m", "drill.one", name, str(own), str(folder / "templates")],
        cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    minutes = getattr(_module(name), "MINUTES", MINUTES)[0 if options.small else 1]
    problem = ""
    try:
        if process.wait(timeout=60 * minutes):
            problem = "l’exercice s’est arrêté sur une erreur (ci-dessus)"
    except subprocess.TimeoutExpired:
        problem = f"l’exercice a été arrêté après {minutes} min"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    counts = [Count(**count) for count in _read(own / "counts.json", [])]
    if problem:
        return Report([""], failures=[problem]), counts
    return load(own / "report.json"), counts


def _read(path: Path, default):
    return json.loads(path.read_text()) if path.exists() else default


if __name__ == "__main__":
    sys.exit(main())
