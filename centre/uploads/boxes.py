"""The boxes of MP4 files (ISO 14496-12): are they whole, and do they say where we were?"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

# Where phones write position, device and date, as GPS coordinates in "©xyz" or "loci".
TELLTALE = {b"udta", b"meta", b"uuid"}
CONTAINERS = {b"moov", b"trak"}
BLOCK = 1 << 20


class Truncated(ValueError):
    """A box ends beyond the file."""


@dataclass(frozen=True)
class Box:
    """One box: its type, and where it, its content and what follows begin, in bytes."""

    kind: bytes
    start: int
    content: int
    end: int


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between ``start`` and ``end``. Raises ``Truncated``."""
    while end - start >= 8:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:
            size, content = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))[0], start + 16
        stop = start + size if size else end
        if stop > end or stop < content:
            raise Truncated
        yield Box(kind, start, content, stop)
        start = stop


def length_of(file: BinaryIO) -> int:
    """Return the length of ``file`` in bytes."""
    return file.seek(0, 2)


def check_boxes(file: BinaryIO) -> None:
    """Return when ``file`` has an index and content, in whole boxes. Raises ``Truncated``."""
    found = {box.kind for box in boxes(file, 0, length_of(file))}
    if not {b"moov", b"mdat"} <= found:
        raise Truncated


def blank_telltales(file: BinaryIO) -> None:
    """Overwrite in place what tells where, when and with what ``file`` was recorded.

    The boxes keep their length, so that the index still points at the content.
    """
    _blank(file, 0, length_of(file))


def _blank(file: BinaryIO, start: int, end: int) -> None:
    for box in list(boxes(file, start, end)):
        if box.kind in TELLTALE:
            file.seek(box.start + 4)
            file.write(b"free")
            file.seek(box.content)
            _write_zeros(file, box.end - box.content)
        elif box.kind in CONTAINERS:
            _blank(file, box.content, box.end)


def _write_zeros(file: BinaryIO, count: int) -> None:
    for written in range(0, count, BLOCK):
        file.write(bytes(min(BLOCK, count - written)))
