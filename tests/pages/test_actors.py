"""How many organisations, of which kind, where; and the same for a spreadsheet."""

import csv
import io

import pytest

from centre.reference import load_communes
from communes.actors import harmless
from services.models import OrganisationPhone
from tests.factories import OrganisationFactory, phone
from tests.factories.communes import make_commune
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organisations(db):
    """Three organisations; two communes name one of them, each in its own way."""
    load_communes()
    ogou, zio = make_commune("Ogou 1"), make_commune("Zio 1")
    OrganisationFactory(
        branch=ogou, name="Faîtière", kind="federation", town="Lomé", role_in_project="mène",
        focal_person="Madame Secret", email="secret@example.org",
        phones=[phone(OrganisationPhone, "90 99 88 77")], description="Mots secrets",
    )  # fmt: skip
    OrganisationFactory(branch=zio, name="FAITIERE", kind="federation", town="")
    OrganisationFactory(branch=ogou, name="Association des Maires", country="France", town="")
    OrganisationFactory(branch=zio, name="Groupement", kind="groupement", town="Tsévié")


def rows(client, query=None):
    content = client.get("/acteurs/csv/", query).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def names(client, query=None):
    return read(client, "/acteurs/", query).each("main .section > .rows a")


def test_an_organisation_of_several_communes_counts_once(client):
    page = read(client, "/acteurs/")
    assert page.words(".lead") == "3 organisations citées par les communes."
    assert sorted(names(client)) == ["Association des Maires", "FAITIERE", "Groupement"]


def test_how_many_of_which_kind_and_where(client):
    tables = [
        [(row.th.get_text(strip=True), row.td.get_text(strip=True)) for row in table.select("tr")]
        for table in read(client, "/acteurs/").soup.select(".cards table")
    ]
    kinds, communes, regions, countries = tables
    assert sorted(kinds) == [
        ("Association ou ONG", "1"),
        ("Fédération ou réseau", "1"),
        ("Groupement de femmes", "1"),
    ]
    assert communes == [("Ogou 1", "2"), ("Zio 1", "2")]
    assert regions == [("Maritime", "2"), ("Plateaux", "2")]
    assert countries == [("Togo", "2"), ("France", "1")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"ou": "ogou-1"}, ["Association des Maires", "FAITIERE"]),
        ({"ou": "Maritime"}, ["FAITIERE", "Groupement"]),
        ({"genre": "groupement"}, ["Groupement"]),
        ({"pays": "France"}, ["Association des Maires"]),
        ({"ou": "savanes"}, []),
    ],
)
def test_the_list_and_the_table_are_filtered_alike(client, query, expected):
    assert names(client, query) == expected
    assert [row["Organisation"] for row in rows(client, query)] == expected


@pytest.mark.parametrize("query", [{"ou": "Atlantide"}, {"genre": "x"}, {"pays": "Lune"}])
def test_a_bad_value_is_no_filter_and_a_message(client, query):
    page = read(client, "/acteurs/", query)
    assert len(page.each("main .section > .rows li")) == 3
    assert len(page.soup.select("main .error")) == 1
    assert len(rows(client, query)) == 3


def test_only_what_may_be_told_is_in_the_table(client):
    content = (
        client.get("/acteurs/csv/").content.decode() + client.get("/acteurs/").content.decode()
    )
    for secret in ("Secret", "secret", "90998877", "90 99 88 77"):
        assert secret not in content
    (found,) = [row for row in rows(client) if row["Organisation"] == "FAITIERE"]
    assert found["Communes"] == "Zio 1, Ogou 1"
    assert found["Ville"] == "Lomé"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", " ="])
def test_no_cell_is_taken_for_a_formula(client, sign):
    branch = make_commune("Ogou 1")
    OrganisationFactory(branch=branch, name=f"{sign}cmd|' /C calc'!A0", slug="f")
    content = client.get("/acteurs/csv/").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert any(cell.startswith("'") and "calc" in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_plain_words_stay_as_they_are():
    assert harmless("Commune d’Ogou 1") == "Commune d’Ogou 1"
    assert harmless("") == ""
