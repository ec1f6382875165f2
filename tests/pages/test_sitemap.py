"""The site map: every public address of a site, and no other."""

import re
from urllib.parse import urlsplit

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from centre import sitemap
from services.models import Visibility
from tests.factories.centre import make_branch
from tests.factories.home import StandardPageFactory
from tests.factories.services import (
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
)
from tests.pages.hosts import FEDERATION, OTHER, under_one_host

pytestmark = pytest.mark.django_db


def locations(client, address, host="localhost") -> list[str]:
    response = client.get(address, headers={"host": host})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    assert not response.cookies
    return re.findall(r"<loc>(.*?)</loc>", response.content.decode())


def paths(client, host="localhost") -> list[str]:
    """Return every path of the site map of ``host``."""
    return [
        urlsplit(location).path
        for section in locations(client, "/sitemap.xml", host)
        for location in locations(client, urlsplit(section).path, host)
    ]


def test_it_lists_pages_and_what_the_directory_holds(client, home, branch):
    StandardPageFactory(parent=home, slug="le-centre")
    ServicePageFactory(slug="ecoute", needs=[NeedFactory(slug="parler")])
    PlaceFactory(branch=branch, slug="maison")
    OrganisationFactory(branch=branch, slug="femmes-debout")

    assert sorted(paths(client)) == [
        "/",
        "/besoins/parler/",
        "/le-centre/",
        "/lieux/maison/",
        "/numeros-utiles/",
        "/organisations/femmes-debout/",
        "/services/",
        "/services/ecoute/",
    ]


def test_every_address_in_it_answers(client, home, branch):
    ServicePageFactory(needs=[NeedFactory(slug="parler")])
    PlaceFactory(branch=branch)
    OrganisationFactory(branch=branch)

    for path in paths(client):
        assert client.get(path).status_code == 200, path


def test_what_not_everybody_may_see_is_not_in_it(client, home, branch, other_branch):
    StandardPageFactory(parent=home, slug="brouillon", live=False)
    restricted = StandardPageFactory(parent=home, slug="reserve")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    StandardPageFactory(parent=restricted, slug="dessous")
    NeedFactory(slug="sans-reponse")
    for visibility in (Visibility.ON_REQUEST, Visibility.CONFIDENTIAL):
        PlaceFactory(branch=branch, visibility=visibility, transportation="")
    PlaceFactory(branch=other_branch)
    OrganisationFactory(branch=other_branch)
    ServicePageFactory(branch=other_branch)

    assert sorted(paths(client)) == ["/", "/numeros-utiles/", "/services/"]


def test_a_service_that_ended_answers_no_need_in_it(client, branch):
    ServicePageFactory(needs=[NeedFactory(slug="parler")], status="defunct")

    assert "/besoins/parler/" not in paths(client)


def test_what_has_a_host_of_its_own_is_there_alone(client, branch, other_branch):
    under_one_host()
    third = make_branch("Kozah 1", parent=Page.get_first_root_node())
    PlaceFactory(branch=third, slug="ailleurs")
    PlaceFactory(branch=branch, slug="ici")
    PlaceFactory(branch=other_branch, slug="la-bas")

    here, there, everywhere = (paths(client, host) for host in ("localhost", OTHER, FEDERATION))

    assert "/lieux/ici/" in here
    assert "/lieux/la-bas/" not in here
    assert "/lieux/la-bas/" in there
    assert "/lieux/ici/" not in there
    assert {"/kozah-1/", "/kozah-1/services/", "/kozah-1/lieux/ailleurs/"} <= set(everywhere)
    assert not any(path.startswith(("/ogou-1/", "/zio-1/")) for path in everywhere)


def test_a_host_that_is_not_answered_yet_takes_nothing_away(client, branch, settings):
    under_one_host()
    PlaceFactory(branch=make_branch("Kozah 1", hostname="kozah-1.example.org"), slug="ailleurs")

    assert {"/kozah-1/", "/kozah-1/lieux/ailleurs/"} <= set(paths(client, FEDERATION))


def test_a_centre_that_is_not_published_has_no_section(client, branch):
    under_one_host()
    third = make_branch("Kozah 1", live=False)
    PlaceFactory(branch=third, slug="ailleurs")

    assert "/kozah-1/lieux/ailleurs/" not in paths(client, FEDERATION)
    assert client.get("/sitemap-centre-2.xml", headers={"host": FEDERATION}).status_code == 404


def test_addresses_name_the_host_they_are_on(client, branch, other_branch):
    (section, *_others) = locations(client, "/sitemap.xml", OTHER)

    assert urlsplit(section).netloc == OTHER
    assert {urlsplit(each).netloc for each in locations(client, "/sitemap-1.xml", OTHER)} == {OTHER}


def test_a_page_says_when_it_was_published(client, home):
    page = StandardPageFactory(parent=home)
    page.save_revision().publish()

    xml = client.get("/sitemap-1.xml").content.decode()

    page.refresh_from_db()
    assert f"<lastmod>{page.last_published_at:%Y-%m-%d}T" in xml


def test_sections_are_of_one_size_and_end(client, home, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_SECTION", 3)
    for number in range(6):
        StandardPageFactory(parent=home, slug=f"page-{number}")

    sections = [urlsplit(each).path for each in locations(client, "/sitemap.xml")]

    assert sections == [f"/sitemap-{name}.xml" for name in (0, 1, 2, 3, "centre-1")]
    assert [len(locations(client, section)) for section in sections[1:4]] == [3, 3, 2]
    assert client.get("/sitemap-4.xml").status_code == 404
    assert len(paths(client)) == len(set(paths(client)))


def test_robots_may_read_all_but_the_staff_area_and_filters(client, branch):
    response = client.get("/robots.txt")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /*?" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_without_a_site_there_is_none(client, db):
    Site.objects.all().delete()

    assert client.get("/sitemap.xml").status_code == 404
