"""Who works in two communes reaches both, and nothing of a third, nor of the federation."""

import pytest
from django.urls import reverse

from centre.models import Role
from tests.factories import (
    ImageFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    make_branch,
    make_user,
)
from tests.factories.communes import make_commune, make_portal
from tests.isolation.test_owned import text_of

pytestmark = pytest.mark.django_db

ABROAD = "Chez les autres"


def test_she_sees_both_and_no_third(client, in_both, branch, other_branch):
    third = make_branch("Kozah 1", hostname="kozah.example.com")
    ImageFactory(branch=branch, title="Image d’ici")
    ImageFactory(branch=other_branch, title="Image de là")
    ImageFactory(branch=third, title="Image d’ailleurs")
    window = text_of(client.get("/admin/images/chooser/"))
    assert ("d’ici" in window, "de là" in window, "ailleurs" in window) == (True, True, False)
    for home, seen in ((branch, True), (other_branch, True), (third, False)):
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[home.root_page.pk]))
        assert (answer.status_code == 200) == seen


@pytest.fixture
def federation(client):
    """The portal, two communes of the user who is logged in, and what is not hers beside them."""
    portal = make_portal()
    first, second, third = (make_commune(name) for name in ("Ogou 1", "Zio 1", "Kozah 1"))
    user = make_user(first, Role.DIRECTOR)
    make_user(second, Role.DIRECTOR, username=user.username)
    for page in (third.root_page, ServicePageFactory(branch=third)):
        page.title = ABROAD
        page.save()
    PlaceFactory(branch=third, name=ABROAD)
    ImageFactory(branch=third, title=ABROAD)
    StandardPageFactory(parent=portal, title=ABROAD, live=False)
    client.force_login(user)
    return portal, first, second


def test_she_walks_past_the_third_from_the_portal(client, federation):
    portal, *homes = federation
    for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child"):
        shown = text_of(client.get(reverse(name, args=[portal.pk])))
        assert all(home.root_page.title in shown for home in homes)
        assert ABROAD not in shown
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[portal.pk]))
    assert edited.status_code == 404


def test_no_list_names_the_third(client, federation):
    portal = federation[0]
    lists = [
        "/admin/", "/admin/pages/", "/admin/pages/search/?q=Chez", "/admin/choose-page/",
        "/admin/choose-page/search/?q=Chez", f"/admin/api/main/pages/?child_of={portal.pk}",
        "/admin/api/main/pages/", "/admin/images/", "/admin/images/chooser/", "/admin/place/",
        "/admin/place_chooser/", "/admin/services/", "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
    ]  # fmt: skip
    leaks = [address for address in lists if ABROAD in text_of(client.get(address))]
    assert leaks == []
