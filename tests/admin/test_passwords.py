"""What a password may not be, how one is asked for anew, and when a session ends."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.staff.access import middleware
from centre.staff.access.passwords import AskView
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN, HOME, ASK = "/admin/login/", "/admin/", "/admin/password_reset/"
ACCOUNT = "/admin/account/"
CHOSEN = "trois-lampes-bleues"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def afi(editor):
    editor.first_name, editor.last_name, editor.email = "Afi", "Amégan", "afi@example.com"
    editor.save()
    return editor


def sign_in(user, password=PASSWORD, **more):
    client = Client()
    client.post(LOGIN, {"username": user.username, "password": password, "next": HOME} | more)
    return client


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("lampe-98x", "10 caractères"),
        ("8401937265", "numérique"),
        ("motdepasse", "courant"),
        ("azertyuiop", "courant"),
        ("Ogou1-soleil-42", "commune"),
        ("vive OGOU et le soleil", "commune"),
        ("lampe-Amegan-1975", "votre nom"),
        ("editrice-ogou-1-lampe", "commune"),
    ],
)
def test_a_password_too_easy_is_refused_in_french(afi, branch, password, said):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, afi)
    assert said in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", [CHOSEN, "a f i est un mot", "dix lettres", "ⵣ·ɖevi·ɔkpɔ·7"])
def test_a_phrase_is_taken(afi, branch, password):
    validate_password(password, afi)


def test_without_an_account_the_rules_hold_too():
    validate_password(CHOSEN)
    with pytest.raises(ValidationError):
        validate_password("court")


def ask(email, address=HERE):
    return Client().post(ASK, {"email": email}, REMOTE_ADDR=address)


def test_known_and_unknown_addresses_get_the_same_answer(afi):
    known, unknown = ask(afi.email), ask("personne@example.com")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert dict(known.items()) == dict(unknown.items())
    assert [message.to for message in mail.outbox] == [[afi.email]]


@pytest.mark.parametrize("email", ["afi@example.com", "personne@example.com"])
def test_the_account_is_looked_for_once_the_answer_is_sent(rf, afi, email):
    request = rf.post(ASK, {"email": email})
    request._dont_enforce_csrf_checks = True
    with CaptureQueriesContext(connection) as asked:
        answer = AskView.as_view()(request)
    assert not [query for query in asked if "centre_user" in query["sql"]]
    assert not mail.outbox
    answer.close()
    assert len(mail.outbox) == (email == afi.email)


@pytest.mark.parametrize("email", ["afi@example.com", "personne@example.com"])
def test_too_many_questions_are_refused_alike(settings, afi, email):
    settings.AXES_ENABLED = True
    answers = [ask(variant) for variant in [email, email.upper()] * 3]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "15\u00a0min" in answers[-1].content.decode()
    assert len(mail.outbox) == (5 if email == afi.email else 0)


def test_a_stranger_who_asks_too_often_shuts_nobody_else_out(settings, afi):
    settings.AXES_ENABLED = True
    for _ in range(7):
        ask(afi.email, ELSEWHERE)
    assert ask(afi.email, HERE).status_code == 302
    assert ask("autre@example.com", ELSEWHERE).status_code == 302
    # Nor is the login page locked by it.
    answer = Client().post(
        LOGIN, {"username": afi.username, "password": PASSWORD, "next": HOME}, REMOTE_ADDR=ELSEWHERE
    )
    assert answer.status_code == 302


def test_a_session_ends_with_the_browser_unless_she_stays(afi):
    assert not sign_in(afi).cookies["sessionid"]["max-age"]
    assert sign_in(afi, remember="on").cookies["sessionid"]["max-age"] == 12 * 60 * 60
    page = Client().get(LOGIN).content.decode()
    assert "Rester connectée sur cet appareil" in page
    assert "checked" not in page.partition("remember")[2].partition(">")[0]


@pytest.mark.parametrize("remember", [{}, {"remember": "on"}])
def test_a_session_ends_after_twelve_hours_without_a_word(afi, remember, monkeypatch):
    client = sign_in(afi, **remember)
    start = timezone.now()

    def at(hours):
        now = start + dt.timedelta(hours=hours)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return client.get(HOME).status_code

    # Each visit lets the time start anew.
    assert [at(hours) for hours in (0.2, 11, 22)] == [200] * 3
    assert at(34.1) == 302


def test_that_she_is_there_is_not_written_at_each_step(afi):
    client = sign_in(afi)
    client.get(HOME)
    before = client.session[middleware.AWAKE]
    client.get(HOME)
    assert client.session[middleware.AWAKE] == before


def test_a_new_password_ends_the_other_sessions(afi):
    elsewhere, client = sign_in(afi), sign_in(afi)
    values = {
        "name_email-first_name": "Afi",
        "name_email-last_name": "Amégan",
        "name_email-email": afi.email,
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": PASSWORD,
        "password-new_password1": CHOSEN,
        "password-new_password2": CHOSEN,
    }
    assert client.post(ACCOUNT, values).status_code == 302
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME).url.startswith(LOGIN)
