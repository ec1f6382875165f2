"""The mail server is stopped: nobody waits, nothing is lost, and what waits can be read by none."""

import contextlib
import datetime as dt
import email
import email.policy
import itertools
import smtplib
import socket

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from centre.doctor import network
from centre.doctor.registry import State
from centre.mail import backend, keeping, sealing
from centre.models import KeptMail, Role, TickStep
from centre.whole import open_change, whole
from tests.factories import StandardPageFactory, make_user
from tests.faults.mailbox import Mailbox

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 3, 9, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


class Line:
    """The port of the mail server of this install, with or without a server."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mailbox = None

    def start(self) -> Mailbox:
        self.mailbox = Mailbox(self.port)
        return self.mailbox

    def stop(self):
        if self.mailbox:
            self.mailbox.stop()
        self.mailbox = None


@pytest.fixture
def line(settings, monkeypatch):
    """Mail as in production, with no server yet."""
    line = Line()
    settings.EMAIL_BACKEND = network.KEEPING
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", line.port
    settings.EMAIL_TIMEOUT = 2
    monkeypatch.setattr(backend, "_asked_again_at", 0.0)
    yield line
    line.stop()


def forget_absence():
    backend._asked_again_at = 0.0


def send(subject="Objet", body="Le corps.\n.\n.. de la lettre", to="afi@example.com") -> int:
    return send_mail(subject, body, "centre@example.com", [to])


def kept_at(moment, **values) -> KeptMail:
    message = EmailMessage("Objet", "Corps", "centre@example.com", ["afi@example.com"])
    sealed = sealing.seal(sealing.letter_of(message))
    values = {"sealed": sealed, "kept_at": moment, "next_try_at": moment} | values
    return KeptMail.objects.create(**values)


def test_a_mail_that_leaves_is_kept_nowhere(line):
    mailbox = line.start()
    assert send() == 1
    assert [recipients for recipients, _mail in mailbox.received] == [["afi@example.com"]]
    assert not KeptMail.objects.exists()


def test_what_could_not_leave_leaves_when_the_server_is_back_once_and_whole(line):
    assert send("Réunion de l’équipe", "À 9 h.\n.\n..fin") == 0
    mailbox = line.start()
    later = timezone.now() + 6 * MINUTE
    assert keeping.send_kept(later) == 1
    assert keeping.send_kept(later + DAY) == 0
    ((recipients, content),) = mailbox.received
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert recipients == ["afi@example.com"]
    assert message["Subject"] == "Réunion de l’équipe"
    assert message.get_content().splitlines() == ["À 9 h.", ".", "..fin"]
    assert message["Message-ID"] and message["Date"]
    assert not KeptMail.objects.exists()


def test_of_many_mails_and_stops_none_is_lost_and_none_comes_twice(line):
    sent = [f"personne{number}@example.com" for number in range(30)]
    received = []
    moment = timezone.now()
    for number, address in enumerate(sent):
        if number % 7 == 0:
            line.stop()
        elif number % 7 == 4:
            received += [(line.start().received)]
            forget_absence()
        send(to=address)
    line.stop()
    received.append(line.start().received)
    assert KeptMail.objects.count() + sum(map(len, received)) == len(sent)
    keeping.send_kept(moment + 10 * MINUTE)
    got = [to for some in received for recipients, _mail in some for to in recipients]
    assert sorted(got) == sorted(sent)


def test_the_next_ones_do_not_ask_a_server_that_is_away(line, monkeypatch):
    send()
    asked = []
    monkeypatch.setattr(smtplib, "SMTP", lambda *args, **kwargs: asked.append(args))
    assert [send() for _number in range(5)] == [0] * 5
    assert asked == []
    assert KeptMail.objects.count() == 6


def test_a_server_that_says_nothing_is_waited_for_once(line, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", line.port)) as silent:
        silent.settimeout(5)
        assert [send() for _number in range(3)] == [0, 0, 0]
        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()
    assert KeptMail.objects.count() == 3


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_what_the_server_puts_off_waits(line, command):
    mailbox = line.start()
    mailbox.answers[command] = "451 later"
    assert send() == 0
    assert KeptMail.objects.count() == 1
    assert keeping.due(timezone.now() + 6 * MINUTE).count() == 1


@pytest.mark.parametrize(
    ("command", "problem"),
    [("RCPT", smtplib.SMTPRecipientsRefused), ("DATA", smtplib.SMTPDataError)],
)
def test_what_the_server_refuses_for_good_is_said_at_once_and_not_kept(line, command, problem):
    line.start().answers[command] = "550 never"
    with pytest.raises(problem):
        send()
    assert send_mail("Objet", "Corps", None, ["a@example.com"], fail_silently=True) == 0
    assert not KeptMail.objects.exists()
    kept_at(MONDAY)
    keeping.send_kept(MONDAY)
    assert KeptMail.objects.get().given_up_at == MONDAY


def test_one_refused_keeps_no_other_from_leaving(line):
    refused = kept_at(MONDAY)
    line.start().answers["RCPT"] = "450 full"
    assert keeping.send_kept(MONDAY) == 0
    assert KeptMail.objects.get().pk == refused.pk
    kept_at(MONDAY)
    line.mailbox.answers.clear()
    assert keeping.send_kept(MONDAY + MINUTE) == 1
    assert keeping.send_kept(MONDAY + 15 * MINUTE) == 1


def test_who_wants_to_hear_of_nothing_loses_nothing_either(line):
    assert send_mail("Objet", "Corps", None, ["a@example.com"], fail_silently=True) == 0
    assert KeptMail.objects.count() == 1


def test_a_mail_that_can_be_neither_sent_nor_kept_is_said(line, monkeypatch):
    def away(*args):
        raise DatabaseError

    monkeypatch.setattr(backend, "keep", away)
    with pytest.raises(ConnectionRefusedError):
        send()


def test_the_pauses_grow_and_it_is_given_up_in_the_end(line, clock, caplog):
    clock("2026-03-09 09:00")
    kept_at(timezone.now())
    tries, moment = [], timezone.now()
    while moment < MONDAY + 4 * DAY:
        before = KeptMail.objects.get().tries
        clock(f"{moment:%Y-%m-%d %H:%M}")
        try:
            keeping.send_kept(moment)
        except keeping.StepFailed:
            assert KeptMail.objects.get().tries == before + 1
            tries.append(moment)
        moment += 5 * MINUTE
    pauses = [later - sooner for sooner, later in itertools.pairwise(tries)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (10 * MINUTE, keeping.LONGEST_PAUSE)
    assert max(tries) <= MONDAY + keeping.KEPT_FOR
    (kept,) = KeptMail.objects.all()
    assert (bytes(kept.sealed), kept.next_try_at) == (b"", None)
    assert kept.given_up_at - kept.kept_at <= keeping.KEPT_FOR + 5 * MINUTE
    assert "given up" in caplog.text
    keeping.give_up_old(moment + 31 * DAY)
    assert not KeptMail.objects.exists()


def test_no_mail_is_kept_for_longer_than_the_link_in_it_serves(settings):
    assert keeping.longest_wait() == 3 * DAY
    assert keeping.longest_wait().total_seconds() < settings.PASSWORD_RESET_TIMEOUT
    settings.PASSWORD_RESET_TIMEOUT = 3600
    kept_at(MONDAY)
    keeping.give_up_old(MONDAY + 59 * MINUTE)
    assert KeptMail.objects.get().sealed
    keeping.give_up_old(MONDAY + 61 * MINUTE)
    assert not KeptMail.objects.get().sealed


def test_a_clock_that_goes_back_delays_nothing_for_long(line):
    kept_at(MONDAY + DAY, next_try_at=MONDAY + DAY + 5 * MINUTE)
    line.start()
    assert keeping.send_kept(MONDAY) == 1


def test_a_process_that_was_killed_after_its_claim_loses_nothing(line):
    kept = kept_at(MONDAY)
    assert keeping.claim(kept, MONDAY)
    assert not keeping.claim(kept, MONDAY)
    line.start()
    assert keeping.send_kept(MONDAY + MINUTE) == 0
    assert keeping.send_kept(MONDAY + 11 * MINUTE) == 1


def test_who_opens_the_connection_first_loses_nothing(line):
    """As Wagtail does before it tells the directors of a page that waits for them."""

    def tell(subject):
        connection = mail.get_connection()
        connection.open()
        mail.EmailMessage(subject, "Corps", None, ["a@x.tg"], connection=connection).send()
        mail.EmailMessage(subject, "Corps", None, ["b@x.tg"], connection=connection).send()
        connection.close()

    tell("Sans serveur")
    assert KeptMail.objects.count() == 2
    mailbox = line.start()
    forget_absence()
    tell("Avec serveur")
    assert [recipients for recipients, _mail in mailbox.received] == [["a@x.tg"], ["b@x.tg"]]
    assert KeptMail.objects.count() == 2


class TestWithinAChange:
    """What staff does is one transaction: no server is asked in it."""

    @pytest.fixture
    def stored(self, django_capture_on_commit_callbacks):
        return django_capture_on_commit_callbacks

    def test_a_mail_leaves_once_the_change_is_stored(self, line, stored):
        mailbox = line.start()
        with stored(execute=True):
            with whole():
                assert send() == 0
                assert not mailbox.received
            assert KeptMail.objects.count() == 1  # whoever is killed here loses nothing
        assert len(mailbox.received) == 1
        assert not KeptMail.objects.exists()

    def test_a_change_that_is_lost_tells_nobody(self, line, stored):
        mailbox = line.start()
        with stored(execute=True), contextlib.suppress(DatabaseError), whole():
            send()
            raise DatabaseError
        assert not mailbox.received
        assert not KeptMail.objects.exists()

    def test_it_waits_for_a_server_that_is_away(self, line, stored):
        with stored(execute=True), whole():
            send()
        mailbox = line.start()
        assert keeping.send_kept(timezone.now() + 11 * MINUTE) == 1
        assert len(mailbox.received) == 1

    def test_a_refusal_for_good_is_told_by_the_doctor(self, line, stored):
        line.start().answers["RCPT"] = "550 never"
        with stored(execute=True), whole():
            send()
        assert network.kept_mails(timezone.now()).state is State.BAD

    def test_a_page_sent_for_approval_is_told_after_it_is_stored(
        self, line, client, branch, stored, director
    ):
        director.email = "directrice@x.tg"
        director.save()
        page = StandardPageFactory(branch=branch)
        writer = make_user(branch, Role.EDITOR, username="afi")
        page.save_revision(user=writer)
        mailbox = line.start()
        with stored(execute=True), whole():
            page.get_workflow().start(page, writer)
            assert not mailbox.received
        assert [recipients for recipients, _mail in mailbox.received] == [["directrice@x.tg"]]

    def test_an_invitation_leaves_after_its_account_is_stored(
        self, line, client, director, branch, monkeypatch
    ):
        mailbox = line.start()
        within = []

        def sent(*args, **kwargs):
            within.append(open_change() is not None)
            return send_mail(*args, **kwargs)

        monkeypatch.setattr("centre.tenancy.invitation_mail.send_mail", sent)
        client.force_login(director)
        guest = {
            "first_name": "Afi",
            "last_name": "Exemple",
            "email": "afi@example.com",
            "role": Role.EDITOR.value,
        }
        answer = client.post(reverse("centre_team_invite", args=[branch.pk]), guest)
        assert "L’invitation est envoyée" in answer.content.decode()
        assert within == [False]
        assert [recipients for recipients, _mail in mailbox.received] == [["afi@example.com"]]


class TestSecrecy:
    LINK = "https://centre.example.com/admin/invitation/MQ/c1x2y3-0123456789abcdef/"

    def stored(self) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM centre_keptmail")
            return b" ".join(
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            )

    def test_the_database_tells_neither_whom_nor_what(self, line):
        send("Invitation", f"Bonjour Afi {self.LINK}", "afi.secrete@example.com")
        stored = self.stored()
        assert len(stored) > 300
        for word in (b"afi", b"Invitation", b"0123456789abcdef", b"example.com"):
            assert word not in stored.lower().replace(b"invitation", b"Invitation")
        # Nor anything that base64 alone would hide.
        letter = sealing.opened(KeptMail.objects.get().sealed)
        assert self.LINK.encode() in letter.content.replace(b"=\r\n", b"").replace(b"=3D", b"=")

    def test_another_key_opens_nothing_and_a_former_one_still_does(self, line, settings):
        send()
        sealed = KeptMail.objects.get().sealed
        settings.SECRET_KEY, former = "another", settings.SECRET_KEY
        with pytest.raises(sealing.Unreadable):
            sealing.opened(sealed)
        settings.SECRET_KEY_FALLBACKS = [former]
        assert sealing.opened(sealed).recipients == ["afi@example.com"]

    def test_one_that_cannot_be_read_is_given_up_and_stops_no_other(self, line):
        kept_at(MONDAY, sealed=b"damaged")
        kept_at(MONDAY)
        line.start()
        assert keeping.send_kept(MONDAY) == 1
        assert KeptMail.objects.get().given_up_at == MONDAY

    def test_the_log_names_nobody(self, line, caplog):
        send(to="afi.secrete@example.com")
        assert "A mail is kept: ConnectionRefusedError" in caplog.text
        assert "afi.secrete" not in caplog.text


class TestTold:
    def test_the_doctor_counts_what_waits_and_what_was_given_up(self):
        assert network.kept_mails(MONDAY).state is State.GOOD
        kept_at(MONDAY), kept_at(MONDAY + DAY)
        found = network.kept_mails(MONDAY)
        assert found.state is State.LOOK
        assert "2 courriels attendent" in found.said and "09/03/2026" in found.said
        KeptMail.objects.update(given_up_at=MONDAY)
        found = network.kept_mails(MONDAY)
        assert found.state is State.BAD and "2 courriels" in found.said

    def test_the_scheduled_work_says_that_the_server_is_away(self, line, clock):
        clock("2026-03-09 09:00")
        kept_at(timezone.now())
        with pytest.raises(CommandError):
            call_command("tick", "--step", "send_kept_mails")
        assert "serveur de courriel" in TickStep.objects.get().error
        line.start()
        clock("2026-03-09 09:10")
        call_command("tick", "--step", "send_kept_mails")
        assert TickStep.objects.get().error == ""
        assert not KeptMail.objects.exists()


def test_a_lost_password_is_answered_alike_and_its_link_serves_later(line, director):
    visitor = Client()
    answers = [
        visitor.post(reverse("wagtailadmin_password_reset"), {"email": address})
        for address in (director.email, "inconnue@example.com")
    ]
    for answer in answers:
        assert answer.status_code == 302
    assert KeptMail.objects.count() == 1
    mailbox = line.start()
    keeping.send_kept(timezone.now() + 6 * MINUTE)
    content = email.message_from_bytes(mailbox.received[0][1], policy=email.policy.default)
    link = next(word for word in content.get_content().split() if "/admin/" in word)
    chosen = "une phrase assez longue"
    asked = visitor.get(link, follow=True)
    data = {"new_password1": chosen, "new_password2": chosen}
    visitor.post(asked.redirect_chain[-1][0], data)
    assert get_user_model().objects.get(pk=director.pk).check_password(chosen)
