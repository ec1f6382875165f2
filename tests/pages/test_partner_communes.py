"""The 117 communes: found however they are typed, on a diagram and as a list."""

import datetime as dt

import pytest

from centre.models import Commune
from centre.reference import load_communes
from communes.models import PartnerCommunePage, PlanAction
from tests.factories import ServicePageFactory
from tests.factories.communes import make_commune, make_directory, make_partner
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory(db):
    load_communes()
    return make_directory()


def listed(page):
    return page.each("main dl dd")


def test_every_commune_is_listed_under_its_region_and_prefecture(client):
    page = read(client, "/communes/")
    assert sorted(listed(page)) == sorted(Commune.objects.values_list("name", flat=True))
    assert page.each("main section > h2")[-5:] == [
        "Maritime",
        "Plateaux",
        "Centrale",
        "Kara",
        "Savanes",
    ]
    assert len(page.each("main dl dt")) == Commune.objects.values("prefecture").distinct().count()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ogou1", ["Ogou 1"]),
        ("ogou 1", ["Ogou 1"]),
        ("OGOU-1", ["Ogou 1"]),
        ("tchaoudjo", ["Tchaoudjo 1", "Tchaoudjo 2", "Tchaoudjo 3", "Tchaoudjo 4"]),
        ("kpele", ["Kpélé 1", "Kpélé 2"]),
        ("atakpame", ["Ogou 1"]),
        ("xylophone", []),
    ],
)
def test_a_commune_is_found_without_accents_or_spaces(client, typed, expected):
    page = read(client, "/communes/", {"q": typed})
    assert listed(page) == expected
    assert ("Aucune" in page.words("[role=status]") or str(len(expected)) in page.main) is True


@pytest.mark.parametrize("typed", ["", "   ", "?!", "\x00", "😀"])
def test_what_is_no_word_lists_all(client, typed):
    assert len(listed(read(client, "/communes/", {"q": typed}))) == 117


def test_what_was_typed_is_said_again_harmlessly(client):
    page = read(client, "/communes/", {"q": '"><b>ogou' + "x" * 300})
    value = page.soup.select_one("input[name=q]")["value"]
    assert value.startswith('"><b>ogou')
    assert len(value) == 60


def test_the_diagram_has_a_dot_for_each_commune_and_says_what_it_is(client):
    make_partner("Ogou 1")
    make_partner("Tône 1")
    page = read(client, "/communes/")
    dots = sum(path["d"].count("M") for path in page.soup.select("svg.diagram path"))
    links = page.soup.select("svg.diagram a")
    assert dots + len(links) == 117
    assert [link["href"] for link in links] == ["/communes/tone-1/", "/communes/ogou-1/"]
    assert all(link.get_text(strip=True) for link in links)
    assert "pas une carte à l’échelle" in page.words("figcaption")
    # The same as a list.
    assert {link["href"] for link in links} <= set(page.hrefs("main dl a"))


def test_many_partners_of_a_region_are_still_named(client):
    for commune in Commune.objects.filter(region="Centrale"):
        make_partner(commune.name)
    links = read(client, "/communes/").soup.select("svg.diagram a")
    assert len(links) == Commune.objects.filter(region="Centrale").count()
    assert all(link.title.get_text() for link in links)


def test_a_draft_is_not_said_to_take_part(client):
    make_partner("Ogou 1", live=False)
    assert read(client, "/communes/").hrefs("main dl a") == []


def test_what_is_unknown_of_a_partner_is_said_so(client):
    make_partner("Zio 1")
    page = read(client, "/communes/zio-1/")
    for words in (
        "Date d’entrée dans le projet : à confirmer",
        "Mairie : à confirmer",
        "Personne à contacter : à confirmer",
        "Stratégie et plan d’action : à confirmer",
    ):
        assert words in page.main
    assert "Préfecture Zio, région Maritime" in page.main
    assert not page.soup.select("main a.button")


def test_a_partner_says_whom_to_call_and_what_comes_next(client):
    make_partner(
        "Zio 1",
        status="preparing",
        joined_on=dt.date(2023, 3, 28),
        office_phone="90 12 34 56",
        focal_role="Conseillère",
        focal_phone="90 12 34 57",
        actions=[
            PlanAction(title="Plus tard", sort_order=0),
            PlanAction(title="En mars", due_on=dt.date(2027, 3, 1), sort_order=1),
            PlanAction(title="Faite", status="done", sort_order=2),
            PlanAction(title="En cours", due_on=dt.date(2026, 12, 1), status="under_way"),
        ],
    )
    page = read(client, "/communes/zio-1/")
    assert "Participe depuis le 28 mars 2023" in page.main
    assert "tel:+22890123456" in page.hrefs()
    assert "Conseillère" in page.main
    assert page.each("main .rows strong") == ["En cours", "En mars", "Plus tard", "Faite"]


def test_a_partner_leads_to_its_centre_and_its_services(client):
    branch = make_commune("Zio 1")
    ServicePageFactory(branch=branch, title="Peser bébé", slug="peser")
    make_partner("Zio 1")
    page = read(client, "/communes/zio-1/")
    assert page.hrefs("main a.button") == ["/zio-1/"]
    assert page.href("Peser bébé") == "/zio-1/services/peser/"


def test_no_name_of_a_person_has_a_place():
    names = {field.name for field in PartnerCommunePage._meta.local_fields}
    assert not {name for name in names if "person" in name or name.endswith("_name")}
