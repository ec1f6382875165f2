"""Whole anonymous pages, as they went out, and whether they may go out again."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpResponse

from centre.cache.outage import note_absence
from centre.cache.versions import present_version

# A page that could not be made anew in this time is tried by somebody else.
BUILDING_SECONDS = 20
# Past its moment a page is for those who come while it is made anew, or while the database is away.
KEPT_SECONDS = 86_400
LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer, of which branch and version it is, from and until when (seconds since 1970).

    Without a branch it is the federation's.
    """

    branch_id: int | None
    version: str
    made: float
    until: float
    headers: tuple[tuple[str, str], ...]
    content: bytes
    # Of the page whose visits the commune counts.
    page_id: int | None = None

    def is_whole(self) -> bool:
        """Return whether it has all its parts: another version of the site may have kept it."""
        return all(hasattr(self, name) for name in self.__slots__)

    def is_right(self, now: float) -> bool:
        """Return whether it still says what the page would say at ``now``.

        A clock that went back makes it wrong. Without a database nothing else can be said than
        what was said last.
        """
        if not self.made <= now < self.until:
            return False
        try:
            return present_version(self.branch_id) == self.version
        except DatabaseError:
            note_absence()
            return True

    def response(self, is_head: bool) -> HttpResponse:
        """Return it as a response, without its body for a bare head."""
        return HttpResponse(b"" if is_head else self.content, headers=dict(self.headers))


def key_for(*parts: str) -> str:
    """Return the key of the answer that depends on ``parts`` and on nothing else."""
    # Lengths keep two lists of parts with the same letters apart.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def find(key: str) -> KeptPage | None:
    """Return what was kept under ``key``, right or no longer; nothing else that stands there."""
    found = caches["pages"].get(key)
    return found if isinstance(found, KeptPage) and found.is_whole() else None


def keep(key: str, page: KeptPage) -> None:
    """Keep ``page`` in place of what was there, unless it is too large."""
    if len(page.content) > LARGEST:
        caches["pages"].delete(key)
    else:
        caches["pages"].set(key, page, KEPT_SECONDS)


def forget(key: str) -> None:
    """Forget what was kept under ``key``."""
    caches["pages"].delete(key)


class Turn:
    """The right to make anew the page of a key, for one at a time in all processes."""

    def __init__(self, key: str):
        self._key = f"{key}-turn"
        self._mine = secrets.token_hex(8)

    def take(self) -> bool:
        """Return whether nobody else has it."""
        return caches["pages"].add(self._key, self._mine, BUILDING_SECONDS)

    def give_back(self) -> None:
        """Let the next one have it, unless it was taken over because this one was slow."""
        if caches["pages"].get(self._key) == self._mine:
            caches["pages"].delete(self._key)
