"""Time, for tests of what goes wrong."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from centre.ticking import clocks

LOME = ZoneInfo("Africa/Lome")


@pytest.fixture
def clock(monkeypatch):
    """A function that stops time at a moment in Lomé: ``clock("2026-03-03 09:00")``.

    The machine has run as long as the clock says.
    """

    def stop_at(moment: str) -> None:
        at = datetime.fromisoformat(moment).replace(tzinfo=LOME)
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(clocks, "seconds_running", at.timestamp)

    return stop_at
