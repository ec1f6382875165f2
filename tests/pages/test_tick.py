"""The scheduled work: what is due is done, once, and one failure stops nothing else."""

import datetime as dt
import logging
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Page, Revision

from centre.models import Tick, TickStep
from centre.ticking import registry
from centre.ticking.lease import LASTS, Lease
from centre.ticking.periods import Every
from centre.ticking.registry import StepFailed, register_step
from centre.ticking.run import Busy, tick
from events.models import Occurrence
from tests.factories import AwarenessEventPageFactory, StandardPageFactory, weekly

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


class Work:
    """Steps that note when they ran, or fail as they are told."""

    def __init__(self):
        self.ran = []

    def add(self, name, every=Every.TICK, problem=None):
        def run(now):
            self.ran.append(name)
            if problem:
                raise problem
            return 2

        register_step(name, name.title(), every, run)


@pytest.fixture
def work(monkeypatch):
    """Nothing to do but what a test adds."""
    monkeypatch.setattr(registry, "_steps", {})
    return Work()


def run(*options) -> str:
    out = StringIO()
    call_command("tick", *options, stdout=out)
    return out.getvalue().replace("\u00a0", " ")


def test_what_is_due_is_run_and_the_steps_of_each_tick_come_first(work, clock):
    work.add("yearly", Every.WEEK)
    work.add("daily", Every.DAY)
    work.add("often")
    for moment in ("2026-03-09 09:00", "2026-03-09 09:05", "2026-03-10 00:00"):
        clock(moment)
        run()
    assert work.ran == ["often", "yearly", "daily", "often", "often", "daily"]


def test_one_that_fails_stops_no_other_and_is_said_at_the_end(work, clock, caplog):
    clock("2026-03-09 09:00")
    work.add("first", problem=ValueError("Afi, 90 00 00 01"))
    work.add("second")
    with pytest.raises(CommandError, match="first"):
        run()
    assert work.ran == ["first", "second"]
    failed, fine = TickStep.objects.order_by("name")
    assert (failed.error, failed.done_at) == ("builtins.ValueError", None)
    assert (fine.error, fine.count, fine.done_at) == ("", 2, timezone.now())


def test_what_failed_is_tried_again_at_the_next_tick(work, clock):
    work.add("daily", Every.DAY, problem=StepFailed("the mail server is away"))
    for moment in ("2026-03-09 09:00", "2026-03-09 09:05"):
        clock(moment)
        with pytest.raises(CommandError):
            run()
    assert TickStep.objects.get().error == "the mail server is away"
    work.add("daily", Every.DAY)
    clock("2026-03-09 09:10")
    run()
    run()
    assert work.ran == ["daily"] * 3
    assert TickStep.objects.get().error == ""


def test_each_step_is_one_line_of_the_log(work, clock, caplog):
    clock("2026-03-09 09:00")
    work.add("first")
    work.add("second", problem=StepFailed("two were not sent"))
    with caplog.at_level(logging.INFO, "centre.ticking"), pytest.raises(CommandError):
        run()
    lines = [record.getMessage() for record in caplog.records if record.name == "centre.ticking"]
    assert [line.split(" seconds=")[0] for line in lines] == [
        "step=first result=ok count=2",
        "step=second result=failed",
    ]
    assert lines[1].endswith("error=two_were_not_sent")


def test_a_step_that_was_cut_short_is_said_and_run_again(work, clock):
    clock("2026-03-09 09:00")
    work.add("daily", Every.DAY, problem=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        run()
    work.add("other")
    clock("2026-03-09 09:05")
    run("--step", "other")
    assert TickStep.objects.get(name="daily").error == "interrompue"
    work.add("daily", Every.DAY)
    run()
    assert TickStep.objects.get(name="daily").error == ""


def test_a_step_is_forced_by_its_name_alone(work, clock):
    clock("2026-03-09 09:00")
    work.add("daily", Every.DAY)
    work.add("other")
    run()
    assert run("--step", "daily") == "Daily : 2\n"
    assert work.ran == ["other", "daily", "daily"]
    with pytest.raises(CommandError):
        call_command("tick", "--step", "unknown")


def test_the_state_is_listed(work, clock):
    clock("2026-03-09 09:00")
    work.add("daily", Every.DAY)
    work.add("broken", problem=StepFailed("panne"))
    assert "fait : jamais · à faire" in run("--list")
    with pytest.raises(CommandError):
        run()
    broken, daily = run("--list").replace("\n  ", " ").splitlines()
    assert broken.startswith("broken (tick) Broken · fait : jamais · ")
    assert broken.endswith("à faire · échec : panne")
    assert "9 mars 2026" in daily
    assert "à faire" not in daily
    assert work.ran == ["broken", "daily"]


class TestLease:
    def test_another_tick_finds_it_taken_and_does_nothing(self, work, clock):
        clock("2026-03-09 09:00")
        work.add("often")
        other = Lease(timezone.now)
        assert other.take()
        assert run() == "Un autre passage est en cours : rien n’a été fait ici.\n"
        with pytest.raises(CommandError):
            run("--step", "often")
        assert work.ran == []
        other.give_back()
        run()
        assert work.ran == ["often"]

    def test_one_that_was_killed_keeps_the_next_from_nothing(self, clock):
        clock("2026-03-09 09:00")
        assert Lease(timezone.now).take()
        clock("2026-03-09 09:03")
        assert not Lease(timezone.now).take()
        clock("2026-03-09 09:05")
        assert Lease(timezone.now).take()

    def test_it_is_kept_by_who_renews_it(self, clock):
        clock("2026-03-09 09:00")
        lease = Lease(lambda: timezone.now())
        lease.take()
        clock("2026-03-09 09:03")
        assert lease.renew()
        clock("2026-03-09 09:05")
        assert not Lease(timezone.now).take()

    def test_who_was_too_slow_stops_and_takes_nothing_from_the_next(self, work, clock):
        clock("2026-03-09 09:00")
        next_one = Lease(lambda: timezone.now() + LASTS)
        register_step("slow", "Slow", Every.TICK, lambda now: next_one.take() and None)
        work.add("second")
        assert [outcome.step.name for outcome in tick()] == ["slow"]
        assert next_one.renew()

    def test_a_clock_that_went_back_blocks_nobody(self, clock):
        clock("2026-03-10 09:00")
        assert Lease(timezone.now).take()
        clock("2026-03-09 09:00")
        assert Lease(timezone.now).take()

    def test_it_is_given_back_after_a_failure(self, work, clock):
        clock("2026-03-09 09:00")
        work.add("broken", problem=OperationalError("gone"))
        list(tick())
        assert Tick.objects.get().held_until is None
        list(tick())

    def test_it_is_asked_for_before_anything_else(self, work, clock):
        clock("2026-03-09 09:00")
        Lease(timezone.now).take()
        with pytest.raises(Busy):
            next(tick())
        assert not TickStep.objects.exists()

    def test_the_database_that_does_not_answer_is_said_in_a_sentence(self, work, monkeypatch):
        def gone(self):
            raise OperationalError("could not connect to 10.0.0.1")

        monkeypatch.setattr(Lease, "take", gone)
        with pytest.raises(CommandError, match="OperationalError"):
            run()


def scheduled(branch, moment, **values):
    page = StandardPageFactory(branch=branch, live=False, **values)
    page.go_live_at = timezone.make_aware(dt.datetime.fromisoformat(moment))
    page.save_revision().publish()
    return page


class TestPublishing:
    def test_what_is_scheduled_is_published_at_its_time_and_once(self, branch, clock):
        clock("2026-03-09 09:00")
        page = scheduled(branch, "2026-03-09 10:00")
        run("--step", "publish_scheduled")
        assert not Page.objects.get(pk=page.pk).live
        clock("2026-03-09 10:01")
        run("--step", "publish_scheduled")
        assert Page.objects.get(pk=page.pk).live
        assert run("--step", "publish_scheduled").endswith(": 0\n")

    def test_what_expires_is_withdrawn(self, branch, clock):
        clock("2026-03-09 09:00")
        page = StandardPageFactory(branch=branch, expire_at=timezone.now() + MINUTE)
        clock("2026-03-09 09:02")
        run("--step", "publish_scheduled")
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)

    def test_one_that_cannot_be_published_stops_no_other(self, branch, clock, monkeypatch):
        clock("2026-03-09 09:00")
        broken = scheduled(branch, "2026-03-09 10:00", title="Cassée")
        fine = scheduled(branch, "2026-03-09 10:01", title="Bonne")
        publish = Revision.publish

        def sometimes(self, *args, **kwargs):
            publish(self, *args, **kwargs)
            if self.object_id == str(broken.pk):
                raise OSError("no space left")

        monkeypatch.setattr(Revision, "publish", sometimes)
        clock("2026-03-09 10:02")
        with pytest.raises(CommandError):
            run("--step", "publish_scheduled")
        assert Page.objects.get(pk=fine.pk).live
        # It was undone whole, and is tried again.
        assert not Page.objects.get(pk=broken.pk).live
        monkeypatch.setattr(Revision, "publish", publish)
        call_command("publish_scheduled")
        assert Page.objects.get(pk=broken.pk).live


def test_the_steps_of_every_floor_are_there():
    assert {step.name for step in registry.steps()} >= {
        "publish_scheduled", "extend_agenda", "purge_registers", "purge_counts",
        "purge_attempts", "purge_sessions", "repair_search", "review_reminders",
    }  # fmt: skip


def test_every_step_runs_on_an_empty_site_and_on_one_with_pages(db, clock, request):
    clock("2026-03-09 09:00")
    run()
    branch = request.getfixturevalue("branch")
    dates = [weekly("2026-03-12", "09:00", until="2028-03-12")]
    AwarenessEventPageFactory(branch=branch, dates=dates)
    before = Occurrence.objects.count()
    clock("2026-06-09 09:00")
    run()
    assert Occurrence.objects.count() > before
    assert list(TickStep.objects.exclude(error="")) == []
