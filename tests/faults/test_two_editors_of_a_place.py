"""Two people change one place, which has no versions: the second is told once, and may insist."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from centre.models import Role
from services.models import Place
from tests.factories import PlaceFactory, make_user

pytestmark = pytest.mark.django_db

WARNED = "Rien de ce que vous avez écrit n’est encore enregistré"


class Writer:
    """Somebody with the form of a place open."""

    def __init__(self, branch, name, place):
        user = make_user(branch, Role.DIRECTOR, username=name)
        user.first_name, user.last_name = name, "A."
        user.save()
        self.client = Client()
        self.client.force_login(user)
        self.address = reverse("place:edit", args=[place.pk])
        self.open()

    def open(self):
        self.read(self.client.get(self.address))

    def read(self, answer):
        self.content = answer.content.decode()
        self.form = querydict_from_html(self.content, form_id="w-editor-form").copy()

    def save(self, town):
        """Press the button; return whether it was taken."""
        self.form["town"] = town
        answer = self.client.post(self.address, self.form)
        if answer.status_code == 302:
            self.open()
            return True
        self.read(answer)
        return False


@pytest.fixture
def place(branch):
    return PlaceFactory(branch=branch, town="Atakpamé")


@pytest.fixture
def two(branch, place):
    return [Writer(branch, name, place) for name in ("Afi", "Dédé")]


def town(place):
    return Place.objects.get(pk=place.pk).town


def test_the_second_is_told_who_was_faster_and_keeps_her_words(two, place):
    afi, dede = two
    assert afi.save("Datcha")
    assert not dede.save("Gnagna")
    assert WARNED in dede.content and "Afi A. a changé cette fiche le" in dede.content
    assert dede.form["town"] == "Gnagna"
    assert town(place) == "Datcha"
    assert dede.save("Gnagna")
    assert town(place) == "Gnagna"


def test_who_is_alone_is_never_held_up(two, place):
    afi, _dede = two
    assert all(afi.save(name) for name in ("Datcha", "Gnagna", "Hihéatro"))
    assert town(place) == "Hihéatro"


def test_a_third_save_in_between_is_told_again(two, place):
    afi, dede = two
    assert afi.save("Datcha")
    assert not dede.save("Gnagna")
    assert afi.save("Hihéatro")
    assert not dede.save("Gnagna")
    assert town(place) == "Hihéatro"


def test_a_mistake_is_told_before_anything_else(two, place):
    afi, dede = two
    assert afi.save("Datcha")
    dede.form["name"] = ""
    assert not dede.save("Gnagna")
    assert WARNED not in dede.content
    dede.form["name"] = "La maison"
    assert not dede.save("Gnagna")
    assert WARNED in dede.content
    assert town(place) == "Datcha"
