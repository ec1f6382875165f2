"""How long it is from the start of a process to what it was started for."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench.client import TIMEOUT
from drill.stage import HOST, SQLITE, Site, Stage

PAGE = "/ogou-1/"
CONFIGURATION = "deploy/gunicorn.conf.py"
# Communes of the list that the demonstration has no centre for.
NEW = ("Agoè-Nyivé 1", "Agoè-Nyivé 2", "Agoè-Nyivé 3", "Agoè-Nyivé 4", "Agoè-Nyivé 5")
SETUP = "import django; django.setup()"


def found(stage: Stage, times: int) -> dict[str, list[float]]:
    """Return the seconds of each start: to the first page, of Django alone, of a new commune.

    One that is not counted comes first: what Python compiled and what the disk gave is then warm.
    """
    site = stage.site(SQLITE)
    first_page(site, stage.folder)
    result: dict[str, list[float]] = {"page": [], "django": [], "commune": []}
    for name in NEW[:times]:
        result["page"].append(first_page(site, stage.folder))
        result["django"].append(_seconds(site, "-c", SETUP))
        result["commune"].append(
            _seconds(site, "manage.py", "new_commune", name, "--town", "Ville")
        )
        stage.say(", ".join(f"{what} {seconds[-1]:.1f} s" for what, seconds in result.items()))
    return result


def first_page(site: Site, folder: Path) -> float:
    """Return the seconds from the start of gunicorn to the whole of the first page."""
    log = folder / "start.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("w") as out:
        environment = site.environment | {"GUNICORN_BIND": f"fd://{listener.fileno()}"}
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", CONFIGURATION],
            env=environment, pass_fds=[listener.fileno()], stdout=out, stderr=out,
        )  # fmt: skip
        try:
            status = _ask(listener.getsockname()[1])
        finally:
            seconds = time.perf_counter() - started
            os.kill(process.pid, signal.SIGTERM)
            process.wait(timeout=TIMEOUT)
    if status != 200:
        raise RuntimeError(f"{PAGE} : {status}\n{log.read_text()}")
    return seconds


def _ask(port: int) -> int:
    """Return the status of the page, and wait for its end."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as line:
        head = f"GET {PAGE} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"
        line.sendall(head.encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    return int(answer.split(b" ", 2)[1])


def _seconds(site: Site, *arguments: str) -> float:
    started = time.perf_counter()
    site.python(*arguments)
    return time.perf_counter() - started
