"""A keep-alive HTTP client light enough not to be what is measured."""

import socket
import threading
import time
from dataclasses import dataclass, field
from itertools import chain, count
from random import Random

TIMEOUT = 60
WARM_UP = 3


@dataclass
class Response:
    """What came back; ``size`` counts the bytes of the head and of the body on the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int


class Connection:
    """One connection to ``localhost:port``, opened again when the server closed it."""

    def __init__(self, port: int):
        self.port = port
        self.socket: socket.socket | None = None

    def get(self, path: str, **headers: str) -> Response:
        """Return the answer to ``GET path``; gzip is accepted and left as it is."""
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        request = "\r\n".join([*lines, "", ""]).encode()
        try:
            return self._exchange(request)
        except ConnectionError:
            self.close()
            return self._exchange(request)

    def close(self) -> None:
        """Close the connection; the next request opens it again."""
        if self.socket:
            self.socket.close()
        self.socket = None

    def _exchange(self, request: bytes) -> Response:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        return self._read()

    def _read(self) -> Response:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive()
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (li.partition(": ") for li in lines)}
        status = int(first.split()[1])
        if headers.get("transfer-encoding") == "chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += self._receive()
        elif status != 304:
            missing = int(headers["content-length"]) - len(body)
            while missing > 0:
                part = self._receive()
                body += part
                missing -= len(part)
        return Response(status, headers, body, len(head) + 4 + len(body))

    def _receive(self) -> bytes:
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionResetError
        return part


@dataclass
class Target:
    """An address to measure, and the seconds its answers took at one concurrency."""

    name: str
    port: int
    path: str
    status: int = 200
    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    statuses: set[int] = field(default_factory=set)

    @property
    def rate(self) -> float:
        """Requests answered per second."""
        return len(self.seconds) / self.elapsed

    def milliseconds(self, percent: float) -> float:
        """Return the time under which ``percent`` of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def measure(groups: list[list[Target]], clients: int, seconds: float, requests: int) -> None:
    """Ask every target in turn, again and again for ``seconds``, and write the times on each.

    In a turn ``clients`` clients at once ask the targets of a group one after the other,
    ``requests`` times over. Turns are short and in another order each round: what disturbs the
    machine disturbs all groups alike, and the targets of a group even more so. The first rounds
    warm up and are not counted; at least one is.
    """
    targets = list(chain.from_iterable(groups))
    connections = {
        id(target): [Connection(target.port) for _ in range(clients)] for target in targets
    }
    order = Random(0)
    deadline = time.monotonic() + seconds
    for number in count():
        if number > WARM_UP and time.monotonic() > deadline:
            break
        order.shuffle(groups)
        for group in groups:
            for target in group * requests:
                _turn(target, connections[id(target)])
        if number < WARM_UP:
            for target in targets:
                target.seconds, target.elapsed = [], 0.0
    for connection in chain.from_iterable(connections.values()):
        connection.close()


def _turn(target: Target, connections: list[Connection]) -> None:
    start = time.perf_counter()
    if len(connections) == 1:
        _ask(target, connections[0])
    else:
        threads = [threading.Thread(target=_ask, args=(target, one)) for one in connections]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    target.elapsed += time.perf_counter() - start
    if wrong := target.statuses - {target.status}:
        raise SystemExit(f"Mesure interrompue : {target.path} répond {wrong}")


def _ask(target: Target, connection: Connection) -> None:
    start = time.perf_counter()
    status = connection.get(target.path).status
    target.seconds.append(time.perf_counter() - start)
    target.statuses.add(status)
