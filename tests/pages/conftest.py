"""What the tests of public pages share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from centre.cache import outage
from centre.ticking import clocks

LOME = ZoneInfo("Africa/Lome")


@pytest.fixture(autouse=True)
def database_answers():
    """Forget after each test that the database was away: the next one starts at once."""
    yield
    outage._asked_again_at = 0.0


@pytest.fixture
def clock(monkeypatch):
    """A function that stops time at a moment in Lomé: ``clock("2026-03-03 09:00")``."""

    def stop_at(moment: str) -> None:
        at = datetime.fromisoformat(moment).replace(tzinfo=LOME)
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(clocks, "seconds_running", at.timestamp)

    return stop_at
