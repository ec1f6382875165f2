"""A backup without a key: an ordinary zip that any tool opens, and whose last bytes vouch for it.

The manifest has the fingerprint of every member. The rest of a zip — names, sizes, places, padding,
the manifest itself — has none, and most readers never look at all of it. So the comment that ends
the file is the SHA-256 of everything before it, except what the manifest answers for: members that
are stored as they are. Reading gigabytes of pictures twice is thus spared.
"""

import hashlib
import zipfile
from typing import BinaryIO

from centre.archives import CHUNK

COMMENT = 64
PLACE = b"0" * COMMENT
# Of the header that stands before each member: length, and where it says the lengths of two fields.
LOCAL, NAME, EXTRA = 30, 26, 28


def stamp(file: BinaryIO) -> None:
    """Write the comment of a zip whose comment is ``PLACE`` so far."""
    with zipfile.ZipFile(file) as archive:
        found = _fingerprint(file, archive.infolist())
    file.seek(-COMMENT, 2)
    file.write(found.encode())


def is_stamped(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> bool:
    """Return whether a zip with these entries ends with the comment that vouches for it."""
    file.seek(-COMMENT, 2)
    said = file.read()
    return said == _fingerprint(file, entries).encode()


def _fingerprint(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> str:
    found, at = hashlib.sha256(), 0
    end = file.seek(-COMMENT, 2)
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.compress_type == zipfile.ZIP_STORED:
            start = _start(file, entry)
            _take(found, file, at, start)
            at = start + entry.compress_size
    _take(found, file, at, end)
    return found.hexdigest()


def _start(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Return where the content of ``entry`` starts."""
    file.seek(entry.header_offset)
    header = file.read(LOCAL)
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (NAME, EXTRA))
    return entry.header_offset + LOCAL + name + extra


def _take(found: "hashlib._Hash", file: BinaryIO, start: int, end: int) -> None:
    """Add to ``found`` the bytes of ``file`` from ``start`` to ``end``."""
    if start > end:
        raise zipfile.BadZipFile("members overlap")
    file.seek(start)
    left = end - start
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise zipfile.BadZipFile("cut short")
        found.update(chunk)
        left -= len(chunk)
