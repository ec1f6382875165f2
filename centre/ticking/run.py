"""Run the steps that are due, each by itself: one that fails keeps no other from running."""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.models import TickStep
from centre.ticking.lease import Clock, Lease
from centre.ticking.periods import is_due
from centre.ticking.registry import Step, StepFailed, steps

logger = logging.getLogger("centre.ticking")


class Busy(Exception):
    """Somebody else does the scheduled work."""


@dataclass(frozen=True)
class Outcome:
    """How a step went: ``error`` is empty when it succeeded, and names nobody."""

    step: Step
    count: int | None
    seconds: float
    error: str


def tick(only: str = "", clock: Clock | None = None) -> Iterator[Outcome]:
    """Run what is due and yield how each step went; ``only``: that step, due or not.

    Raises ``Busy`` when another process is at it, and stops when one took over. ``clock()`` tells
    the time, that of the machine by default.
    """
    clock = clock or timezone.now
    lease = Lease(clock)
    if not lease.take():
        raise Busy
    try:
        with lease.kept():
            note_cut_short()
            for step in [one for one in steps() if one.name == only] if only else due(clock()):
                if not lease.renew():
                    return
                yield run_step(step, clock)
    finally:
        lease.give_back()


def due(now: dt.datetime) -> list[Step]:
    """Return the steps that are due at ``now``."""
    done = dict(TickStep.objects.exclude(done_at=None).values_list("name", "done_at"))
    at = timezone.localtime(now)

    def last(step: Step) -> dt.datetime | None:
        return timezone.localtime(done[step.name]) if step.name in done else None

    return [step for step in steps() if is_due(step.every, last(step), at)]


def run_step(step: Step, clock: Clock) -> Outcome:
    """Run one step, whatever happens in it; write down and log how it went."""
    began, started = clock(), time.monotonic()
    values = {"began_at": began, "ended_at": None}
    row = TickStep.objects.update_or_create(name=step.name, defaults=values)[0]
    problem = None
    try:
        count = step.run(began)
    except Exception as error:
        count, problem = None, error
    outcome = Outcome(step, count, round(time.monotonic() - started, 3), in_words(problem))
    log(outcome, problem)
    # One that broke meanwhile is opened anew.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    row.ended_at, row.seconds, row.count, row.error = (
        clock(), outcome.seconds, outcome.count, outcome.error,
    )  # fmt: skip
    if problem is None:
        row.done_at = began
    row.save()
    return outcome


def in_words(problem: Exception | None) -> str:
    """Return what may be kept of an exception: its text is often a row of the database."""
    if problem is None:
        return ""
    if isinstance(problem, StepFailed):
        return str(problem)[:200]
    return f"{type(problem).__module__}.{type(problem).__qualname__}"[:200]


def log(outcome: Outcome, problem: Exception | None) -> None:
    """Write one line, and after that of a failure nobody foresaw where it came from."""
    fields = {
        "step": outcome.step.name,
        "result": "failed" if problem else "ok",
        "count": outcome.count,
        "seconds": outcome.seconds,
        "error": outcome.error,
    }
    known = {name: value for name, value in fields.items() if value not in (None, "")}
    logger.log(
        logging.ERROR if problem else logging.INFO,
        " ".join(f"{name}={'_'.join(str(value).split())}" for name, value in known.items()),
        exc_info=None if isinstance(problem, StepFailed) else problem,
    )


def note_cut_short() -> None:
    """Write down which steps had begun when the process was killed that ran them."""
    TickStep.objects.exclude(began_at=None).filter(ended_at=None).update(error=_("cut short"))
