"""The shipped servers, started for real: only ports and folders are replaced.

The tests of deploy/ and the drills use them. All of them listen on 127.0.0.1, or on a socket in a
private folder.
"""

import contextlib
import getpass
import grp
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from drill.report import ROOT
from drill.stage import HOST

DEPLOY = ROOT / "deploy"
PATIENCE = 60
BACKLOG = 2048
IPV6 = re.compile(r"^ *listen \[::\].*\n", re.MULTILINE)
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def until(condition, problem):
    """Wait for ``condition()`` to hold, and return it; fail with ``problem()``."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(problem())


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


def is_alive(pid):
    """Tell whether the process runs: one that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def proportional_set(pid):
    """Return the memory of a process in kB, pages shared with others divided among them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


class Postgres:
    """The throwaway cluster of scripts/with-postgres.sh, to be stopped and started again."""

    def __init__(self):
        # DATABASE_URL names the folder of its socket, which holds its data too.
        self.folder = Path(unquote(urlsplit(os.environ["DATABASE_URL"]).netloc.rpartition("@")[2]))
        finder = [str(ROOT / "scripts" / "with-postgres.sh"), "--find"]
        found = subprocess.run(finder, check=True, capture_output=True, text=True)
        self.programs = Path(found.stdout.strip())

    def is_running(self):
        return self._control("status").returncode == 0

    def stop(self):
        """Stop it at once: connections are cut."""
        self._control("stop", "-m", "fast", check=True)

    def start(self):
        """Start it as it was started before, unless it runs."""
        if not self.is_running():
            # "restart" remembers the options of the first start, "start" does not.
            log = ["-l", str(self.folder / "data" / "server.log")]
            self._control("restart", *log, check=True)

    def _control(self, *action, check=False):
        owner = self.folder.stat()
        drop = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        return subprocess.run(
            [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-s", "-w", *action],
            cwd=self.folder, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **(drop if os.getuid() == 0 else {}),
        )  # fmt: skip


class Redis:
    """A cache server that keeps nothing on the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        """Start it, empty, and return once it answers."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, lambda: "redis-server does not answer")

    def stop(self):
        """Stop it and return once it has; what it kept is lost."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


class Nginx:
    """``deploy/nginx.conf`` in front of ``gunicorn``, serving the files under ``var``."""

    SHIPPED = "nginx.conf"

    def __init__(self, gunicorn, var, folder):
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._replaced(gunicorn, var))
        self._make_certificate()

    def _replaced(self, processes, var):
        text = (DEPLOY / self.SHIPPED).read_text()
        for shipped, here in (*self._places_of_any(var), *self._places(processes)):
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        text = self._in_ipv6(text)
        paths = "".join(f"{name}_temp_path {self.folder}/{name};" for name in TEMPORARY)
        return re.sub(r"^http \{$", f"http {{ {paths}", text, flags=re.MULTILINE)

    def _places_of_any(self, var):
        group = grp.getgrgid(os.getgid()).gr_name
        return (
            ("user www-data;", f"user {getpass.getuser()} {group};"),
            ("/run/nginx.pid", f"{self.folder}/nginx.pid"),
            ("/var/log/nginx/", f"{self.folder}/"),
            ("listen 80", f"listen 127.0.0.1:{self.plain_port}"),
            ("listen 443", f"listen 127.0.0.1:{self.port}"),
            ("/etc/centre/tls/", f"{self.folder}/"),
            ("/srv/centre/var", str(var)),
        )

    def _in_ipv6(self, text):
        """Return ``text`` without IPv6, which would listen to everybody."""
        assert IPV6.search(text)
        return IPV6.sub("", text)

    def _places(self, gunicorn):
        return (
            ("127.0.0.1:8000", f"127.0.0.1:{gunicorn.port}"),
            ("127.0.0.1:8001", f"127.0.0.1:{gunicorn.staff_port}"),
        )

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-keyout", self.folder / "privkey.pem",
             "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def run(self, *options):
        """Run nginx with the configuration and return the finished process."""
        path = f"{os.environ['PATH']}:/usr/sbin"  # where users who are not root do not look
        return subprocess.run(
            ["nginx", "-c", str(self.configuration), "-p", str(self.folder), *options],
            capture_output=True, text=True, env=os.environ | {"PATH": path},
        )  # fmt: skip

    def __enter__(self):
        started = self.run()
        assert started.returncode == 0, started.stderr
        return self

    def __exit__(self, *exception):
        pid = (self.folder / "nginx.pid").read_text().strip()
        self.run("-s", "stop")
        until(lambda: not is_alive(pid), lambda: f"nginx {pid} goes on")

    def access(self):
        return (self.folder / "centre-access.log").read_text()

    def errors(self):
        return (self.folder / "centre-error.log").read_text()

    def connect(self, name=HOST):
        """Return a connection over TLS that asks for the host ``name``."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        return connection

    def connect_plain(self):
        return HTTPConnection("127.0.0.1", self.plain_port, timeout=PATIENCE)
