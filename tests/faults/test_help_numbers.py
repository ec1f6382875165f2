"""Without a database every page still gives the numbers to call, and the way out.

Whether it was read before or not, stands or not, at whatever host; national numbers come from a
file, those of a commune from the pages that were kept.
"""

import pytest
from django.core.cache import caches
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.test import Client
from django.urls import path

from centre.urls import urlpatterns as site_urls
from tests.factories import HelpLineFactory
from tests.pages.hosts import FEDERATION, OTHER, under_one_host
from tests.pages.reading import Reading

NATIONAL = {"tel:1014", "tel:117", "tel:118"}
LOCAL = "22334455"
NEVER_READ = (
    "/", "/services/", "/services/ecoute/", "/zio-1/", "/rien/", "/rien.pdf", "/recherche/?q=a",
    "/numeros-utiles/", "/agenda.ics", "/documents/1/a.pdf", "/sitemap.xml",
)  # fmt: skip

handler404 = "centre.views.page_not_found"
handler500 = "centre.views.server_error"


class ReadOnlyError(OperationalError):
    """What PostgreSQL says when it takes nothing in."""

    sqlstate = "25006"


def reading_only(request):
    """Fail as a database that takes nothing in."""
    raise ReadOnlyError


urlpatterns = [path("lecture-seule/", reading_only), *site_urls]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE = True
    settings.ROOT_URLCONF = __name__
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def read():
    """A function that reads a page at a host and expects a status."""
    client = Client(raise_request_exception=False)

    def read(address, host, status=500):
        return Reading(client.get(address, headers={"host": host}), status=status)

    return read


def gives_the_numbers(page):
    hrefs = set(page.hrefs("a"))
    return hrefs >= NATIONAL and any(one.endswith("/sortie/") for one in hrefs)


@pytest.fixture
def communes(branch, other_branch):
    """Two communes under the host of a federation, one of them at a host of its own too."""
    under_one_host()
    return branch, other_branch


@pytest.mark.parametrize("host", ["localhost", FEDERATION, OTHER])
@pytest.mark.parametrize("address", NEVER_READ)
def test_a_page_that_nobody_had_read(communes, database, read, host, address):
    database.stop()
    page = read(address, host)
    assert page.each("h1") == ["Le site a un problème"]
    assert gives_the_numbers(page)
    assert page.hrefs("main a")[0] == "/"


@pytest.mark.parametrize(
    ("host", "start"), [("localhost", "/"), (FEDERATION, "/ogou-1/"), (FEDERATION, "/zio-1/")]
)
def test_numbers_that_were_kept_are_those_of_the_commune(
    communes, database, read, host, start, other_branch
):
    owner = other_branch if "zio" in start else communes[0]
    HelpLineFactory(branch=owner, number=LOCAL, label="Le centre")
    address = f"{start}numeros-utiles/"
    kept = read(address, host, status=200).response.content
    database.stop()

    page = read(address, host, status=200)

    assert page.response.content == kept
    assert any(LOCAL in one for one in page.hrefs("a"))
    # And what was not read beside it is no worse off.
    assert gives_the_numbers(read(f"{start}lieux/jamais-lu/", host))


@pytest.mark.parametrize("host", ["localhost", FEDERATION])
def test_a_page_that_does_not_exist_while_the_database_answers(communes, read, host):
    HelpLineFactory(branch=None, number="1014", label="Police")
    page = read("/rien/" if host == "localhost" else "/ogou-1/rien/", host, status=404)
    assert "tel:1014" in page.hrefs(".help-strip a")
    assert [one for one in page.hrefs("a") if one.endswith("sortie/")]


@pytest.mark.parametrize("host", ["localhost", FEDERATION])
def test_a_database_that_takes_nothing_in(communes, read, host):
    assert gives_the_numbers(read("/lecture-seule/", host, status=503))


def test_nothing_asks_the_database_for_the_page_of_a_failure(communes, database, read):
    asked = []

    def note(sender, **kwargs):
        asked.append(sender)

    got_request_exception.connect(note)
    database.stop()
    try:
        read("/jamais-lue/", "localhost")
    finally:
        got_request_exception.disconnect(note)
    # One failure, that of the page: making the page of the failure made none.
    assert len(asked) == 1
