"""The door of the staff area: guessing is slow, and tells nothing."""

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.urls import reverse

from centre.staff.access.client import client_address
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def throttled(settings):
    settings.AXES_ENABLED = True


def sign_in(client, username, password, address=HERE):
    data = {"username": username, "password": password, "next": reverse("wagtailadmin_home")}
    return client.post(LOGIN, data, REMOTE_ADDR=address)


def fail(client, username, times, address=HERE):
    for _ in range(times):
        response = sign_in(client, username, "faux", address)
    return response


def test_the_right_password_opens(client, editor):
    response = sign_in(client, editor.username, PASSWORD)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_four_wrong_passwords_do_not_lock(client, editor):
    assert fail(client, editor.username, 4).status_code == 200
    assert sign_in(client, editor.username, PASSWORD).status_code == 302


def test_the_fifth_wrong_password_locks_in_french(client, editor):
    response = fail(client, editor.username, 5)
    assert response.status_code == 429
    text = response.content.decode()
    assert "Trop d’essais" in text
    assert "15\u00a0min" in text
    assert '<html lang="fr">' in text


def test_the_right_password_does_not_open_a_locked_door(client, editor):
    fail(client, editor.username, 5)
    assert sign_in(client, editor.username, PASSWORD).status_code == 429


def test_a_stranger_does_not_lock_her_out_from_her_own_place(client, editor):
    fail(client, editor.username, 5, ELSEWHERE)
    assert sign_in(client, editor.username, PASSWORD, HERE).status_code == 302


def test_another_account_at_the_same_place_still_gets_in(client, editor, director):
    fail(client, editor.username, 5)
    assert sign_in(client, director.username, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "198.51.100.7", HERE),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.8", "198.51.100.7"),
        (1, "", HERE),
        (2, "198.51.100.7", HERE),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, "no address", "no address"),
    ],
)
def test_only_the_word_of_our_own_proxies_counts(rf, settings, proxies, header, found):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get(LOGIN, REMOTE_ADDR=HERE, headers={"X-Forwarded-For": header})
    assert client_address(request) == found


def test_behind_a_proxy_strangers_and_she_are_told_apart(client, editor, settings):
    settings.TRUSTED_PROXIES = 1
    data = {"username": editor.username, "password": "faux"}
    for _ in range(5):
        locked = client.post(LOGIN, data, headers={"X-Forwarded-For": ELSEWHERE})
    assert locked.status_code == 429
    data["password"] = PASSWORD
    assert client.post(LOGIN, data, headers={"X-Forwarded-For": HERE}).status_code == 302


def test_another_address_of_the_same_network_is_locked_too(client, editor):
    for last in range(5):
        fail(client, editor.username, 1, f"2001:db8::{last}")
    assert sign_in(client, editor.username, PASSWORD, "2001:db8::9").status_code == 429
    assert sign_in(client, editor.username, PASSWORD, "2001:db8:0:1::9").status_code == 302


def test_success_forgets_the_failures(client, editor):
    fail(client, editor.username, 4)
    sign_in(client, editor.username, PASSWORD)
    assert not AccessAttempt.objects.exists()


def test_known_and_unknown_names_get_the_same_answer(client, editor):
    answers = []
    for username in (editor.username, "personne"):
        response = sign_in(client, username, "faux")
        answers.append(list(response.context["form"].non_field_errors()))
    assert answers[0] == answers[1] != []


def test_an_unknown_name_is_locked_as_a_known_one(client, editor):
    known, unknown = fail(client, editor.username, 5), fail(client, "personne", 5)
    assert unknown.status_code == known.status_code == 429
    assert unknown.content == known.content


def test_the_locked_page_stands_alone(client, editor):
    text = fail(client, editor.username, 5).content.decode()
    assert "src=" not in text
    assert "<link" not in text


def test_the_door_says_whose_it_is(client, branch):
    text = client.get(LOGIN).content.decode()
    assert "<title>" in text
    assert "Espace de l’équipe" in text
    assert "Ogou 1" in text
    assert "Wagtail" not in text.split("<main", 1)[1]


@pytest.mark.parametrize("username,mails", [("editrice-ogou-1", 1), ("personne", 0)])
def test_a_lost_password_is_asked_for_without_telling_who_exists(client, editor, username, mails):
    address = reverse("wagtailadmin_password_reset")
    response = client.post(address, {"email": f"{username}@example.com"}, follow=True)
    assert response.status_code == 200
    assert "Wagtail" not in response.content.decode().split("<main", 1)[1]
    assert len(mail.outbox) == mails
    assert all("mot de passe" in message.body for message in mail.outbox)
