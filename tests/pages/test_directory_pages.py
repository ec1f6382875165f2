"""The pages of the directory that stand in no tree: needs, places, organisations, help numbers."""

import datetime as dt

import pytest

from services import querysets
from services.listing import PER_SHORT_PAGE
from services.models import ExceptionalHours, OrganisationPhone, PlacePhone, Visibility
from tests.factories.centre import ImageFactory, LanguageFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    phone,
    service_index,
    week_hours,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

TUESDAY_MORNING = "2026-03-03 09:00"


@pytest.fixture
def picture(branch, django_capture_on_commit_callbacks):
    """A picture with its public sizes made."""
    with django_capture_on_commit_callbacks(execute=True):
        return ImageFactory(branch=branch)


def test_a_need_lists_what_answers_it(client, branch):
    need = NeedFactory(slug="parler", title="Parler à quelqu’un", hint="Un endroit calme.")
    other = NeedFactory(slug="travail", title="Trouver du travail")
    ServicePageFactory(title="Écoute", needs=[need])
    ServicePageFactory(title="Écoute et travail", needs=[other, need])
    ServicePageFactory(title="Emploi", needs=[other])
    ServicePageFactory(title="Brouillon", needs=[need], live=False)
    ServicePageFactory(title="Terminé", needs=[need], status="defunct")

    page = read(client, "/besoins/parler/")

    assert page.each("h1") == ["Parler à quelqu’un"]
    assert "Un endroit calme." in page.main
    assert page.each(".card h2") == ["Écoute", "Écoute et travail"]
    assert page.hrefs(".need-grid a") == ["/besoins/parler/", "/besoins/travail/"]


def test_a_need_goes_on_to_the_next_page(client, branch):
    need = NeedFactory(slug="parler")
    for number in range(PER_SHORT_PAGE + 1):
        ServicePageFactory(title=f"Service {number}", needs=[need])

    (following,) = read(client, "/besoins/parler/").hrefs("a[rel=next]")
    second = read(client, f"/besoins/parler/{following}")

    assert second.each(".card h2") == [f"Service {PER_SHORT_PAGE}"]
    assert second.hrefs("a[rel=prev]") == ["?page=1"]


def test_a_need_that_nothing_answers_here_has_no_page(client, branch, other_branch):
    need = NeedFactory(slug="parler")
    ServicePageFactory(branch=other_branch, needs=[need])

    assert client.get("/besoins/parler/").status_code == 404


def test_a_place_that_nobody_described_yet(client, branch):
    PlaceFactory(branch=branch, name="La maison", town="", transportation="")

    page = read(client, "/lieux/la-maison/")

    assert page.main == (
        "La maison Horaires Horaires à confirmer"
        " Téléphone à confirmer Comment venir Adresse à confirmer Repères à confirmer"
    )


def test_a_place_that_somebody_described(client, branch, clock, picture):
    clock(TUESDAY_MORNING)
    place = PlaceFactory(
        branch=branch,
        name="La maison",
        alternate_name="L’ancienne école",
        address_1="Route du marché",
        address_2="Quartier Djama",
        canton="Oké",
        transportation="Derrière la pharmacie.\nLe portail vert.",
        accessibility="Plain-pied.",
        latitude="7.53121",
        longitude="1.12345",
        entrance_photo=picture,
        phones=[phone(PlacePhone, "+22890000001")],
        opening_hours=week_hours(("08:00", "12:00"), ("14:30", "17:00")),
    )
    ServicePageFactory(title="Couture", places=[place])
    ServicePageFactory(title="Ailleurs")

    page = read(client, "/lieux/la-maison/")

    for said in (
        "L’ancienne école",
        "Ouvert jusqu’à 12 h",
        "Route du marché, Quartier Djama Atakpamé, canton d’Oké",
        "Derrière la pharmacie. Le portail vert.",
        "Plain-pied.",
        "Appeler le 90 00 00 01",
    ):
        assert said in page.main
    assert page.each(".hours tr") == [
        "Lundi à vendredi 8 h – 12 h, 14 h 30 – 17 h",
        "Samedi et dimanche fermé",
    ]
    (position,) = (link for link in page.hrefs() if link.startswith("geo:"))
    assert [float(part) for part in position.removeprefix("geo:").split(",")] == [7.53121, 1.12345]
    assert [img["alt"] for img in page.soup.select("main img")] == ["L’entrée"]
    assert page.each(".card h3") == ["Couture"]


def test_a_closed_place_says_why_and_when_it_opens_again(client, branch, clock):
    clock(TUESDAY_MORNING)
    day = dt.date(2026, 3, 3)
    PlaceFactory(
        branch=branch,
        name="La maison",
        opening_hours=week_hours(("08:00", "12:00")),
        exceptional_hours=[ExceptionalHours(start=day, end=day, reason="inventaire")],
    )

    page = read(client, "/lieux/la-maison/")

    assert page.words(".state") == "Fermé : inventaire Ouvre demain à 8 h"
    assert "Mardi fermé : inventaire" in page.each(".hours tr")


@pytest.mark.parametrize("visibility", [Visibility.ON_REQUEST, Visibility.CONFIDENTIAL])
def test_only_a_public_place_has_a_page(client, branch, visibility):
    PlaceFactory(branch=branch, name="La maison", visibility=visibility, transportation="")

    page = read(client, "/lieux/la-maison/", status=404)

    assert "La maison" not in page.soup.get_text()


@pytest.mark.parametrize("few", [0, 1, 200])
def test_few_or_many_services_are_listed_alike(client, branch, other_branch, monkeypatch, few):
    """However they are read: by their keys, or on the way through the tree."""
    monkeypatch.setattr(querysets, "FEW", few)
    shown = {
        "needs": [NeedFactory(slug="parler")],
        "places": [PlaceFactory(branch=branch, slug="centre")],
        "organization": OrganisationFactory(branch=branch, slug="debout"),
    }
    ServicePageFactory(title="Sans rien")
    first, second = (ServicePageFactory(title=title, **shown) for title in ("Écoute", "Emploi"))
    ServicePageFactory(title="Brouillon", live=False, **shown)
    ServicePageFactory(title="Ailleurs", parent=service_index(other_branch), needs=shown["needs"])
    second.move(first, pos="left")

    for address in ("/besoins/parler/", "/lieux/centre/", "/organisations/debout/"):
        assert read(client, address).each(".card h2, .card h3") == ["Emploi", "Écoute"]


def test_an_organisation_that_nobody_described_yet(client, branch):
    OrganisationFactory(branch=branch, name="Femmes debout", town="", kind="ong")

    page = read(client, "/organisations/femmes-debout/")

    assert page.main == "Femmes debout Association ou ONG Téléphone à confirmer"


def test_an_organisation_that_somebody_described(client, branch, picture):
    network = OrganisationFactory(branch=branch, name="Réseau des femmes", kind="federation")
    organisation = OrganisationFactory(
        branch=branch,
        name="Femmes debout",
        description="Nous écoutons.\n\nNous formons.",
        role_in_project="forme les formatrices",
        website="https://example.org/",
        email="contact@example.org",
        town="Cotonou",
        country="Bénin",
        logo=picture,
        parent_organisation=network,
        focal_person="Une Personne Nommée",
        phones=[phone(OrganisationPhone, "+22890000001")],
    )
    ServicePageFactory(title="Écoute", organization=organisation)
    ServicePageFactory(title="Ailleurs")

    page = read(client, "/organisations/femmes-debout/")

    for said in (
        "Association ou ONG · Cotonou · Bénin",
        "Nous écoutons. Nous formons.",
        "Dans le projet : forme les formatrices",
    ):
        assert said in page.main
    assert page.href("Site web") == "https://example.org/"
    assert page.href("contact@example.org") == "mailto:contact@example.org"
    assert page.href("Réseau des femmes") == "/organisations/reseau-des-femmes/"
    assert page.each(".card h3") == ["Écoute"]
    assert "Une Personne Nommée" not in page.response.content.decode()


def test_every_help_number_says_who_picks_up(client, branch, clock):
    clock(TUESDAY_MORNING)
    HelpLineFactory(
        number="1014",
        label="Signaler un viol",
        answered_by="la police",
        hours="jour et nuit",
        cost="gratuit",
        area="tout le pays",
        languages=[LanguageFactory(code="fr", name="Français")],
        verified_on=dt.date(2026, 3, 1),
    )
    HelpLineFactory(number="117", label="Police", answered_by="", verified_on=dt.date(2026, 1, 1))
    HelpLineFactory(branch=branch, number="+22890000001", label="Ici", verified_on=None)

    page = read(client, "/numeros-utiles/")

    assert page.each(".help-number") == [
        "1014 Signaler un viol Qui répond : la police"
        " Jour et nuit · gratuit · Français · tout le pays Vérifié le 1er mars 2026",
        "117 Police Qui répond : à confirmer Horaires à confirmer · coût à confirmer À confirmer",
        "90 00 00 01 Ici Qui répond : Une personne formée à l’écoute"
        " Horaires à confirmer · coût à confirmer À confirmer",
    ]
    assert page.hrefs(".help-number a") == ["tel:1014", "tel:117", "tel:+22890000001"]


def test_a_number_is_overdue_from_the_day_after_its_interval(client, branch, clock):
    HelpLineFactory(number="1014", verified_on=dt.date(2026, 2, 1), verify_every=30)

    clock("2026-03-03 23:59")
    assert "Vérifié le 1er février 2026" in read(client, "/numeros-utiles/").main
    clock("2026-03-04 00:00")
    assert "À confirmer" in read(client, "/numeros-utiles/").main


def test_numbers_not_published_or_of_another_commune_are_not_given(client, branch, other_branch):
    HelpLineFactory(number="+22890000009", is_published=False)
    HelpLineFactory(number="+22890000008", branch=other_branch)

    page = read(client, "/numeros-utiles/")

    assert "Aucun numéro n’a encore été confirmé." in page.main
    assert "9000000" not in page.response.content.decode()


@pytest.mark.parametrize("address", ["/lieux/la-maison/", "/organisations/femmes-debout/"])
def test_what_another_commune_owns_has_no_page_here(client, branch, other_branch, address):
    PlaceFactory(branch=other_branch, name="La maison")
    OrganisationFactory(branch=other_branch, name="Femmes debout")

    assert client.get(address).status_code == 404
