"""The line between a phone and the site, which a test cuts, hangs or falsifies.

The offline mode of a browser's tools is not that of its workers; a cut line is the same for all.
"""

import http.client
import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PACK = "hors-ligne/pack.json"
OF_ONE_STRETCH = {"connection", "content-length", "date", "keep-alive", "transfer-encoding"}


class Line:
    """A proxy on a port of its own in front of ``server``.

    ``state``: "up", "cut" (no answer), "hung" (no answer and no end) or "faulty" (500 to all).
    ``falsify(pack)`` changes a pack on its way; ``instead``, a status and a body that come in its
    place; ``date``, when the server says it is. Below ``/autre/`` stands the same site as if it
    were that of another commune. ``answers`` are the paths asked for, with their status.
    """

    def __init__(self, server: str):
        self.upstream = urlsplit(server)
        self.state = "up"
        self.falsify: Callable[[dict], None] = lambda pack: None
        self.instead: tuple[int, bytes] | None = None
        self.date = ""
        self.answers: list[tuple[str, int]] = []
        self.freed = threading.Event()
        self.proxy = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"line": self})
        )
        self.proxy.daemon_threads = True
        self.address = f"http://localhost:{self.proxy.server_port}"
        # To a browser, another site.
        self.outside = f"http://127.0.0.1:{self.proxy.server_port}/robots.txt"
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.freed.set()
        self.proxy.shutdown()
        self.proxy.server_close()

    def asked_for_pack(self) -> list[int]:
        """Return the status of each answer to a request for a pack."""
        return [status for path, status in self.answers if path.endswith(PACK)]


class _Handler(BaseHTTPRequestHandler):
    line: Line

    def do_GET(self):
        line = self.line
        if line.state == "cut":
            self.close_connection = True
            return
        if line.state == "hung":
            line.freed.wait()
            return
        if line.state == "faulty":
            self.reply(500, [("Content-Type", "text/html")], b"<title>Panne</title>")
            return
        prefix = "/autre" if self.path.startswith("/autre/") else ""
        status, headers, body = self.fetch(self.path.removeprefix(prefix))
        if self.path.endswith(PACK) and line.instead:
            status, body = line.instead
        elif self.path.endswith(PACK) and status == 200:
            body = self.falsified(body, prefix)
        if prefix:
            # In a page, and within the text of a pack.
            body = re.sub(rb'(data-offline=\\?")/', rb"\1/autre/", body)
        self.reply(status, headers, body)

    def fetch(self, path: str):
        upstream = http.client.HTTPConnection(self.line.upstream.netloc, timeout=30)
        headers = dict(self.headers.items()) | {"Accept-Encoding": "identity"}
        upstream.request("GET", path, headers=headers)
        response = upstream.getresponse()
        body = response.read()
        upstream.close()
        return response.status, response.getheaders(), body

    def falsified(self, body: bytes, prefix: str) -> bytes:
        pack = json.loads(body)
        if prefix:
            pack["root"] = f"{prefix}/"
            pack["suffix"] = " · Autre commune"
        self.line.falsify(pack)
        return json.dumps(pack).encode()

    def reply(self, status: int, headers, body: bytes) -> None:
        self.line.answers.append((self.path, status))
        self.send_response_only(status)
        for name, value in headers:
            if name == "Location" and value.startswith("https:"):
                value = self.line.outside
            if name.lower() not in OF_ONE_STRETCH:
                self.send_header(name, value)
        self.send_header("Date", self.line.date or self.date_time_string())
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        """Write nothing: ``answers`` says it."""
