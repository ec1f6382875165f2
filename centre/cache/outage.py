"""Whether the database answers. While it does not, readers are not made to wait for it."""

import time

from django.db import DatabaseError, connection

# So long nobody asks a database that did not answer.
PAUSE_SECONDS = 2

_asked_again_at = 0.0


def is_away() -> bool:
    """Return whether the database did not answer a moment ago."""
    return time.monotonic() < _asked_again_at


def note_absence() -> None:
    """Let nobody ask it for a moment."""
    global _asked_again_at
    _asked_again_at = time.monotonic() + PAUSE_SECONDS


def is_found_away() -> bool:
    """Ask the database, and return whether it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        note_absence()
        return True
    return False
