"""What stands before the site in production: it sends the head and the body of an answer together.

Gunicorn sends the head first and alone. On Chromium's slow line the whole body then counts as one
parcel and paints at once; behind a front server the page comes in as it does on a real line.
"""

import contextlib
import socket
import threading

from bench.client import TIMEOUT


class Front:
    """A relay to ``port``, on a ``port`` of its own; leave the ``with`` block to stop it."""

    def __init__(self, port: int):
        self.behind = port

    def __enter__(self) -> "Front":
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        # Closing alone would leave the thread waiting for a connection.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                reader, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(reader,), daemon=True).start()

    def _serve(self, reader: socket.socket) -> None:
        with (
            contextlib.suppress(OSError),
            reader,
            socket.create_connection(("127.0.0.1", self.behind), TIMEOUT) as site,
        ):
            while request := _head(reader):
                site.sendall(request)
                reader.sendall(_answer(site))


def _head(source: socket.socket) -> bytes:
    """Return what comes up to the end of a head, empty when the connection ends."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = source.recv(65_536)
        if not part:
            return b""
        received += part
    return received


def _answer(site: socket.socket) -> bytes:
    """Return a whole answer: of the length it says, in chunks, or without a body."""
    received = _head(site)
    head, _, body = received.partition(b"\r\n\r\n")
    fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    length = int(fields.get(b"content-length", 0))
    in_chunks = fields.get(b"transfer-encoding") == b"chunked"
    while len(body) < length or (in_chunks and not body.endswith(b"0\r\n\r\n")):
        part = site.recv(65_536)
        if not part:
            break
        body += part
    return head + b"\r\n\r\n" + body
