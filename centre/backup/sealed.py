"""A backup that nobody reads or changes without its key.

A stream of chunks, each encrypted and authenticated apart, so that neither memory nor disk has to
hold the whole. The number of a chunk, and whether it is the last, are part of what is
authenticated: one that is moved, left out, cut or changed by a bit does not open. This is the
STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015), with ChaCha20-Poly1305
(RFC 8439); docs/decisions/0016.
"""

import hashlib
import hmac
import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.utils.translation import gettext as _

from centre.archives import Refused

MAGIC = b"centre backup 1\n"
SALT = PROOF = TAG = 16
HEADER = len(MAGIC) + SALT + PROOF
CHUNK = 256 * 1024
# 2^15 × 8 × 128 bytes: 32 MB and a tenth of a second for each guess of the key.
COST = 2**15


def is_sealed(file: BinaryIO) -> bool:
    """Return whether ``file`` starts as sealed backups do."""
    file.seek(0)
    return file.read(len(MAGIC)) == MAGIC


class Sealing:
    """What is written to it goes to ``file``, sealed with ``key``; ``finish`` says it is all."""

    def __init__(self, file: BinaryIO, key: str):
        self._file, self._number, self._waiting = file, 0, bytearray()
        salt = os.urandom(SALT)
        secret, proof = _secrets(key, salt)
        self._header = MAGIC + salt + proof
        self._cipher = ChaCha20Poly1305(secret)
        file.write(self._header)

    def write(self, data: bytes) -> int:
        """Take ``data``; what fills a chunk is written."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Do nothing: a chunk is written once it is full."""

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, data: bytes, last: bool) -> None:
        nonce = _nonce(self._number, last)
        self._file.write(self._cipher.encrypt(nonce, data, self._header))
        self._number += 1


class Unsealing(io.RawIOBase):
    """What was sealed in ``file``, chunk by chunk and from any place on.

    Raises ``Refused`` when the key is not the right one, and when reading meets a chunk that is
    not as it was written.
    """

    def __init__(self, file: BinaryIO, key: str):
        super().__init__()
        self._file, self._at = file, 0
        file.seek(0)
        self._header = file.read(HEADER)
        secret, proof = _secrets(key, self._header[len(MAGIC) : -PROOF])
        if not hmac.compare_digest(proof, self._header[-PROOF:]):
            raise Refused(_("BACKUP_KEY is not the key of this backup: nothing was done."))
        self._cipher = ChaCha20Poly1305(secret)
        body = file.seek(0, io.SEEK_END) - HEADER
        self._chunks = max(1, -(-body // (CHUNK + TAG)))
        self._size = body - self._chunks * TAG
        self._open: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the start")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        found = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _chunk(self, number: int) -> bytes:
        if self._open[0] != number:
            self._file.seek(HEADER + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            nonce = _nonce(number, last=number == self._chunks - 1)
            try:
                self._open = number, self._cipher.decrypt(nonce, sealed, self._header)
            except InvalidTag as error:
                raise damaged() from error
        return self._open[1]


def damaged() -> Refused:
    """Return the refusal of a file that is not as it was written."""
    return Refused(_("This backup is cut short or damaged: nothing was done. Take another copy."))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _secrets(key: str, salt: bytes) -> tuple[bytes, bytes]:
    """Return what seals, and what proves that a key is the right one without telling it."""
    drawn = hashlib.scrypt(
        key.encode(), salt=salt, n=COST, r=8, p=1, maxmem=2**26, dklen=32 + PROOF
    )
    return drawn[:32], drawn[32:]
