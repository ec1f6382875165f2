"""What stands between the readers and the site."""

import getpass
import grp
import os
import re
import socket
import ssl
import subprocess
from http.client import HTTPConnection

from drill.servers.processes import DEPLOY, PATIENCE, free_port, is_alive, until
from drill.stage import HOST

IPV6 = re.compile(r"^ *listen \[::\].*\n", re.MULTILINE)
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


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
