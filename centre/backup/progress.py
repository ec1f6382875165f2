"""How far a long copy is, in ten lines at most."""

from collections.abc import Callable

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
