"""Two machines whose timers strike at once: one does the work."""

import datetime as dt
from threading import Event

from django.core import mail
from django.utils import timezone

from centre.models import Role, TickStep
from centre.staff.reminders import remind
from centre.ticking import registry
from centre.ticking.lease import Lease
from centre.ticking.periods import Every
from centre.ticking.registry import register_step
from centre.ticking.run import Busy, tick
from services.models import HelpLine
from tests.factories import ServicePageFactory, make_branch, make_user
from tests.pages.test_parallel_enrolments import at_once, db  # noqa: F401

MACHINES = 8


def test_of_ticks_at_the_same_moment_one_runs(db, monkeypatch):  # noqa: F811
    monkeypatch.setattr(registry, "_steps", {})
    ran, others_refused = [], Event()
    refused = []

    def work(now):
        ran.append(now)
        assert others_refused.wait(timeout=60)

    def start(_machine):
        try:
            return [outcome.error for outcome in tick()]
        except Busy:
            refused.append(1)
            if len(refused) == MACHINES - 1:
                others_refused.set()
            return "busy"

    register_step("work", "Work", Every.TICK, work)
    answers = at_once(start, range(MACHINES))
    assert answers.count("busy") == MACHINES - 1
    assert [""] in answers
    assert len(ran) == TickStep.objects.count() == 1


def test_a_lease_that_ran_out_is_taken_over_by_one(db):  # noqa: F811
    Lease(lambda: timezone.now() - dt.timedelta(hours=1)).take()
    assert sum(at_once(lambda _machine: Lease(timezone.now).take(), range(MACHINES))) == 1


def test_two_who_remind_at_once_send_each_mail_once(db):  # noqa: F811
    HelpLine.objects.all().delete()
    branch = make_branch(is_default_site=True)
    people = [make_user(branch, role) for role in (Role.DIRECTOR, Role.EDITOR)]
    ServicePageFactory(branch=branch)
    now = timezone.now()
    assert sum(at_once(lambda _machine: remind(now), range(4))) == len(people)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(one.email for one in people)
