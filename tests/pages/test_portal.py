"""The portal of the federation: all communes in one place, and nothing that is not public."""

import pytest
from wagtail.models import PageViewRestriction

from centre.reference import load_communes
from services.models import Visibility
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    on,
)
from tests.factories.communes import make_commune, make_directory, make_partner, make_portal
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

NOW = "2026-11-23 09:00"


@pytest.fixture(autouse=True)
def territory(db, clock):
    load_communes()
    clock(NOW)


@pytest.fixture
def portal():
    return make_portal()


@pytest.fixture
def ogou(portal):
    """Ogou 1, with one of everything."""
    branch = make_commune("Ogou 1", title="Centre d’Ogou 1", town_name="Atakpamé")
    ServicePageFactory(
        branch=branch, title="Peser bébé", slug="peser", needs=[NeedFactory(slug="sante")]
    )
    AwarenessEventPageFactory(branch=branch, title="Causerie d’Atakpamé", slug="causerie")
    OrganisationFactory(branch=branch, name="Association des Collines")
    return branch


@pytest.fixture
def zio(portal):
    """Zio 1, a project without a building."""
    return make_commune("Zio 1", title="Projet de Zio 1", town_name="Tsévié", has_building=False)


EVERYWHERE = ("/", "/services/", "/besoins/sante/", "/agenda/", "/acteurs/", "/acteurs/csv/")


def said(client) -> str:
    """Return all that the portal says anywhere."""
    return "".join(client.get(address).content.decode() for address in EVERYWHERE)


def test_the_front_page_leads_to_needs_communes_and_dates(client, ogou, zio):
    page = read(client, "/")
    assert page.words("header .brand") == "Les communes ensemble Faîtière des Communes"
    assert "/besoins/sante/" in page.hrefs()
    assert page.href("Atakpamé") == "/ogou-1/"
    assert page.href("Tsévié") == "/zio-1/"
    assert "Un projet, pas encore de bâtiment" in page.main
    assert page.href("Causerie d’Atakpamé") == "/ogou-1/agenda/causerie/"


def test_a_portal_without_communes_says_so(client, portal):
    assert "Aucune commune n’a encore ouvert son site." in read(client, "/").main
    assert "Rien n’est encore annoncé." in read(client, "/agenda/").main
    assert "Aucune organisation ne correspond." in read(client, "/acteurs/").main


def test_each_address_of_the_portal_leads_to_its_communes(client, ogou):
    assert "Peser bébé" in read(client, "/besoins/sante/").main
    for address in ("/ogou-1/", "/ogou-1/agenda/causerie/", "/ogou-1/services/peser/"):
        assert read(client, address).words("header .brand-name") == "Centre d’Ogou 1"


@pytest.mark.parametrize("address", ["/", "/agenda/", "/communes/", "/libre/"])
def test_the_frame_is_the_federations_everywhere(client, ogou, address):
    make_directory()
    StandardPageFactory(parent=make_portal(), title="Libre", slug="libre")
    page = read(client, address)
    assert page.hrefs("nav.nav a") == ["/communes/", "/services/", "/agenda/", "/numeros-utiles/"]
    assert page.hrefs("a[data-exit]") == ["/sortie/"]
    assert "/securite/" in page.hrefs("footer a")


def test_leaving_leads_where_the_federation_chose(client, portal):
    portal.exit_address = "https://example.org/riz"
    portal.save()
    response = client.get("/sortie/")
    assert (response.status_code, response["Location"]) == (302, "https://example.org/riz")
    assert response["Cache-Control"] == "no-store"


def test_the_safety_page_and_national_numbers_are_there(client, ogou):
    HelpLineFactory(label="Écoute nationale", number="1011")
    HelpLineFactory(label="Écoute d’Ogou", branch=ogou)
    assert client.get("/securite/")["Cache-Control"] == "no-store"
    assert "Le centre : où il est" not in read(client, "/securite/").main
    numbers = read(client, "/numeros-utiles/").main
    assert "Écoute nationale" in numbers
    assert "Écoute d’Ogou" not in numbers
    assert "1011" in read(client, "/").words(".help-strip")


def test_what_does_not_exist_is_said_with_a_way_on(client, ogou):
    page = read(client, "/nulle-part/", status=404)
    assert "/besoins/sante/" in page.hrefs()
    assert read(client, "/besoins/inconnu/", status=404)


def hide(branch):
    branch.root_page.specific.unpublish()


def restrict(branch):
    PageViewRestriction.objects.create(page=branch.root_page, restriction_type="login")


@pytest.mark.parametrize("close", [hide, restrict])
def test_nothing_is_said_of_a_commune_that_the_public_may_not_see(
    client, ogou, zio, close, django_capture_on_commit_callbacks
):
    assert "Atakpamé" in said(client)
    with django_capture_on_commit_callbacks(execute=True):
        close(ogou)
    words = said(client)
    for secret in ("Atakpamé", "Peser bébé", "Association des Collines"):
        assert secret not in words
    assert "Tsévié" in words


def test_drafts_are_not_said(client, ogou):
    ServicePageFactory(
        branch=ogou, title="Brouillon", slug="b", needs=[NeedFactory(slug="sante")], live=False
    )
    AwarenessEventPageFactory(branch=ogou, title="Brouillon", slug="b", live=False)
    assert "Brouillon" not in said(client)


def test_a_sensitive_date_keeps_its_neutral_title(client, ogou):
    AwarenessEventPageFactory(
        branch=ogou, title="Parler des coups", slug="r", is_sensitive=True, neutral_title="Thé"
    )
    page = read(client, "/agenda/")
    assert "Thé" in page.main
    assert "Parler des coups" not in said(client)


def test_a_confidential_place_is_not_named(client, ogou):
    secret = PlaceFactory(branch=ogou, confidential=True, name="Maison cachée")
    AwarenessEventPageFactory(branch=ogou, title="Rencontre", slug="r", place=secret)
    assert secret.visibility == Visibility.CONFIDENTIAL
    assert "lieu donné par téléphone" in read(client, "/agenda/").main.lower()
    assert "Maison cachée" not in said(client)


# The agenda: where and when.


@pytest.fixture
def dates(ogou, zio):
    """A date of each commune, and one that Ogou 1 announces for Zio 1."""
    from centre.models import Commune

    AwarenessEventPageFactory(branch=zio, title="Marché", slug="m", dates=[on("2026-12-05")])
    AwarenessEventPageFactory(
        branch=ogou,
        title="Mission",
        slug="mission",
        dates=[on("2027-01-10")],
        communes=[Commune.objects.get(name="Zio 1")],
    )


def titles(client, query):
    return read(client, "/agenda/", query).each(".event .card-title")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Causerie d’Atakpamé", "Marché", "Mission"]),
        ({"ou": "ogou-1"}, ["Causerie d’Atakpamé"]),
        ({"ou": "ogou"}, ["Causerie d’Atakpamé"]),
        ({"ou": "plateaux"}, ["Causerie d’Atakpamé"]),
        ({"ou": "Zio1"}, ["Marché", "Mission"]),
        ({"ou": "Maritime"}, ["Marché", "Mission"]),
        ({"ou": "savanes"}, []),
        ({"mois": "2027-01"}, ["Mission"]),
        ({"mois": "2027-01", "ou": "ogou-1"}, []),
    ],
)
def test_the_agenda_is_filtered_by_place_and_month(client, dates, query, expected):
    assert titles(client, query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"ou": "Atlantide"}, "« Atlantide » n’est ni une commune"),
        ({"ou": "\x00" + "x" * 500}, "n’est ni une commune"),
        ({"mois": "hier"}, "Ce mois n’est pas compris"),
        ({"mois": "9999-12", "page": "zut"}, "Assurez-vous"),
    ],
)
def test_a_bad_value_is_no_filter_and_a_message(client, dates, query, message):
    page = read(client, "/agenda/", query)
    assert message in page.main
    assert len(page.each(".event")) == 3


def test_a_card_says_the_commune_unless_the_page_does(client, dates):
    (mission,) = [card for card in read(client, "/agenda/").each(".event") if "Mission" in card]
    assert "Zio 1" in mission
    make_partner("Zio 1")
    cards = read(client, "/communes/zio-1/").each(".event")
    assert [("Zio 1" in card) for card in cards] == [False, False]


def test_what_took_place_is_found_by_its_month(client, ogou, clock):
    clock("2027-06-01 09:00")
    assert titles(client, {}) == []
    assert titles(client, {"mois": "2026-12"}) == ["Causerie d’Atakpamé"]
