"""What stands at the address of a new site until its first commune is made."""

import pytest
from django.core.management import call_command

from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_it_says_in_french_what_it_is_and_what_to_do(client):
    page = read(client, "/")

    assert page.each("h1") == ["Ce site est en préparation"]
    assert page.words("title") == "Ce site est en préparation"
    assert "/admin/" in page.hrefs()
    assert "Nouvelle commune" in page.main
    assert "Wagtail" not in page.response.content.decode()
    assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_it_gives_the_numbers_and_the_way_out(client):
    page = read(client, "/")

    assert {"tel:1014", "tel:117", "tel:118"} <= set(page.hrefs(".help-strip a"))
    assert "/sortie/" in page.hrefs("a")
    assert "unsafe" not in page.response["Content-Security-Policy"]


def test_an_address_where_nothing_stands_leads_there_and_gives_the_numbers(client):
    page = read(client, "/rien/", status=404)

    assert page.hrefs("main a") == ["/"]
    assert {"tel:1014", "tel:117"} <= set(page.hrefs(".help-strip a"))


def test_the_same_once_the_reference_is_loaded(client):
    call_command("load_reference", verbosity=0)

    assert read(client, "/").each("h1") == ["Ce site est en préparation"]


def test_the_first_commune_takes_its_place(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost"
    call_command("load_reference", verbosity=0)
    call_command("new_commune", "Kozah 1", "--town", "Kara", verbosity=0)

    page = read(client, "/")

    assert "Kozah 1" in page.words("title")
    assert "en préparation" not in page.main
