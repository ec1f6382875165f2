"""Once a week, who can verify something that waits is written to: once, and nobody else."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from centre.models import ReviewReminder, Role, TickStep
from centre.staff.reminders import remind
from centre.ticking.registry import StepFailed
from services.models import HelpLine
from tests.factories import HelpLineFactory, ServicePageFactory, make_user

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 3, 9, 7, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_national(db):
    """Leave only the help numbers that a test makes."""
    HelpLine.objects.all().delete()


@pytest.fixture
def overdue(branch):
    """A service of Ogou 1 that nobody ever verified."""
    return ServicePageFactory(branch=branch, title="L’écoute & l’aide")


class Server(EmailBackend):
    """A mail server that answers ``refusals[address]`` instead of taking a mail."""

    refusals = {}
    asked = []

    def send_messages(self, messages):
        for message in messages:
            self.asked.append(message.to[0])
            if problem := self.refusals.get(message.to[0], self.refusals.get("*")):
                raise problem
        return super().send_messages(messages)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr("django.core.mail.get_connection", lambda *args, **kwargs: Server())
    monkeypatch.setattr(Server, "refusals", {})
    monkeypatch.setattr(Server, "asked", [])
    return Server


def addresses() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_directors_and_editors_are_written_to(
    overdue, director, editor, events_officer, partner, superuser
):
    assert remind(MONDAY) == 2
    assert addresses() == sorted([director.email, editor.email])


def test_the_mail_says_what_waits_in_french_and_where(branch, overdue, editor):
    number = HelpLineFactory(branch=branch, label="Aide", number="90000001", verified_on=None)
    remind(MONDAY)
    (message,) = mail.outbox
    assert message.subject == "À vérifier sur votre site"
    assert message.body.startswith(f"Bonjour, {editor.username}")
    for text in (
        "Services à vérifier",
        "- L’écoute & l’aide (jamais vérifié)",
        reverse("wagtailadmin_pages:edit", args=[overdue.pk]),
        reverse("services:index") + "?verification=overdue",
        "Numéros utiles à vérifier",
        reverse("helpline:edit", args=[number.pk]),
    ):
        assert text in message.body
    assert "http://localhost:8000/admin/" in message.body
    assert "&amp;" not in message.body


def test_nobody_is_written_to_when_nothing_waits(branch, director):
    ServicePageFactory(branch=branch, assured_date=MONDAY.date())
    assert remind(MONDAY) == 0
    assert mail.outbox == []
    assert not ReviewReminder.objects.exists()


def test_another_commune_says_nothing_here(other_branch, overdue, editor):
    make_user(other_branch, Role.EDITOR)
    remind(MONDAY)
    assert addresses() == [editor.email]


@pytest.mark.parametrize("values", [{"is_active": False}, {"email": ""}, {"password": "!never"}])
def test_who_has_not_entered_or_left_is_not_written_to(overdue, editor, values):
    type(editor).objects.filter(pk=editor.pk).update(**values)
    assert remind(MONDAY) == 0


def test_who_works_in_two_communes_gets_one_mail_about_both(branch, other_branch, overdue, editor):
    editor.groups.add(other_branch.branch_groups.get(role=Role.DIRECTOR).group)
    ServicePageFactory(branch=other_branch, title="Couture")
    remind(MONDAY)
    (message,) = mail.outbox
    assert "L’écoute" in message.body
    assert "Couture" in message.body


def test_nobody_gets_it_twice_in_a_week_and_everybody_again_the_next(overdue, editor):
    assert [remind(MONDAY + days * DAY) for days in range(8)] == [1, 0, 0, 0, 0, 0, 1, 0]


def test_a_clock_that_went_back_sends_nothing_twice(overdue, editor):
    assert [remind(MONDAY + DAY), remind(MONDAY)] == [1, 0]


def test_a_server_that_is_down_is_asked_again_and_nobody_gets_it_twice(
    overdue, director, editor, server
):
    server.refusals[max(director, editor, key=lambda user: user.pk).email] = (
        smtplib.SMTPServerDisconnected("gone")
    )
    with pytest.raises(StepFailed):
        remind(MONDAY)
    assert len(mail.outbox) == 1
    server.refusals.clear()
    assert remind(MONDAY + dt.timedelta(minutes=5)) == 1
    assert addresses() == sorted([director.email, editor.email])
    assert remind(MONDAY + dt.timedelta(minutes=10)) == 0


def test_a_server_that_is_down_is_asked_once_and_not_for_everybody(
    overdue, director, editor, server
):
    server.refusals["*"] = TimeoutError()
    with pytest.raises(StepFailed):
        remind(MONDAY)
    assert len(server.asked) == 1
    assert not ReviewReminder.objects.exclude(sent_at=None).exists()


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPRecipientsRefused({"her": (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"not here"),
        ValueError("no address"),
    ],
)
def test_a_mail_refused_for_good_keeps_nobody_from_hers(overdue, director, editor, server, refusal):
    first, second = sorted((director, editor), key=lambda user: user.pk)
    server.refusals[first.email] = refusal
    assert remind(MONDAY) == 1
    assert addresses() == [second.email]
    # She is not asked for at each tick.
    assert remind(MONDAY + dt.timedelta(minutes=5)) == 0


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPRecipientsRefused({"her": (450, b"later")}),
        smtplib.SMTPDataError(451, b"later"),
    ],
)
def test_a_mail_refused_for_now_is_tried_again_by_itself(
    overdue, director, editor, server, refusal
):
    first, second = sorted((director, editor), key=lambda user: user.pk)
    server.refusals[first.email] = refusal
    with pytest.raises(StepFailed):
        remind(MONDAY)
    assert addresses() == [second.email]
    server.refusals.clear()
    assert remind(MONDAY + dt.timedelta(minutes=5)) == 1


def test_the_tick_tries_again_until_all_are_sent(overdue, editor, server, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    server.refusals["*"] = OSError("no route")
    with pytest.raises(Exception, match="review_reminders"):
        call_command("tick", "--step", "review_reminders", verbosity=0)
    server.refusals.clear()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY + dt.timedelta(minutes=5))
    call_command("tick", verbosity=0)
    assert addresses() == [editor.email]
    assert TickStep.objects.get(name="review_reminders").error == ""


def test_without_a_mail_server_nothing_is_sent(overdue, editor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert remind(MONDAY) == 0
    assert not ReviewReminder.objects.exists()
