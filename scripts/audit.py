"""Whether a library of the locks has a known fault: audit.py LOCK…

Ends with 1 when one has, and with 2 when nobody could be asked though AUDIT=required.
"""

import json
import os
import subprocess
import sys

from pip._internal.models.index import PyPI

# Whom pip-audit asks.
SERVICE = f"{PyPI.pypi_url}/pip/json"
# Whoever does not answer this fast is away; who answers may take longer for a hundred libraries.
PROBE_SECONDS, AUDIT_SECONDS = 15, 600
PROBE = (
    "import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=float(sys.argv[2])).read(1)"
)


class NotExamined(Exception):
    """Nobody could be asked; the text says why, in French."""


def ask_whether_it_answers(address: str = SERVICE, seconds: float = PROBE_SECONDS) -> None:
    """Raise ``NotExamined`` unless ``address`` answers within ``seconds``.

    In a process of its own: looking a name up knows no limit of time.
    """
    command = [sys.executable, "-c", PROBE, address, str(seconds)]
    try:
        subprocess.run(command, timeout=seconds, check=True, capture_output=True)  # noqa: S603
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as problem:
        raise NotExamined("le service des avis de sécurité ne répond pas") from problem


def libraries(locks: list[str], seconds: float = AUDIT_SECONDS) -> list[dict]:
    """Return what pip-audit says of each library that ``locks`` install.

    Raises ``NotExamined`` when pip-audit did not come to an end.
    """
    command = [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off",
               "--disable-pip", "--require-hashes"]  # fmt: skip
    command += [part for lock in locks for part in ("--requirement", lock)]
    try:
        done = subprocess.run(  # noqa: S603
            command, timeout=seconds, capture_output=True, text=True
        )
        # It ends with 1 for a fault and for a failure: only what it writes tells them apart.
        return json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired as problem:
        raise NotExamined(f"pip-audit n’a pas fini en {seconds:.0f} s") from problem
    except (ValueError, KeyError) as problem:
        said = done.stderr.strip().splitlines() or ["pip-audit n’a rien dit"]
        raise NotExamined(said[-1]) from problem


def faults(libraries: list[dict]) -> list[str]:
    """Return a line for each known fault of ``libraries``."""
    return [
        f"{one['name']} {one['version']} : {fault['id']}, réparé dans "
        + (", ".join(fault["fix_versions"]) or "aucune version")
        for one in libraries
        for fault in one.get("vulns", ())
    ]


def main(locks: list[str]) -> int:
    """Say what is known of ``locks``; return how the program ends."""
    try:
        ask_whether_it_answers()
        told = libraries(locks)
        if found := faults(told):
            print("Failles connues des dépendances :", *found, sep="\n  ")
            return 1
        if unknown := [one["name"] for one in told if "skip_reason" in one]:
            raise NotExamined(f"le service ne dit rien de {len(unknown)}, dont {unknown[0]}")
    except NotExamined as problem:
        print(f"Dépendances NON EXAMINÉES : {problem}.")
        return 2 if os.environ.get("AUDIT") == "required" else 0
    print(f"Dépendances examinées : aucune faille connue, sur {len(told)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
