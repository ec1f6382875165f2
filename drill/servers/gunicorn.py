"""The site as it is shipped."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from drill.report import ROOT
from drill.servers.processes import DEPLOY, PATIENCE, is_alive, proportional_set, until

BACKLOG = 2048


class Gunicorn:
    """The site under ``deploy/gunicorn.conf.py``; ``environment`` is that of the process.

    It takes its sockets from the process that starts it, as it does from systemd: they stay while
    the server is stopped, and those who come then wait. ``has_staff_door``: two, as shipped.
    """

    def __init__(self, environment, folder, has_staff_door=False):
        self.doors = 1 + has_staff_door
        self.told_before = ""
        self.access_log = folder / "access.log"
        self.error_log = folder / "errors.log"
        self.environment = environment | {
            "GUNICORN_ACCESS_LOG": str(self.access_log),
            "GUNICORN_ERROR_LOG": "-",
        }
        self.workers = int(self.environment.get("GUNICORN_WORKERS") or 2) + has_staff_door

    def __enter__(self):
        self.listeners = [
            socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) for _door in range(self.doors)
        ]
        self.port, *_staff = ports = [one.getsockname()[1] for one in self.listeners]
        self.staff_port = ports[-1]
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()
        self.close_doors()

    def close_doors(self):
        """Take no call any more."""
        for listener in self.listeners:
            listener.close()

    def start(self):
        """Start it and return once all its workers run."""
        self.told_before += self.errors() if self.error_log.exists() else ""
        doors = [listener.fileno() for listener in self.listeners]
        with self.error_log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "drill.activation", ",".join(map(str, doors)),
                 sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py")],
                cwd=ROOT, env=self.environment, pass_fds=doors,
                stdout=out, stderr=out,
            )  # fmt: skip
        until(lambda: self.errors().count("Booting worker") == self.workers, self.errors)

    def stop(self):
        """Ask it to stop, as systemd does, and return once it has."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def kill(self):
        """End all its processes at once, as a power cut would, and return when they are gone."""
        pids = [self.process.pid, *self.worker_pids()]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)
        until(lambda: not any(map(is_alive, pids)), lambda: "a killed worker goes on")

    def worker_pids(self):
        """Return the ids of the processes that answer."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def memory(self):
        """Return the memory of each worker that is its own or shared in parts, in MB."""
        return [proportional_set(pid) / 1000 for pid in self.worker_pids()]

    def errors(self):
        """Return what it said since it was last started."""
        return self.error_log.read_text(errors="replace")

    def faults(self):
        """Return what went wrong since the first start: the lines of its log that say so."""
        lines = (self.told_before + self.errors()).splitlines()
        return [line for line in lines if not re.search(r"\[INFO\]|\bWARNING\b", line)]

    def connect(self):
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def raw(self, text):
        """Send ``text`` as it is and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(text.replace("\n", "\r\n").encode())
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()
