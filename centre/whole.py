"""A change, and all that has to agree with it, in one transaction (docs/decisions/0018).

A process may be killed at any moment. What is done "once the transaction has succeeded" may then
never be done: the calendar, the index of the search and the content version, which tells a kept
page that it is out of date, are written before the change is, and become true together with it.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connection, transaction

# The new content versions, then what is written from them, then what others are told.
FIRST, THEN, LAST = range(3)


class Change:
    """What is still to be done in the transaction that is open, or undone if it is lost."""

    def __init__(self) -> None:
        self.is_stored = False
        self._acts: dict[tuple, None] = {}
        self._undo: list[tuple[Callable, Callable]] = []

    def add(self, act: Callable, args: tuple, when: int) -> None:
        """Have ``act(*args)`` done once, at the end."""
        self._acts.setdefault((when, act, args))

    def undo_if_lost(self, undo: Callable) -> None:
        """Have ``undo`` called if the transaction fails, or the part of it that runs now."""
        # The database forgets this with the part that it rolls back.
        mark = partial(_nothing, undo)
        transaction.on_commit(mark)
        self._undo.append((mark, undo))

    def finish(self) -> None:
        """Do what is to be done at the end."""
        while self._acts:
            key = min(self._acts, key=lambda one: one[0])
            del self._acts[key]
            _when, act, args = key
            act(*args)

    def undo_lost_parts(self) -> None:
        """Undo what the view itself has rolled back."""
        kept = {id(act) for _savepoints, act, *_rest in connection.run_on_commit}
        for mark, undo in self._undo:
            if id(mark) not in kept:
                undo()

    def undo_all(self) -> None:
        """Undo everything: the transaction failed."""
        for _mark, undo in self._undo:
            undo()

    def note_stored(self) -> None:
        """Remember that the transaction has succeeded."""
        self.is_stored = True


def open_change() -> Change | None:
    """Return the change that is being made, ``None`` outside of ``whole()``."""
    return getattr(connection, "open_change", None)


@contextmanager
def whole() -> Iterator[None]:
    """Make what is done below one change: stored with all that belongs to it, or not at all.

    Inside another one it is a part of it, which may be rolled back alone.
    """
    if open_change() is not None:
        with transaction.atomic():
            yield
        return
    change = Change()
    try:
        with transaction.atomic():
            transaction.on_commit(change.note_stored)
            is_lost = yield from _made(change)
    except BaseException:
        # What went wrong after the commit takes nothing back. A server that is gone may have
        # stored the change: a file too many is better than a row without its file.
        if not change.is_stored and _is_known_lost():
            change.undo_all()
        raise
    if is_lost:
        change.undo_all()


def _made(change: Change) -> Generator[None, None, bool]:
    """Return whether the view has given the whole change up."""
    connection.open_change = change
    try:
        yield
        if connection.needs_rollback:
            return True
        change.finish()
        change.undo_lost_parts()
        return False
    finally:
        connection.open_change = None


def _is_known_lost() -> bool:
    return connection.connection is None or connection.is_usable()


def with_change(act: Callable, *args, when: int = THEN) -> None:
    """Do ``act(*args)`` at the end of the open change, inside its transaction, and once.

    Outside of ``whole()``: after the transaction. The arguments have to be hashable.
    """
    change = open_change()
    if change is None:
        transaction.on_commit(partial(act, *args))
    else:
        change.add(act, args, when)


def undo_if_lost(undo: Callable) -> None:
    """Call ``undo()`` if the open change is not stored; nothing outside of ``whole()``."""
    if change := open_change():
        change.undo_if_lost(undo)


def _nothing(_undo: Callable) -> None:
    """Stand among what is done after the commit."""
