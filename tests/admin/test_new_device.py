"""A sign-in from a device that has not been seen is told by mail; the public site sets nothing."""

import logging
from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from centre.models import Role
from centre.staff.access.devices import COOKIE
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN, HOME = "/admin/login/", "/admin/"


def sign_in(user, client=None):
    client = client or Client()
    data = {"username": user.username, "password": PASSWORD, "next": HOME}
    return client, client.post(LOGIN, data)


def told():
    return [(message.to, message.subject) for message in mail.outbox]


def test_the_person_and_her_director_get_a_mail_that_says_what_to_do(editor, director):
    sign_in(editor)
    assert [to for to, _subject in told()] == [[editor.email], [director.email]]
    hers, other = (message.body for message in mail.outbox)
    assert "nouvel appareil" in mail.outbox[0].subject
    assert "Changez votre mot de passe" in hers and "/admin/account/" in hers
    assert str(editor) in other and "retirez-la de l’équipe" in other
    assert "127.0.0.1" not in hers + other


def test_a_device_that_is_known_is_not_told(editor, director):
    client, _answer = sign_in(editor)
    client.post("/admin/logout/")
    mail.outbox.clear()
    sign_in(editor, client)
    assert not mail.outbox


def test_another_person_at_the_same_device_is(editor, director, partner):
    client, _answer = sign_in(editor)
    client.post("/admin/logout/")
    mail.outbox.clear()
    sign_in(partner, client)
    assert [partner.email] in [to for to, _subject in told()]
    client.post("/admin/logout/")
    mail.outbox.clear()
    sign_in(editor, client)
    assert not mail.outbox


@pytest.mark.parametrize("forged", ["1", "1:abc", "", "x" * 5000])
def test_a_forged_device_is_a_new_one(editor, forged):
    client = Client()
    client.cookies[COOKIE] = forged
    sign_in(editor, client)
    assert [editor.email] in [to for to, _subject in told()]


def test_no_director_of_another_commune_is_told(editor, director, other_branch):
    stranger = make_user(other_branch, Role.DIRECTOR)
    sign_in(editor)
    assert [stranger.email] not in [to for to, _subject in told()]


def test_who_has_no_address_is_passed_over(editor, director, caplog):
    editor.email = ""
    editor.save()
    sign_in(editor)
    assert [to for to, _subject in told()] == [[director.email]]
    assert not caplog.records


def test_a_mail_server_that_is_down_keeps_nobody_out(editor, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise SMTPException

    monkeypatch.setattr("centre.tenancy.invitation_mail.send_mail", fail)
    with caplog.at_level(logging.ERROR):
        client, answer = sign_in(editor)
    assert answer.url == HOME
    assert client.get(HOME).status_code == 200
    assert "could not be sent" in caplog.text
    assert ModelLogEntry.objects.filter(action="centre.sign_in").count() == 1


def test_the_cookie_goes_to_the_staff_area_alone_and_holds_no_secret(editor, settings):
    settings.SESSION_COOKIE_SECURE = True
    _client, answer = sign_in(editor)
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"]) == (HOME, "Lax")
    assert cookie["httponly"] and cookie["secure"]
    assert cookie.value.startswith(f"{editor.pk}:")


def test_who_only_looks_gets_no_cookie(editor, home):
    client = Client()
    for address in (home.url, LOGIN):
        assert COOKIE not in client.get(address).cookies
    data = {"username": editor.username, "password": "faux"}
    assert COOKIE not in client.post(LOGIN, data).cookies
    assert not mail.outbox
