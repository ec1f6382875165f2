"""Requests at a fixed rate, whatever the answers take: visitors do not wait for each other.

The time of an answer counts from the moment when its request was planned: what a slow server
makes the others wait is in it too.
"""

import asyncio
import ssl
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from drill.stage import HOST

# At most so many connections at once; each is kept for the next request.
CONNECTIONS = 400
TIMEOUT = 60
HEADERS = {"Host": HOST, "Accept-Encoding": "gzip, br", "User-Agent": "drill"}


@dataclass(frozen=True)
class Request:
    """What to send: a path, or a form to it when there is a body."""

    path: str
    body: str | None = None

    def encoded(self) -> bytes:
        """Return it as it goes over the line."""
        body = (self.body or "").encode()
        headers = dict(HEADERS)
        if self.body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        method = "GET" if self.body is None else "POST"
        lines = [f"{method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Result:
    """What came of all requests: how many of each status, and the seconds that each took.

    ``errors``: connections that were refused or cut, and answers that never came.
    """

    statuses: Counter = field(default_factory=Counter)
    errors: Counter = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """How many requests there were."""
        return self.statuses.total() + self.errors.total()

    @property
    def failed(self) -> int:
        """How many got no answer, or one that says the server is at fault."""
        at_fault = sum(count for status, count in self.statuses.items() if status >= 500)
        return self.errors.total() + at_fault

    def percentile(self, percent: float) -> float:
        """Return the seconds within which ``percent`` of the answers came; 0 without any."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0

    def milliseconds(self, percent: float) -> int:
        """Return the same, in whole milliseconds."""
        return round(1000 * self.percentile(percent))

    def faults(self) -> str:
        """Return in words what failed."""
        statuses = {str(status): count for status, count in self.statuses.items() if status >= 500}
        return ", ".join(f"{name} × {count}" for name, count in (statuses | self.errors).items())


class Load:
    """``rate`` requests per second to ``port`` of this machine, ``requests`` in turn.

    ``certificate``: of the server, where it speaks TLS.
    """

    def __init__(self, port: int, requests: list[Request], rate: float, certificate=None):
        self.port = port
        self.messages = [request.encoded() for request in requests]
        self.rate = rate
        self.context = certificate and _context(certificate)
        self.result = Result()
        self._free: list = []

    async def run(self, seconds: float) -> Result:
        """Send for ``seconds``, wait for all answers, and return what came."""
        is_over = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, is_over.set)
        return await self.until(is_over)

    async def until(self, is_over: asyncio.Event) -> Result:
        """Send until ``is_over``, wait for all answers, and return what came."""
        self._room = asyncio.Semaphore(CONNECTIONS)
        start = time.monotonic()
        tasks = []
        for number in count():
            planned = start + number / self.rate
            await asyncio.sleep(max(0, planned - time.monotonic()))
            if is_over.is_set():
                break
            message = self.messages[number % len(self.messages)]
            tasks.append(asyncio.create_task(self._one(message, planned)))
        await asyncio.gather(*tasks)
        for _reader, writer in self._free:
            writer.close()
        return self.result

    async def _one(self, message: bytes, planned: float) -> None:
        try:
            async with self._room, asyncio.timeout(TIMEOUT):
                status = await self._asked(message)
        except (OSError, TimeoutError, EOFError, ValueError) as error:
            self.result.errors[type(error).__name__] += 1
            return
        self.result.statuses[status] += 1
        self.result.seconds.append(time.monotonic() - planned)

    async def _asked(self, message: bytes) -> int:
        """Return the status; a kept connection that the server had closed is replaced once."""
        if self._free:
            try:
                return await self._over(self._free.pop(), message)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
        line = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=self.context, server_hostname=self.context and HOST
        )
        return await self._over(line, message)

    async def _over(self, line, message: bytes) -> int:
        reader, writer = line
        is_kept = False
        try:
            writer.write(message)
            await writer.drain()
            status, is_kept = await _answer(reader)
        finally:
            if is_kept:
                self._free.append(line)
            else:
                writer.close()
        return status


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read a whole answer; return its status and whether the connection may be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    status = int(first.split()[1])
    headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
    if headers.get("transfer-encoding") == "chunked":
        await _chunks(reader)
    elif status not in (204, 304):
        await reader.readexactly(int(headers.get("content-length", 0)))
    return status, headers.get("connection", "").lower() != "close"


async def _chunks(reader: asyncio.StreamReader) -> None:
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        await reader.readexactly(size + 2)
    await reader.readuntil(b"\r\n")


def _context(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)
