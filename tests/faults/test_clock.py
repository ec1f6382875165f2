"""The clock of the machine is a day off, and back: nothing is published early, nothing twice."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from centre.doctor import site
from centre.doctor.registry import State
from centre.models import TickStep
from centre.ticking import clocks
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

LOME = ZoneInfo("Africa/Lome")
START = dt.datetime(2026, 3, 9, 9, 0, tzinfo=LOME)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
TICK = 5 * MINUTE


class Machine:
    """A machine whose clock may be ``off``; time passes in ``wait``."""

    def __init__(self, monkeypatch):
        self.passed, self.off, self.boot, self.started = dt.timedelta(), dt.timedelta(), "a", START
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(clocks, "boot_id", lambda: self.boot)
        monkeypatch.setattr(
            clocks, "seconds_running", lambda: (self.true - self.started).total_seconds()
        )

    @property
    def true(self):
        return START + self.passed

    @property
    def now(self):
        return self.true + self.off

    def wait(self, time):
        self.passed += time

    def start_anew(self, boot):
        self.boot, self.started = boot, self.true

    def work(self, time=TICK):
        """Do the scheduled publishing every five minutes for ``time``; return if it went well."""
        end, well = self.passed + time, True
        while self.passed < end:
            try:
                call_command("tick", "--step", "publish_scheduled")
            except CommandError:
                well = False
            self.wait(TICK)
        return well


@pytest.fixture
def machine(monkeypatch):
    machine = Machine(monkeypatch)
    assert machine.work()
    return machine


@pytest.fixture
def tomorrow(branch, machine):
    """A page that is to appear in twelve hours."""
    page = StandardPageFactory(branch=branch, live=False, title="Demain")
    page.go_live_at = machine.true + 12 * HOUR
    page.save_revision().publish()
    return page


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def times_published(page) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count()


def test_a_clock_a_day_ahead_publishes_nothing_early_and_the_doctor_says_so(machine, tomorrow):
    machine.off = DAY
    assert not machine.work(HOUR)
    assert not is_live(tomorrow)
    found = site.scheduled_work(timezone.now())
    assert found.state is State.BAD and "publish_scheduled" in found.said
    assert "l’horloge a sauté de 24 heures" in TickStep.objects.get().error
    machine.off = dt.timedelta()
    assert machine.work()
    assert TickStep.objects.get().error == ""
    assert not is_live(tomorrow)
    machine.wait(12 * HOUR)
    assert machine.work()
    assert is_live(tomorrow) and times_published(tomorrow) == 1


def test_a_clock_a_day_behind_publishes_late_and_once(machine, tomorrow):
    machine.off = -DAY
    assert machine.work(13 * HOUR)
    assert not is_live(tomorrow)
    machine.off = dt.timedelta()
    machine.work(DAY + HOUR)
    assert is_live(tomorrow) and times_published(tomorrow) == 1


def test_what_was_published_is_not_again_when_the_clock_goes_back(machine, tomorrow):
    machine.wait(13 * HOUR)
    assert machine.work()
    assert is_live(tomorrow)
    for machine.off in (-DAY, dt.timedelta(), -DAY, dt.timedelta()):
        machine.work(10 * MINUTE)
        assert is_live(tomorrow)
    assert times_published(tomorrow) == 1


def test_a_new_time_is_believed_in_the_end(machine, tomorrow):
    machine.off = DAY
    machine.work(23 * HOUR)
    assert not is_live(tomorrow)
    machine.work(2 * HOUR)
    assert is_live(tomorrow)


def test_who_publishes_by_hand_says_that_the_clock_is_right(machine, tomorrow):
    machine.off = DAY
    machine.work()
    call_command("publish_scheduled")
    assert is_live(tomorrow)
    assert machine.work()


def test_a_clock_that_goes_on_jumping_is_never_believed(machine, tomorrow):
    for hours in range(2, 60, 2):
        machine.off = hours * HOUR
        assert not machine.work()
    assert not is_live(tomorrow)


def test_the_site_stopped_for_a_day_goes_on_at_once(machine, tomorrow):
    machine.wait(DAY)
    assert machine.work()
    assert is_live(tomorrow)


def test_a_machine_off_for_a_day_goes_on_once_it_has_settled(machine, tomorrow):
    machine.wait(DAY)
    machine.start_anew("b")
    assert not machine.work()
    assert not is_live(tomorrow)
    assert machine.work()
    assert is_live(tomorrow)


def test_a_machine_that_starts_with_a_wrong_clock_waits_for_the_right_one(machine, tomorrow):
    machine.start_anew("b")
    machine.off = DAY
    assert not machine.work()
    machine.off = dt.timedelta()
    assert machine.work(HOUR)
    assert not is_live(tomorrow)


def test_little_corrections_are_nothing(machine, tomorrow):
    for minutes in (1, -3, 40, -20, 0):
        machine.off = minutes * MINUTE
        assert machine.work()


def test_the_machine_tells_how_long_it_has_run():
    first = clocks.read(timezone.now())
    second = clocks.read(timezone.now())
    assert first.boot == second.boot
    assert 0 < first.running <= second.running
    assert abs(clocks.ahead(first, second)) < 1
