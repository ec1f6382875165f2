"""Services by need across communes: the nearest first, and how near in words."""

import pytest

from centre.reference import load_communes
from communes import needs
from tests.factories import NeedFactory, ServicePageFactory
from tests.factories.communes import make_commune
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

COMMUNES = ["Zio 1", "Ogou 1", "Ogou 2", "Kloto 1", "Tône 1"]


@pytest.fixture(autouse=True)
def services(db):
    """The same service in five communes."""
    load_communes()
    need = NeedFactory(slug="sante", title="Ma santé")
    for name in COMMUNES:
        branch = make_commune(name, town_name=f"Ville de {name}")
        ServicePageFactory(branch=branch, title=f"Soins à {name}", slug="soins", needs=[need])
    ServicePageFactory(branch=branch, title="Autre chose", needs=[NeedFactory(slug="droit")])


def groups(client, query=None):
    page = read(client, "/besoins/sante/", query)
    return [heading.split(",")[0] for heading in page.each("main section h2") if "Ville" in heading]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["Zio 1", "Kloto 1", "Ogou 1", "Ogou 2", "Tône 1"]),
        ("ogou-2", ["Ogou 2", "Ogou 1", "Kloto 1", "Zio 1", "Tône 1"]),
        ("ogou", ["Ogou 1", "Ogou 2", "Kloto 1", "Zio 1", "Tône 1"]),
        ("savanes", ["Tône 1", "Kloto 1", "Ogou 1", "Ogou 2", "Zio 1"]),
        ("Ogou2", ["Ogou 2", "Ogou 1", "Kloto 1", "Zio 1", "Tône 1"]),
        ("TÔNE 4", ["Tône 1", "Kloto 1", "Ogou 1", "Ogou 2", "Zio 1"]),
    ],
)
def test_the_nearest_come_first(client, where, expected):
    found = groups(client, {"ou": where} if where else None)
    assert found == expected


def test_how_near_is_said_in_words(client):
    page = read(client, "/besoins/sante/", {"ou": "ogou-2"})
    assert page.each("main section > .note") == [
        "Dans votre commune",
        "Dans votre préfecture, Ogou",
        "Dans votre région, Plateaux",
        "Dans une autre région, Maritime",
        "Dans une autre région, Savanes",
    ]
    assert not read(client, "/besoins/sante/").each("main section > .note")


def test_a_place_that_nobody_knows_is_no_place_and_a_message(client):
    page = read(client, "/besoins/sante/", {"ou": "Atlantide"})
    assert "« Atlantide » n’est ni une commune" in page.main
    assert len(page.each("main section .card")) == len(COMMUNES)


def test_a_service_leads_to_its_commune(client):
    page = read(client, "/besoins/sante/")
    assert page.href("Soins à Kloto 1") == "/kloto-1/services/soins/"
    assert page.href("Kloto 1, Ville de Kloto 1") == "/kloto-1/"
    assert "Autre chose" not in page.main


def test_every_service_stands_on_one_page(client, monkeypatch):
    monkeypatch.setattr(needs, "PER_PAGE", 2)
    seen = []
    for number in (1, 2, 3):
        page = read(client, "/besoins/sante/", {"ou": "tone-1", "page": number})
        seen += page.each("main section .card-title")
    assert sorted(seen) == sorted(f"Soins à {name}" for name in COMMUNES)
    assert seen[0] == "Soins à Tône 1"
    beyond = read(client, "/besoins/sante/", {"ou": "tone-1", "page": 9})
    assert beyond.each("main section .card-title") == seen[:2]
