"""The steps of the scheduled work, each declared by the floor that owns it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from centre.ticking.periods import Every

Run = Callable[[dt.datetime], int | None]


class StepFailed(Exception):
    """A step could not do everything. Its text is kept and logged: it names nobody."""


@dataclass(frozen=True)
class Step:
    """``run(now)`` does the work and returns how much of it there was, if that can be told."""

    name: str
    label: str | Promise
    every: Every
    run: Run


_steps: dict[str, Step] = {}


def register_step(name: str, label: str | Promise, every: Every, run: Run) -> None:
    """Declare a step; ``label`` says what it did, as in "Registrations erased"."""
    _steps[name] = Step(name, label, every, run)


def steps() -> list[Step]:
    """Return every step: those of each tick first, then the others as they were declared."""
    return sorted(_steps.values(), key=lambda step: step.every is not Every.TICK)
