"""What starting and stopping any server needs."""

import socket
import time
from pathlib import Path

from drill.report import ROOT

# Their shipped configurations.
DEPLOY = ROOT / "deploy"
PATIENCE = 60


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def until(condition, problem):
    """Wait for ``condition()`` to hold, and return it; fail with ``problem()``."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(problem())


def is_alive(pid):
    """Tell whether the process runs: one that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def proportional_set(pid):
    """Return the memory of a process in kB, pages shared with others divided among them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
