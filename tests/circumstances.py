"""What surrounds a test: the hour, a commit, a database that goes away."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from centre.cache import outage
from centre.ticking import clocks

LOME = ZoneInfo("Africa/Lome")
AWAY = "connection to 10.0.0.1 as centre failed"


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


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A function that acts as a request of its own would, with what follows its commit."""

    def run(act, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **options)

    return run


@pytest.fixture(autouse=True)
def database_answers():
    """Forget after each test that the database was away: the next one starts at once."""
    yield
    outage._asked_again_at = 0.0


class Database:
    """The database of a test. Once it is stopped, whoever asks it fails (``AWAY``)."""

    def __init__(self):
        self._patch = pytest.MonkeyPatch()

    def stop(self):
        self._patch.setattr(BaseDatabaseWrapper, "cursor", _fail)
        outage._asked_again_at = 0.0

    def start(self):
        self._patch.undo()
        outage._asked_again_at = 0.0


def _fail(*args, **kwargs):
    raise OperationalError(AWAY)


@pytest.fixture
def database(db):
    """The database, to be stopped and started."""
    found = Database()
    yield found
    found.start()
