"""A keep-alive HTTP client light enough not to be what is measured."""

import selectors
import socket
import ssl
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
    """One connection to ``port`` of this machine, opened again when the server closed it.

    ``host``: the name asked for. ``tls``: what encrypts the connection, if anything does.
    """

    def __init__(self, port: int, host: str = "localhost", tls: ssl.SSLContext | None = None):
        self.port, self.host, self.tls = port, host, tls
        self.socket: socket.socket | None = None
        self.received = b""
        self.asked = 0.0
        self.left = 0

    def get(self, path: str, **headers: str) -> Response:
        """Return the answer to ``GET path``; gzip is accepted and left as it is."""
        self.send(path, **headers)
        while True:
            try:
                if response := self.receive():
                    return response
            except ConnectionError:
                self.close()
                self.send(path, **headers)

    def send(self, path: str, **headers: str) -> None:
        """Ask for ``path``; ``receive`` gives the answer."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.host}", "Accept-Encoding: gzip"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.received = b""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.tls:
                self.socket = self.tls.wrap_socket(self.socket, server_hostname=self.host)
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())

    def receive(self) -> Response | None:
        """Take in what came; return the answer once it is whole.

        Raises ``ConnectionResetError`` when the server closed the connection.
        """
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionResetError
        self.received += part
        return whole(self.received)

    def close(self) -> None:
        """Close the connection; the next request opens it again."""
        if self.socket:
            self.socket.close()
        self.socket = None


def whole(received: bytes) -> Response | None:
    """Return the answer in ``received``, ``None`` while something is missing."""
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (li.partition(": ") for li in lines)}
    status = int(first.split()[1])
    if headers.get("transfer-encoding") == "chunked":
        is_whole = body.endswith(b"0\r\n\r\n")
    else:
        is_whole = status == 304 or len(body) >= int(headers["content-length"])
    return Response(status, headers, body, len(received)) if is_whole else None


def ask_once(port: int, path: str) -> None:
    """Ask for ``path`` over a connection of its own, so that any worker may answer."""
    connection = Connection(port)
    connection.get(path)
    connection.close()


@dataclass
class Target:
    """An address to measure, and the seconds its answers took at one concurrency."""

    name: str
    port: int
    path: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    host: str = "localhost"
    tls: ssl.SSLContext | None = None
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

    In a turn ``clients`` clients at once ask a target ``requests`` times each. Turns are short and
    in another order each round: what disturbs the machine disturbs all groups alike, and the
    targets of a group even more so. The first rounds warm up and are not counted; at least one is.
    """
    targets = list(chain.from_iterable(groups))
    connections = {
        id(target): [Connection(target.port, target.host, target.tls) for _ in range(clients)]
        for target in targets
    }
    order = Random(0)
    deadline = time.monotonic() + seconds
    for number in count():
        if number > WARM_UP and time.monotonic() > deadline:
            break
        order.shuffle(groups)
        for group in groups:
            for target in group:
                _turn(target, connections[id(target)], requests)
        if number < WARM_UP:
            for target in targets:
                target.seconds, target.elapsed = [], 0.0
    for connection in chain.from_iterable(connections.values()):
        connection.close()


def _turn(target: Target, connections: list[Connection], requests: int) -> None:
    """Ask ``requests`` times through each connection, through all of them at once."""
    start = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            connection.left = requests
            _begin(target, connection, selector)
        while selector.get_map():
            for key, _events in selector.select(TIMEOUT):
                _go_on(target, key.data, selector)
    target.elapsed += time.perf_counter() - start
    if wrong := target.statuses - {target.status}:
        raise SystemExit(f"Mesure interrompue : {target.path} répond {wrong}")


def _begin(target: Target, connection: Connection, selector) -> None:
    _ask(target, connection)
    selector.register(connection.socket, selectors.EVENT_READ, connection)


def _ask(target: Target, connection: Connection) -> None:
    connection.asked = time.perf_counter()
    connection.send(target.path, **target.headers)


def _go_on(target: Target, connection: Connection, selector) -> None:
    try:
        response = connection.receive()
    except ConnectionError:
        selector.unregister(connection.socket)
        connection.close()
        _begin(target, connection, selector)
        return
    if response is None:
        return
    target.seconds.append(time.perf_counter() - connection.asked)
    target.statuses.add(response.status)
    connection.left -= 1
    if connection.left:
        _ask(target, connection)
    else:
        selector.unregister(connection.socket)
