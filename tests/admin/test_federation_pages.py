"""The federation edits its portal and its partner communes; a commune does not."""

import pytest
from django.apps import apps
from django.urls import reverse

from centre.models import CentrePage, Role
from centre.reference import load_communes
from communes.models import FederationHomePage, PartnerCommuneIndexPage, PartnerCommunePage
from home.models import CentreHomePage
from tests.admin.editing import PUBLISH, add, shown
from tests.factories import StandardPageFactory, make_user
from tests.factories.communes import make_commune, make_directory, make_partner, make_portal

pytestmark = pytest.mark.django_db

PAGES = {
    FederationHomePage: make_portal,
    PartnerCommuneIndexPage: make_directory,
    PartnerCommunePage: lambda: make_partner("Zio 1"),
}
every_type = pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def territory(db):
    load_communes()


def test_no_type_is_forgotten():
    every = {model for model in apps.get_models() if issubclass(model, CentrePage)}
    assert set(PAGES) == {model for model in every if model._meta.app_label == "communes"}


@every_type
def test_an_unsaved_change_is_previewed_in_the_frame_of_the_federation(client, superuser, model):
    client.force_login(superuser)
    page = PAGES[model]()
    data = shown(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), model)
    data["title"] = "Un titre jamais vu"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    text = client.get(address, {"in_preview_panel": "true", "mode": ""}).content.decode()
    assert "Un titre jamais vu" in text
    assert "Faîtière des Communes" in text
    page.refresh_from_db()
    assert page.title != "Un titre jamais vu"


@every_type
def test_staff_of_a_commune_may_not_edit_it(client, model):
    page = PAGES[model]()
    client.force_login(make_user(make_commune("Ogou 1"), Role.DIRECTOR))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 404


def test_a_commune_has_one_page_only(client, superuser):
    make_partner("Zio 1")
    client.force_login(superuser)
    commune = PartnerCommunePage.objects.get().commune
    again = {"title": "Encore Zio 1", "slug": "encore", "commune": str(commune.pk)}
    response = add(client, make_directory(), PartnerCommunePage, **again, **PUBLISH)
    assert "existe déjà" in response.content.decode()
    assert PartnerCommunePage.objects.count() == 1


def test_homes_of_communes_are_made_elsewhere_but_may_stand_below():
    assert CentreHomePage.can_exist_under(make_portal())
    assert CentreHomePage not in FederationHomePage.creatable_subpage_models()


def test_there_is_one_portal():
    root = make_portal().get_parent()
    assert not FederationHomePage.can_create_at(root)


def test_a_page_below_a_sensitive_one_of_the_federation_is_sensitive(client):
    above = StandardPageFactory(parent=make_portal(), slug="a", is_sensitive=True)
    StandardPageFactory(parent=above, slug="b", title="Titre qui dit tout")
    answer = client.get("/a/b/")
    assert answer["Cache-Control"] == "no-store"
    assert "<title>Information</title>" in answer.content.decode()
