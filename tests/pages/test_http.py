"""What every public answer carries: policy, validators, compression; and what it never does."""

import base64
import gzip
import hashlib
import re

import pytest

from centre.stylesheet import classes_in, joined, kept, parsed
from tests.factories.home import PartnersPageFactory, StandardPageFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
)

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/services/",
    "/services/ecoute/",
    "/besoins/parler/",
    "/lieux/maison/",
    "/organisations/femmes-debout/",
    "/organisations/",
    "/le-centre/",
    "/numeros-utiles/",
    "/recherche/?q=ecoute",
    "/imprimer/services/",
    "/imprimer/sms/",
    "/hors-ligne/",
    "/rien/",
)


DATA = '<script type="application/ld+json">'
SCRIPT = '<script type="module" src="/static/js/exit.js">'
# Pages that bring one more.
SCRIPTS = {"/hors-ligne/": '<script type="module" src="/static/js/offline.js">'}


@pytest.fixture
def site(branch, home):
    """Something at each of the addresses."""
    HelpLineFactory(number="1014")
    need, place = NeedFactory(slug="parler"), PlaceFactory(branch=branch, slug="maison")
    organisation = OrganisationFactory(branch=branch, slug="femmes-debout")
    ServicePageFactory(
        title="Écoute", slug="ecoute", needs=[need], places=[place], organization=organisation
    )
    PartnersPageFactory(parent=home)
    StandardPageFactory(parent=home, slug="le-centre")


@pytest.fixture(params=ADDRESSES)
def address(site, request):
    return request.param


def directives(response) -> dict[str, set[str]]:
    return {
        name: set(sources)
        for name, *sources in map(str.split, response["Content-Security-Policy"].split(";"))
    }


def test_the_policy_allows_the_style_that_is_there_and_nothing_unsafe(client, address):
    response = client.get(address)

    policy = directives(response)
    styles = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.S)
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()) for style in styles]
    hashes = {f"'sha256-{digest.decode()}'" for digest in digests}
    assert policy["style-src"] == {"'self'"} | hashes
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == {"'self'"}
    assert "unsafe" not in response["Content-Security-Policy"]


def test_what_stands_above_the_main_part_waits_for_no_rule(client, home, address):
    home.is_demonstration = True
    home.save()

    above, _, main = client.get(address).content.decode().partition("<main")

    components = parsed(joined(("components",)))
    assert main
    assert set(kept(components, classes_in(above))) == set(kept(components, set()))


def test_no_cookie_no_inline_script_and_nothing_from_elsewhere(client, address):
    response = client.get(address)

    html = response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert set(re.findall(r"<script[^>]*>", html)) <= {DATA, SCRIPT, SCRIPTS.get(address)}
    assert f"{SCRIPT}</script>" in html
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(
        r"(?:src|srcset|href)=\"(?:https?:)?//(?!wa\.me)[^\"]*\.(?:css|js|png|svg)", html
    )
    assert not re.search(r"\sstyle=", html)


def test_what_was_read_and_has_not_changed_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.get("ETag", "")})

    if first.status_code == 200:
        assert first["ETag"]
        assert again.status_code == 304
        assert again.content == b""
    else:
        assert again.status_code == 404


def test_what_has_changed_is_sent_again(client, home, site, django_capture_on_commit_callbacks):
    first = client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        home.introduction = "Une autre phrase."
        home.save_revision().publish()

    again = client.get("/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert "Une autre phrase." in again.content.decode()


def test_pages_are_compressed_for_who_reads_that(client, address):
    plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_a_compressed_page_that_has_not_changed_is_not_sent_again(client, address):
    first = client.get(address, headers={"accept-encoding": "gzip"})
    if first.status_code == 200:
        headers = {"accept-encoding": "gzip", "if-none-match": first["ETag"]}
        assert client.get(address, headers=headers).status_code == 304


def test_no_page_is_framed_guessed_or_told_to_others(client, address):
    response = client.get(address)

    assert directives(response)["frame-ancestors"] == {"'self'"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_pages_are_in_french_and_fit_a_phone(client, address):
    html = client.get(address).content.decode()

    assert html.startswith("<!doctype html>")
    assert '<html lang="fr">' in html
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.parametrize("address", ["/robots.txt", "/favicon.ico", "/sitemap.xml"])
def test_what_machines_ask_for_is_there_and_sets_no_cookie(client, site, address):
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("address", ["/favicon.ico", "/robots.txt"])
def test_what_never_changes_is_kept_by_the_browser(client, site, address):
    assert "max-age=" in client.get(address)["Cache-Control"]


def test_a_bare_head_is_answered_as_a_page_without_its_words(client, address):
    response, page = client.head(address), client.get(address)

    assert response.status_code == page.status_code
    assert response.content == b""
