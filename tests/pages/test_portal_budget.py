"""The portal costs the same for five communes as for twenty, and fits one round trip."""

import gzip

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from centre import sitemap
from centre.models import Branch, Federation, Role
from centre.reference import load_communes
from communes.where import REGIONS
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    LanguageFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    on,
)
from tests.factories.centre import make_user
from tests.factories.communes import make_commune, make_partner
from tests.pages.budget_site import without_values
from tests.pages.reading import read, words

pytestmark = pytest.mark.django_db

FEW = ["Ogou 1", "Zio 1", "Tchaoudjo 1", "Kozah 1", "Tône 1"]
MORE = [
    "Kloto 1", "Golfe 1", "Vo 1", "Wawa 1", "Amou 1", "Blitta 1", "Bassar 1", "Agou 1", "Anié 1",
    "Avé 1", "Danyi 1", "Haho 1", "Kpélé 1", "Lacs 1", "Yoto 1",
]  # fmt: skip
PAGES = [
    "/",
    "/services/",
    "/besoins/sante/",
    "/besoins/sante/?ou=ogou-1",
    "/agenda/",
    "/agenda/?ou=plateaux&mois=2026-12",
    "/acteurs/",
    "/acteurs/?ou=plateaux&genre=ong",
    "/acteurs/csv/",
    "/numeros-utiles/",
    "/communes/",
    "/communes/?q=ogou",
    "/communes/ogou-1/",
    "/sitemap.xml",
    "/sitemap-0.xml",
    "/sitemap-1.xml",
]
NO_HTML = ("/acteurs/csv/", *(page for page in PAGES if page.endswith(".xml")))
MOST_QUERIES = 12
FIRST_VISIT = 14_000


def furnish(name):
    branch = make_commune(name)
    languages = [LanguageFactory()]
    for number in range(3):
        ServicePageFactory(
            branch=branch, slug=f"s-{number}", needs=[NeedFactory(slug="sante")],
            languages=languages, is_free=True,
        )  # fmt: skip
    place = PlaceFactory(branch=branch)
    for number in range(3):
        AwarenessEventPageFactory(
            branch=branch, slug=f"e-{number}", place=place,
            dates=[on(f"2026-12-{number + 5:02}", "09:00", "12:00")],
        )  # fmt: skip
    AwarenessEventPageFactory(
        branch=branch, slug="long", dates=[on("2026-11-20", end_date="2026-12-20")]
    )
    OrganisationFactory(branch=branch)
    make_partner(name)


@pytest.fixture
def few(clock):
    clock("2026-11-23 09:00")
    load_communes()
    HelpLineFactory(languages=[LanguageFactory()])
    for name in FEW:
        furnish(name)


def forget():
    cache.clear()
    sitemap._counts.clear()
    Federation.renew()


def statements(address):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200, address
    return [query["sql"] for query in queries]


def cold_and_warm():
    found = {}
    for address in PAGES:
        forget()
        found[address, "cold"] = statements(address)
        found[address, "warm"] = statements(address)
    return found


def test_twenty_communes_cost_as_many_queries_as_five(few):
    for page in PAGES:
        statements(page)  # what a process asks once
    five = {page: len(sent) for page, sent in cold_and_warm().items()}
    for name in MORE:
        furnish(name)
    found = cold_and_warm()
    assert {page: len(sent) for page, sent in found.items()} == five
    assert {page: count for page, count in five.items() if count > MOST_QUERIES} == {}
    for page, sent in found.items():
        assert all(sql.lstrip("(").startswith("SELECT") for sql in sent), page
        alike = [without_values(sql) for sql in sent]
        assert max(map(alike.count, alike)) <= 2, page


def test_the_pages_of_a_commune_cost_its_staff_no_more_with_twenty(few, client):
    branch = Branch.objects.get(commune__name="Ogou 1")
    client.force_login(make_user(branch, Role.DIRECTOR))
    address = reverse("wagtailadmin_explore", args=[branch.root_page_id])

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count()  # what a process asks once
    five = count()
    for name in MORE:
        furnish(name)
    assert count() == five


def test_many_communes_are_named_by_region(few, client):
    cards = set(read(client, "/").hrefs(".card-title a"))
    assert {f"/{slugify(name)}/" for name in FEW} <= cards
    for name in MORE:
        make_commune(name, town_name="Ville")
    make_commune("Zio 2", town_name="Noépé", has_building=False)
    # As publishing their pages does.
    Federation.renew()
    page = read(client, "/")
    assert {f"/{slugify(name)}/" for name in (*FEW, *MORE)} <= set(page.hrefs(".territory a"))
    assert [words(one) for one in page.soup.select("main h3")][:5] == REGIONS
    assert "Zio 2 Noépé projet" in page.main


def test_first_visit_fits_one_round_trip(few):
    for name in MORE:
        furnish(name)
    for address in PAGES:
        response = Client().get(address, headers={"accept-encoding": "gzip"})
        head = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
        assert head + len(response.content) <= FIRST_VISIT, address
        assert not response.cookies
        if address not in NO_HTML:
            assert b" style=" not in gzip.decompress(response.content)
