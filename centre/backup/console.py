"""What the commands print: how far they are, and why they do not go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from centre.archives import Refused, unwritable

STEPS = 10


class Progress:
    """Called with the number of files that are done and of all, writes a line at each tenth.

    ``said``: the line, with ``%(done)s`` and ``%(total)s``.
    """

    def __init__(self, said: str, write: Callable[[str], object]):
        self._said, self._write, self._step = said, write, 0

    def __call__(self, done: int, total: int) -> None:
        step = done * STEPS // total
        if step > self._step:
            self._step = step
            self._write(self._said % {"done": done, "total": total})


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn what stops a command, which has put everything back, into the words for who typed it."""
    try:
        yield
    except Refused as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        raise CommandError(
            _("The database refuses: %(reason)s. Nothing was changed.")
            % {"reason": str(error).strip()}
        ) from error
    except OSError as error:
        raise CommandError(str(unwritable(Path(error.filename or "?"), error))) from error
