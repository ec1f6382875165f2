"""What Wagtail says in poor French is said better by our own catalogue."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from centre.staff.wagtail_words import SAID_BETTER
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db


def staff_page(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_every_sentence_is_said_without_hesitating():
    for sentence in SAID_BETTER:
        said = gettext(sentence)
        assert said != sentence
        assert "(e)" not in said and "Status" not in said


def test_the_state_of_a_page_is_its_statut(client, branch, director):
    page = ServicePageFactory(branch=branch)
    client.force_login(director)
    text = staff_page(client, "wagtailadmin_explore", page.get_parent().pk)
    assert "Statut actuel de la page\u00a0:" in text
    assert "Status" not in text


@pytest.mark.parametrize("place", ["service", "home", "place"])
def test_rows_are_added_in_plain_words(client, branch, director, place):
    client.force_login(director)
    if place == "place":
        text = staff_page(client, "place:add")
    else:
        page = ServicePageFactory(branch=branch) if place == "service" else branch.root_page
        text = staff_page(client, "wagtailadmin_pages:edit", page.pk)
    assert "Ajouter\u00a0: téléphone" in text
    assert "Ajouter un(e)" not in text
