"""The home page of a centre: needs first, then where it is, when it opens, whom to call."""

import datetime as dt

import pytest

from home.models import CentrePhone
from services.models import ExceptionalHours, Visibility
from tests.factories.centre import ImageFactory, LanguageFactory
from tests.factories.services import (
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    PublicHolidayFactory,
    ServicePageFactory,
    phone,
    week_hours,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

OFFICE = (("08:00", "12:00"), ("14:30", "17:00"))


@pytest.fixture
def centre_at(branch, home):
    """A function that makes the place of the centre, with what it is given."""

    def centre_at(**values):
        home.place = PlaceFactory(branch=branch, name="La maison", **values)
        home.save()
        return home.place

    return centre_at


def panel(client) -> str:
    return read(client, "/").words(".panel")


def test_needs_that_a_service_answers_come_first_in_their_order(client, branch):
    NeedFactory(slug="travail", title="Trouver du travail", sort_order=2)
    NeedFactory(slug="parler", title="Parler à quelqu’un", sort_order=1)
    NeedFactory(slug="sans-reponse", title="Sans réponse", sort_order=0)
    ServicePageFactory(needs=[NeedFactory(slug="travail")])
    ServicePageFactory(needs=[NeedFactory(slug="parler")])

    page = read(client, "/")

    assert page.each("main h1") == ["De quoi avez-vous besoin ?"]
    assert page.each(".need-grid a") == ["Parler à quelqu’un", "Trouver du travail"]
    assert page.hrefs(".need-grid a") == ["/besoins/parler/", "/besoins/travail/"]


def test_it_says_who_it_is(client, home):
    page = read(client, "/")

    assert page.words("title") == "Centre de Ogou 1 · Atakpamé"
    assert page.words(".brand") == "Centre de Ogou 1 Atakpamé · Commune d’Ogou 1"
    assert home.introduction in page.main


def test_search_is_a_form_without_script(client, branch):
    (form,) = read(client, "/").soup.select("form[role=search]")

    assert form["action"] == "/recherche/"
    assert form.get("method", "get") == "get"
    assert form.select_one("label[for=q]")
    assert form.select_one("input#q[name=q]")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-03 07:59", "Ouvre aujourd’hui à 8 h"),
        ("2026-03-03 08:00", "Ouvert jusqu’à 12 h"),
        ("2026-03-03 12:00", "Ouvre aujourd’hui à 14 h 30"),
        ("2026-03-03 16:59", "Ouvert jusqu’à 17 h"),
        ("2026-03-06 17:00", "Ouvre lundi à 8 h"),
    ],
)
def test_it_says_whether_it_is_open_now(client, centre_at, clock, moment, said):
    clock(moment)
    centre_at(opening_hours=week_hours(*OFFICE))

    assert said in panel(client)


def test_an_exceptional_closure_says_why_and_when_it_opens_again(client, centre_at, clock):
    clock("2026-03-03 09:00")
    closed = ExceptionalHours(
        start=dt.date(2026, 3, 3), end=dt.date(2026, 3, 4), reason="inventaire"
    )
    centre_at(opening_hours=week_hours(*OFFICE), exceptional_hours=[closed])

    assert "Fermé : inventaire Ouvre jeudi à 8 h" in panel(client)


def test_a_public_holiday_says_its_name(client, branch, centre_at, clock):
    clock("2026-05-01 09:00")
    PublicHolidayFactory(branch=branch, date=dt.date(2026, 5, 1), name="Fête du Travail")
    centre_at(opening_hours=week_hours(*OFFICE))

    assert "Fermé : Fête du Travail Ouvre lundi à 8 h" in panel(client)


def test_what_is_unknown_is_to_be_confirmed(client, home):
    assert panel(client) == ("Venez nous voir Horaires à confirmer Atakpamé Téléphone à confirmer")


def test_what_is_known_leads_there_and_calls(client, centre_at, home):
    centre_at(address_1="Route du marché", town="Gléi")
    home.phones = [
        phone(CentrePhone, "+22890000001", description="le secrétariat"),
        phone(CentrePhone, "+22890000001", type="whatsapp"),
    ]
    home.save()

    page = read(client, "/")

    assert "Route du marché, Gléi" in page.words(".panel")
    assert "le secrétariat" in page.words(".panel")
    assert page.hrefs(".panel a") == [
        "tel:+22890000001",
        "https://wa.me/22890000001",
        "/lieux/la-maison/",
    ]
    assert page.each(".panel a")[0] == "Appeler le 90 00 00 01"


def test_an_address_given_on_request_is_not_on_the_front_door(client, centre_at):
    centre_at(
        visibility=Visibility.ON_REQUEST,
        address_1="Derrière la pharmacie",
        town="Gléi",
        transportation="Le portail vert",
    )

    page = read(client, "/")

    for secret in ("Derrière la pharmacie", "Gléi", "Le portail vert"):
        assert secret not in page.response.content.decode()
    assert "/lieux/la-maison/" not in page.hrefs("a")


def test_a_picture_is_described(client, branch, home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        home.image = ImageFactory(branch=branch)
    home.image_alt = "Six femmes autour d’une machine"
    home.save()

    (img,) = read(client, "/").soup.select("main img")

    assert img["alt"] == "Six femmes autour d’une machine"
    assert img["width"]
    assert img["height"]


def test_the_languages_of_the_centre_are_named_in_themselves(client, home):
    home.languages = [
        LanguageFactory(code="fr", name="Français"),
        LanguageFactory(code="ee", name="Éwé", autonym="Eʋegbe"),
    ]
    home.save()

    page = read(client, "/")

    assert "Eʋegbe" in page.words(".site-footer [lang=ee]")


def test_the_commune_does_not_thank_itself(client, branch):
    OrganisationFactory(
        branch=branch, kind="mairie", name="Commune d’Ogou 1", role_in_project="porte le centre"
    )
    OrganisationFactory(branch=branch, kind="bailleur", name="Fonds", role_in_project="finance")

    assert read(client, "/").each(".site-footer .partner") == ["Fonds"]


def test_the_body_stands_below(client, home):
    home.body = [("heading", "Notre histoire"), ("text", "<p>Ouvert en <b>2024</b>.</p>")]
    home.save()

    page = read(client, "/")

    assert "Notre histoire" in page.each("main h2")
    assert "Ouvert en 2024 ." in page.main
