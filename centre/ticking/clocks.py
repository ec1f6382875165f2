"""Whether the clock of the machine can be believed, before anything is published by it.

A clock that is a day ahead would show a page a day early, and nothing takes back what was read.
The machine also counts how long it has been running, which nobody sets: as long as it has not
started anew, both must agree.
"""

import datetime as dt
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from centre.models import Tick

# Leap seconds and clocks that are set right by little; what comes an hour early is told by nobody.
TOLERATED = 60 * 60
# Somebody has seen to it by then, or the new time is the right one.
BELIEVED_AFTER = 24 * 60 * 60
# So long a machine that was just started may take to learn the time from others.
SETTLED_AFTER = 4 * 60

BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Reading:
    """What the clock said (seconds since 1970), in which run of which machine, how far into it."""

    at: float
    boot: str
    running: float


def read(now: dt.datetime) -> Reading:
    """Return the reading at ``now``."""
    return Reading(now.timestamp(), boot_id(), seconds_running())


def boot_id() -> str:
    """Return what names this run of this machine, where the system says it."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return ""


def seconds_running() -> float:
    """Return for how long this machine has been running, its sleep included where known."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def ahead(believed: Reading, now: Reading) -> float:
    """Return by how many seconds the clock has moved more than it should have."""
    passed = now.running - believed.running if now.boot == believed.boot else 0
    return now.at - believed.at - passed


def is_credible(believed: Reading, doubted: Reading | None, now: Reading) -> bool:
    """Return whether to believe ``now``, after the reading last believed and the first doubted.

    A machine that was off for a night has moved on rightly: it is believed once it has settled.
    """
    if ahead(believed, now) <= TOLERATED:
        return True
    if doubted is None or doubted.boot != now.boot:
        return False
    patience = BELIEVED_AFTER if now.boot == believed.boot else SETTLED_AFTER
    is_steady = abs(ahead(doubted, now)) <= TOLERATED
    return is_steady and now.running - doubted.running >= patience


def believe(moment: dt.datetime) -> None:
    """Note that the clock, which says ``moment``, is right."""
    clock = {"believed": asdict(read(moment))}
    Tick.objects.update_or_create(pk=1, defaults={"clock": clock})


def hours_ahead(moment: dt.datetime) -> int:
    """Note what the clock says; return by how many hours it jumped, 0 when it is believed."""
    tick = Tick.objects.get_or_create(pk=1)[0]
    noted = {name: Reading(**values) for name, values in tick.clock.items()}
    now = read(moment)
    believed, doubted = noted.get("believed", now), noted.get("doubted")
    if is_credible(believed, doubted, now):
        believe(moment)
        return 0
    if doubted is None or doubted.boot != now.boot or abs(ahead(doubted, now)) > TOLERATED:
        doubted = now
    tick.clock = {"believed": asdict(believed), "doubted": asdict(doubted)}
    tick.save(update_fields=["clock"])
    return round(ahead(believed, now) / 3600)
