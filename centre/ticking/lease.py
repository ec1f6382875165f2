"""The right to do the scheduled work: one process has it, on however many machines.

It is a row of the database that runs out by itself, so that a process that was killed keeps
nobody waiting for long.
"""

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Callable
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.models import Q

from centre.models import Tick

logger = logging.getLogger(__name__)

LASTS = dt.timedelta(minutes=4)
RENEWED_EVERY = 60  # seconds
# Who works for longer than this hangs: somebody else may try.
RENEWED_FOR = dt.timedelta(hours=1)

Clock = Callable[[], dt.datetime]


class Lease:
    """``clock()`` tells the time."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._mine = secrets.token_hex(16)

    def take(self) -> bool:
        """Return whether nobody else has it: it is then ours for ``LASTS``."""
        Tick.objects.get_or_create(pk=1)
        now = self._clock()
        # Nobody takes it for so long: the clock went back since.
        impossible = Q(held_until__gt=now + 2 * LASTS)
        free = Q(held_until=None) | Q(held_until__lte=now) | impossible
        return self._write(free, holder=self._mine, held_until=now + LASTS, seen_at=now)

    def renew(self) -> bool:
        """Return whether it is still ours, and then for ``LASTS`` from now."""
        now = self._clock()
        return self._write(Q(holder=self._mine), held_until=now + LASTS, seen_at=now)

    def give_back(self) -> None:
        """Let the next one have it, unless it was taken over because this one was slow."""
        self._write(Q(holder=self._mine), holder="", held_until=None, seen_at=self._clock())

    def _write(self, condition: Q, **values) -> bool:
        return Tick.objects.filter(condition, pk=1).update(**values) == 1

    @contextmanager
    def kept(self):
        """Renew it from another thread while a long step runs."""
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=[done], daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()

    def _keep(self, done: threading.Event) -> None:
        last = self._clock() + RENEWED_FOR
        try:
            while not done.wait(RENEWED_EVERY) and self._clock() < last:
                self._renew_if_possible()
        finally:
            connection.close()

    def _renew_if_possible(self) -> None:
        try:
            self.renew()
        except DatabaseError as error:
            logger.warning("The lease was not renewed: %s", type(error).__name__)
