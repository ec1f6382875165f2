"""Whole anonymous pages, as they went out, and whether they may go out again."""

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpResponse

from centre.cache.outage import note_absence
from centre.cache.versions import present_version

# A page that could not be made anew in this time is tried by somebody else.
BUILDING_SECONDS = 20
# So long a reader waits for a page that another reader's request is making, and looks for it.
PATIENCE_SECONDS = 5
LOOK_SECONDS = 0.02
# Past its moment a page is for those who come while it is made anew, or while the database is away.
KEPT_SECONDS = 86_400
LARGEST = 200_000

# Keys of answers that were not to be kept: nobody waits for those.
_unkept: OrderedDict[str, None] = OrderedDict()
MOST_UNKEPT = 1000


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
        forget(key)
    else:
        _unkept.pop(key, None)
        caches["pages"].set(key, page, KEPT_SECONDS)


def forget(key: str) -> None:
    """Forget what was kept under ``key``; the next answer is not expected to be kept either."""
    caches["pages"].delete(key)
    _unkept[key] = None
    while len(_unkept) > MOST_UNKEPT:
        _unkept.popitem(last=False)


def is_worth_waiting_for(key: str) -> bool:
    """Return whether the answer under ``key`` may be kept, as far as this process knows."""
    return key not in _unkept


class Turn:
    """The right to make the page of a key, for one at a time in all processes.

    With local memory: in all threads of one process.
    """

    def __init__(self, key: str):
        self._page = key
        self._key = f"{key}-turn"
        self._mine = secrets.token_hex(8)

    def take(self) -> bool:
        """Return whether nobody else has it."""
        return caches["pages"].add(self._key, self._mine, BUILDING_SECONDS)

    def awaited(self) -> KeptPage | None:
        """Wait until whoever has the turn gives it back; return what she made and kept.

        ``None`` when that was nothing, or took too long. Who has a turn waits for nobody, so
        however many wait, she goes on.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while caches["pages"].has_key(self._key) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        return find(self._page)

    def give_back(self) -> None:
        """Let the next one have it, unless it was taken over because this one was slow."""
        if caches["pages"].get(self._key) == self._mine:
            caches["pages"].delete(self._key)
