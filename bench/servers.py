"""Gunicorn processes, each on a port that the kernel gave."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from bench.sites import FOLDER, ROOT

WORKERS = 2
THREADS = 4
START_SECONDS = 60


class Server:
    """A running gunicorn with ``application``; leave the ``with`` block to stop it.

    ``configuration``: the file that an operator would name, or nothing.
    """

    def __init__(self, name, application, environment: dict[str, str], configuration=""):
        self.name = name
        self.application = application
        self.environment = environment
        self.configuration = [f"--config={configuration}"] if configuration else []

    def __enter__(self) -> "Server":
        log = FOLDER / f"{self.name}.log"
        with socket.create_server(("127.0.0.1", 0), backlog=128) as listener, log.open("w") as out:
            self.port = listener.getsockname()[1]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *self.configuration, self.application,
                 f"--workers={WORKERS}", f"--threads={THREADS}", "--keep-alive=60",
                 "--graceful-timeout=1", f"--bind=fd://{listener.fileno()}"],
                cwd=ROOT, env=self.environment, pass_fds=[listener.fileno()],
                stdout=out, stderr=out,
            )  # fmt: skip
        self._wait(log)
        return self

    def __exit__(self, *exception) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def _wait(self, log: Path) -> None:
        """Return when every worker runs the application."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if log.read_text().count("Booting worker") == WORKERS:
                return
            time.sleep(0.1)
        self.process.terminate()
        raise SystemExit(f"Le serveur « {self.name} » ne démarre pas :\n{log.read_text()}")

    def memory(self) -> float:
        """Return the memory of the whole process tree in MiB, shared pages counted once."""
        pids = [self.process.pid, *_descendants(self.process.pid)]
        return sum(memory_of(pid)["Pss"] for pid in pids)


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = [int(child) for child in children]
    return found + [below for child in found for below in _descendants(child)]


def memory_of(pid: int) -> dict[str, float]:
    """Return the memory of a process in MiB: ``Rss``, all it can reach, and ``Pss``, its share.

    What several processes share counts whole in the first, and divided among them in the second.
    """
    told = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in told if line.endswith(" kB")}
    return {name: int(sizes[name]) / 1024 for name in ("Rss", "Pss")}
