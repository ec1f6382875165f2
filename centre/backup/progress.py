"""How far a long copy is, in ten lines at most."""

from collections.abc import Callable

STEPS = 10


class Progress:
    """Called with the number of files that are done and of all, writes a line at each tenth."""

    def __init__(self, label: str, write: Callable[[str], object]):
        self._label, self._write, self._step = label, write, 0

    def __call__(self, done: int, total: int) -> None:
        step = done * STEPS // total
        if step > self._step:
            self._step = step
            self._write(f"{self._label}: {done}/{total}")
