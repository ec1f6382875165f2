"""Where the processes of one server count together: small files that they map into memory.

In the memory that processes share, where the system has it: what is mapped from a full disk ends
the process that writes to it. Nothing of Django is asked here: the server has not loaded it yet.
"""

import hashlib
import os
import stat
import sys
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
NAME = "centre-metrics"
ENDING = "*.db"


def count_together(var: Path) -> bool:
    """Have the processes that come count into a private folder of the site at ``var``.

    Returns whether they do. Where there can be none nothing is counted: the site must run.
    """
    folder = place_of(var)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_private(folder):
            raise PermissionError
    except OSError as error:
        print(f"No metrics: {folder}: {type(error).__name__}", file=sys.stderr)  # noqa: T201
        os.environ.pop("METRICS_TOKEN", None)
        os.environ.pop(VARIABLE, None)
        return False
    os.environ[VARIABLE] = str(folder)
    return True


def place_of(var: Path) -> Path:
    """Return the folder for the site at ``var``: always the same one, so that none is left over."""
    if not os.access(SHARED_MEMORY, os.W_OK):
        return var / NAME
    return SHARED_MEMORY / f"{NAME}-{hashlib.sha256(str(var).encode()).hexdigest()[:16]}"


def is_private(folder: Path) -> bool:
    """Return whether ``folder`` is really one, is ours, and nobody else looks into it."""
    found = folder.lstat()
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.getuid()
        and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


def empty() -> None:
    """Forget what was counted before: earlier starts, and the first visits that were nobody's."""
    for path in Path(os.environ[VARIABLE]).glob(ENDING):
        path.unlink(missing_ok=True)
