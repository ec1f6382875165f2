"""Two communes in one house: each shows its own, at its own host or under the federation's."""

import pytest

from centre.search.rebuild import rebuild
from tests.factories.centre import LanguageFactory
from tests.factories.home import PartnersPageFactory, StandardPageFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
)
from tests.pages.hosts import FEDERATION, OTHER, under_one_host
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

HERE, THERE = "Ogou", "Zio"
BELOW = (
    "",
    "services/",
    "services/couture/",
    "besoins/apprendre/",
    "lieux/maison/",
    "organisations/",
    "organisations/reseau/",
    "le-centre/",
    "numeros-utiles/",
    "recherche/?q=couture",
    "imprimer/services/",
    "imprimer/sms/",
)


def furnish(branch, mark):
    """Give ``branch`` one of everything, at the same addresses, each saying ``mark``."""
    home = branch.root_page.specific
    place = PlaceFactory(branch=branch, name=f"Maison {mark}", slug="maison", town=mark)
    organisation = OrganisationFactory(
        branch=branch, name=f"Réseau {mark}", slug="reseau", role_in_project="aide"
    )
    HelpLineFactory(branch=branch, label=f"Écoute {mark}", answered_by=f"Une voix {mark}")
    ServicePageFactory(
        branch=branch,
        title=f"Couture {mark}",
        slug="couture",
        needs=[NeedFactory(slug="apprendre")],
        languages=[LanguageFactory(code=mark.lower(), name=f"Langue {mark}")],
        places=[place],
        organization=organisation,
    )
    PartnersPageFactory(parent=home)
    StandardPageFactory(
        parent=home, slug="le-centre", title=f"Le centre {mark}", show_in_menus=True
    )
    home.title = f"Centre {mark}"
    home.town_name = mark
    home.place = place
    home.save()


@pytest.fixture
def two(branch, other_branch):
    """Two communes with the same things at the same addresses, on two hosts and under one."""
    furnish(branch, HERE)
    furnish(other_branch, THERE)
    rebuild()
    under_one_host()


WAYS_IN = [
    ("localhost", "/", HERE, THERE),
    (OTHER, "/", THERE, HERE),
    (FEDERATION, "/ogou-1/", HERE, THERE),
    (FEDERATION, "/zio-1/", THERE, HERE),
]


@pytest.mark.parametrize(("host", "root", "own", "others"), WAYS_IN)
def test_a_page_tells_of_its_commune_and_never_of_the_other(client, two, host, root, own, others):
    for below in BELOW:
        page = read(client, root + below, host=host)

        html = page.response.content.decode()
        assert f"Centre {own}" in html
        # The names of communes hold the marks too, and so do the addresses of their roots.
        for thing in ("Maison", "Réseau", "Couture", "Écoute", "Une voix", "Langue", "Centre"):
            assert f"{thing} {others}" not in html, below


@pytest.mark.parametrize(("host", "root", "own", "others"), WAYS_IN)
def test_every_link_stays_in_the_commune(client, two, host, root, own, others):
    for below in BELOW:
        page = read(client, root + below, host=host)

        links = {*page.hrefs("a[href^='/']"), *page.hrefs("a[href^='http']")}
        links |= {form["action"] for form in page.soup.select("form[action]")}
        assert len(links) > 5
        assert {link for link in links if not link.startswith(root)} == set(), below


@pytest.mark.parametrize(("host", "root", "own", "others"), WAYS_IN)
def test_every_link_of_the_home_page_answers(client, two, host, root, own, others):
    for link in set(read(client, root, host=host).hrefs("a[href^='/']")):
        # What leads out of the site is answered by an address elsewhere.
        expected = 302 if link == f"{root}sortie/" else 200
        assert client.get(link, headers={"host": host}).status_code == expected, link


def test_a_commune_read_at_two_addresses_says_which_is_its_own(client, two):
    for below in ("", "services/", "services/couture/", "besoins/apprendre/", "le-centre/"):
        for host, root in ((OTHER, "/"), (FEDERATION, "/zio-1/")):
            page = read(client, root + below, host=host)
            (link,) = page.soup.select("link[rel=canonical]")
            assert link["href"] == f"http://{OTHER}/{below}"


def test_filters_and_pages_have_one_address_to_remember(client, two):
    page = read(client, "/services/", {"gratuit": "1"}, host=OTHER)

    (link,) = page.soup.select("link[rel=canonical]")
    assert link["href"] == f"http://{OTHER}/services/"


def test_what_does_not_exist_claims_no_address(client, two):
    page = read(client, "/rien/", status=404)

    assert not page.soup.select("link[rel=canonical]")
