"""The shipped servers, started for real: only ports and folders are replaced."""

import getpass
import grp
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
HOST = "centre.example.org"
PATIENCE = 60
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
    """The site under ``deploy/gunicorn.conf.py``."""

    def __init__(self, environment, folder):
        self.access_log = folder / "access.log"
        self.error_log = folder / "errors.log"
        self.environment = environment | {
            "GUNICORN_ACCESS_LOG": str(self.access_log),
            "GUNICORN_ERROR_LOG": "-",
        }

    def __enter__(self):
        with socket.create_server(("127.0.0.1", 0)) as listener, self.error_log.open("w") as out:
            self.port = listener.getsockname()[1]
            bind = {"GUNICORN_BIND": f"fd://{listener.fileno()}"}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py")],
                cwd=self.access_log.parent, env=self.environment | bind,
                pass_fds=[listener.fileno()], stdout=out, stderr=out,
            )  # fmt: skip
        until(lambda: self.errors().count("Booting worker") == 2, self.errors)
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def errors(self):
        return self.error_log.read_text()

    def connect(self):
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def raw(self, text):
        """Send ``text`` as it is and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(text.replace("\n", "\r\n").encode())
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()


class Redis:
    """A cache server that keeps nothing on the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, lambda: "redis-server does not answer")
        return self

    def __exit__(self, *exception):
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

    def __init__(self, gunicorn, var, folder):
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._replaced(gunicorn, var))
        self._make_certificate()

    def _replaced(self, gunicorn, var):
        group = grp.getgrgid(os.getgid()).gr_name
        text = (DEPLOY / "nginx.conf").read_text()
        for shipped, here in (
            ("user www-data;", f"user {getpass.getuser()} {group};"),
            ("/run/nginx.pid", f"{self.folder}/nginx.pid"),
            ("/var/log/nginx/", f"{self.folder}/"),
            ("listen 80", f"listen 127.0.0.1:{self.plain_port}"),
            ("listen 443", f"listen 127.0.0.1:{self.port}"),
            ("127.0.0.1:8000", f"127.0.0.1:{gunicorn.port}"),
            ("/etc/centre/tls/", f"{self.folder}/"),
            ("/srv/centre/var", str(var)),
        ):
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        paths = "".join(f"{name}_temp_path {self.folder}/{name};" for name in TEMPORARY)
        return re.sub(r"^http \{$", f"http {{ {paths}", text, flags=re.MULTILINE)

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
        until(lambda: not Path(f"/proc/{pid}").exists(), lambda: f"nginx {pid} goes on")

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
