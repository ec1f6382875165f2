"""What surrounds every page: the name, the way round, the help numbers and the foot."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories.home import StandardPageFactory
from tests.factories.services import (
    HelpLineFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    service_index,
)

pytestmark = pytest.mark.django_db


def soup_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def current_entries(soup):
    return [link.get_text(strip=True) for link in soup.select("nav a[aria-current=page]")]


@pytest.mark.parametrize(
    ("address", "entry"),
    [("/", "Accueil"), ("/services/", "Services"), ("/numeros-utiles/", "Aide"),
     ("/recherche/?q=acte", "Chercher")],
)  # fmt: skip
def test_the_navigation_says_where_the_reader_is(client, branch, address, entry):
    service_index(branch)
    assert current_entries(soup_of(client, address)) == [entry]


def test_a_service_is_in_services(client, home):
    service = ServicePageFactory()
    assert current_entries(soup_of(client, service.url)) == ["Services"]


def test_only_pages_in_the_menu_stand_at_the_foot(client, home):
    StandardPageFactory(parent=home, title="Qui sommes-nous", show_in_menus=True)
    StandardPageFactory(parent=home, title="Page discrète", show_in_menus=False)
    StandardPageFactory(parent=home, title="Brouillon", show_in_menus=True, live=False)
    foot = soup_of(client, "/").footer.get_text()
    assert "Qui sommes-nous" in foot
    assert "Page discrète" not in foot
    assert "Brouillon" not in foot


def test_who_has_a_role_in_the_project_stands_at_the_foot(client, branch):
    OrganisationFactory(branch=branch, name="Union des bailleurs", role_in_project="Finance")
    OrganisationFactory(branch=branch, name="Radio voisine", role_in_project="")
    foot = soup_of(client, "/").footer.get_text()
    assert "Union des bailleurs" in foot
    assert "Radio voisine" not in foot


def test_another_communes_partners_stay_at_home(client, branch, other_branch):
    OrganisationFactory(branch=other_branch, name="Amis de Zio", role_in_project="Finance")
    assert "Amis de Zio" not in soup_of(client, "/").get_text()


def test_every_page_gives_help_numbers_and_who_picks_up(client, home):
    HelpLineFactory(number="1014", label="Signaler", answered_by="La police")
    place = PlaceFactory()
    for address in ("/", f"/lieux/{place.slug}/", "/recherche/", "/introuvable/"):
        strip = soup_of(client, address).select_one("section.help-strip")
        assert strip.select_one('a[href="tel:1014"]'), address
        assert "La police" in strip.get_text()


@pytest.mark.parametrize(("days_ago", "said"), [(1, False), (31, True), (None, True)])
def test_an_overdue_number_says_so_on_every_page(client, home, days_ago, said):
    verified = days_ago and timezone.localdate() - dt.timedelta(days=days_ago)
    HelpLineFactory(number="1014", verified_on=verified, verify_every=30)
    strip = soup_of(client, "/").select_one("section.help-strip")
    assert ("à confirmer" in strip.get_text()) is said


def test_a_demonstration_is_marked(client, home):
    page = StandardPageFactory(parent=home, is_demonstration=True)
    assert "Démonstration" in soup_of(client, page.url).header.get_text()
    assert "Démonstration" not in soup_of(client, "/").header.get_text()


def test_the_keyboard_reaches_the_exit_and_then_the_content_first(client, home):
    soup = soup_of(client, "/")
    leave, skip = soup.body.find_all("a")[:2]
    assert leave["href"] == "/sortie/"
    assert soup.select_one(skip["href"]).name == "main"


def test_a_sensitive_page_is_named_discreetly_at_the_foot(client, home):
    StandardPageFactory(
        parent=home, title="Fuir", is_sensitive=True, neutral_title="Conseils", show_in_menus=True
    )
    foot = soup_of(client, "/").footer.get_text()
    assert "Conseils" in foot
    assert "Fuir" not in foot


def test_the_colours_of_the_commune_are_allowed_by_the_policy(client, home):
    home.primary_colour = "#3a2e6b"
    home.save_revision().publish()
    response = client.get("/")
    assert b"--primary:#3a2e6b" in response.content
    assert "'sha256-" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_an_unknown_address_shows_a_way_on(client, home):
    response = client.get("/rien-ici/")
    assert response.status_code == 404
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one("form[role=search]")
