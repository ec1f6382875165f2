"""A name that is not ours gets nothing of the site, and is repeated nowhere."""

import re

import pytest

from tests.factories import (
    AwarenessEventPageFactory,
    PlaceFactory,
    ServicePageFactory,
)

pytestmark = pytest.mark.django_db

EVIL = "evil.example.net"
FORGED = [
    EVIL,
    f"{EVIL}:80",
    f"localhost.{EVIL}",
    f"localhost@{EVIL}",
    f"localhost:80@{EVIL}",
    f"localhost,{EVIL}",
    f"localhost/{EVIL}",
    "localhost:port",
    "localhost\t",
    "xn--",
    "169.254.169.254",
    "[::2]",
    "",
]
OTHER_HEADERS = [
    {"x-forwarded-host": EVIL, "x-forwarded-server": EVIL, "x-host": EVIL},
    {"x-original-url": f"https://{EVIL}/", "x-rewrite-url": "/admin/"},
    {"forwarded": f"host={EVIL};proto=https"},
    {"x-forwarded-port": "8443", "x-forwarded-prefix": f"/{EVIL}"},
    {"origin": f"https://{EVIL}", "referer": f"https://{EVIL}/"},
]
ADDRESSES = ["/", "/services/", "/services/naissances/", "/lieux/case/", "/organisations/",
             "/numeros-utiles/", "/agenda/", "/agenda/causerie/", "/agenda/causerie.ics",
             "/agenda/causerie/affiche/", "/agenda.ics", "/agenda/atom.xml", "/recherche/?q=acte",
             "/imprimer/services/", "/imprimer/sms/", "/securite/", "/sortie/", "/hors-ligne/",
             "/hors-ligne/pack.json", "/sw.js", "/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml",
             "/sitemap-centre-1.xml", "/robots.txt", "/favicon.ico", "/documents/1/a.pdf",
             "/nulle-part/", "/admin/", "/admin/login/"]  # fmt: skip
OURS = re.compile(r"Atakpamé|Naissances|Causerie|Case|<nav|/services/|sitemap")


@pytest.fixture
def site(branch):
    ServicePageFactory(branch=branch, title="Naissances", slug="naissances")
    AwarenessEventPageFactory(branch=branch, title="Causerie", slug="causerie")
    PlaceFactory(branch=branch, name="Case", slug="case")


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def assert_refused(response, address):
    assert response.status_code == 400, address
    assert not OURS.search(body_of(response)), address
    assert "Location" not in response.headers
    assert not response.cookies


def test_a_forged_name_gets_nothing_of_the_site(site, client):
    for address in ADDRESSES:
        for method in (client.get, client.head, client.post):
            assert_refused(method(address, headers={"host": EVIL}), address)


def test_no_way_of_writing_a_name_gets_through(site, client):
    for host in FORGED:
        for address in ("/", "/agenda.ics", "/robots.txt"):
            assert_refused(client.get(address, headers={"host": host}), host)


def test_a_forged_name_leaves_nothing_for_the_next_reader(site, client):
    """Neither in a page kept for others nor in the addresses that Wagtail remembers."""
    for address in ADDRESSES:
        client.get(address, headers={"host": EVIL})
        assert EVIL not in body_of(client.get(address)), address


def test_no_other_header_names_the_site(site, client):
    """Canonical links, the map of the site, feeds and robots are as without them."""
    for address in ADDRESSES:
        plain = client.get(address)
        for headers in OTHER_HEADERS:
            forged = client.get(address, headers=headers)
            assert forged.status_code == plain.status_code, (address, headers)
            assert forged.get("Location") == plain.get("Location"), (address, headers)
            for telling in (EVIL, "8443"):
                assert telling not in body_of(forged), (address, headers)
                assert telling not in str(forged.headers), (address, headers)


def test_links_are_those_of_the_name_that_was_asked(site, client):
    asked = "localhost"
    for address, link in (
        ("/", f'rel="canonical" href="http://{asked}/"'),
        ("/robots.txt", f"Sitemap: http://{asked}/sitemap.xml"),
        ("/sitemap.xml", f"<loc>http://{asked}/sitemap-1.xml</loc>"),
        ("/sitemap-1.xml", f"<loc>http://{asked}/services/naissances/</loc>"),
        ("/agenda/atom.xml", f"http://{asked}/agenda/causerie/"),
        ("/agenda.ics", f"http://{asked}/agenda/causerie/"),
    ):
        assert link in body_of(client.get(address, headers={"host": asked})).replace("\r\n ", ""), (
            address
        )
