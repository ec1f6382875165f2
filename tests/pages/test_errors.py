"""What a reader sees when something is missing or broken: a page, in French, with a way on."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import path

from centre.urls import urlpatterns as site_urls
from tests.factories.services import HelpLineFactory, NeedFactory, ServicePageFactory
from tests.pages.hosts import FEDERATION, under_one_host
from tests.pages.reading import Reading, read

handler404 = "centre.views.page_not_found"
handler500 = "centre.views.server_error"


def broken(request):
    """Fail as nobody expected."""
    raise RuntimeError("broken on purpose")


urlpatterns = [path("panne/", broken), *site_urls]


@pytest.mark.django_db
class TestNotFound:
    @pytest.mark.parametrize(
        "address", ["/rien/", "/services/rien/", "/besoins/rien/", "/lieux/rien/", "/rien.pdf"]
    )
    def test_it_says_so_and_leads_on(self, client, branch, address):
        HelpLineFactory(number="1014", label="Police")
        ServicePageFactory(needs=[NeedFactory(slug="parler", title="Parler")])

        page = read(client, address, status=404)

        assert page.words("title").startswith("Page introuvable")
        assert page.each("h1") == ["Cette page n’existe pas ou plus"]
        assert page.hrefs("main .need") == ["/besoins/parler/"]
        assert page.soup.select_one("main form[role=search]")["action"] == "/recherche/"
        assert page.soup.select('.help-strip a[href="tel:1014"]')
        assert "unsafe" not in page.response["Content-Security-Policy"]
        assert address not in page.main

    def test_in_a_commune_under_the_federation_it_stays_there(self, client, branch, other_branch):
        under_one_host()

        page = read(client, "/zio-1/rien/", status=404, host=FEDERATION)

        assert "/zio-1/recherche/" in [form["action"] for form in page.soup.select("form")]

    def test_where_no_centre_stands_it_stands_alone(self, client, db):
        page = read(client, "/rien/", status=404)

        assert page.each("h1") == ["Cette page n’existe pas ou plus"]
        assert not page.soup.select(".nav, footer")

    def test_a_host_that_is_not_ours_is_refused(self, client, branch):
        response = client.get("/", headers={"host": "evil.example.net"})

        assert response.status_code == 400
        assert b"evil.example.net" not in response.content

    def test_an_address_without_its_last_slash_leads_to_it(self, client, branch):
        response = client.get("/services")

        assert (response.status_code, response["Location"]) == (301, "/services/")


class TestServerError:
    @pytest.fixture
    def page(self, settings):
        """The page of a failure. No database is allowed here: asking it fails the test."""
        settings.ROOT_URLCONF = __name__
        return read(Client(raise_request_exception=False), "/panne/", status=500)

    def test_it_is_in_french_and_leads_home(self, page):
        assert page.each("h1") == ["Le site a un problème"]
        assert page.soup.html["lang"] == "fr"
        assert page.hrefs("main a")[0] == "/"
        assert "Traceback" not in page.main
        assert "broken on purpose" not in page.response.content.decode()

    def test_it_gives_the_numbers_that_save_a_life(self, page):
        assert {"tel:1014", "tel:117", "tel:118"} <= set(page.hrefs("a"))

    def test_it_asks_for_no_other_file(self, page):
        assert not page.soup.select("script, img, link[href], iframe")
        assert page.soup.select("style")

    def test_its_style_passes_the_policy(self, page):
        policy = page.response["Content-Security-Policy"]
        assert "'sha256-" in policy
        assert "unsafe" not in policy


class TestUnsaved:
    """The database went away while somebody was writing."""

    @pytest.fixture
    def send(self, settings, database):
        """A function that posts a form of the staff area, and returns the page that answers."""
        database.stop()
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

        def send(path, data):
            return Reading(client.post(path, data), status=500)

        return send

    def test_what_was_typed_comes_back_to_be_sent_again(self, send):
        typed = {"title": "Écoute", "body": "\n<b>Une & deux</b>\nlignes", "needs": ["1", "2"]}

        page = send("/admin/pages/7/edit/?next=/admin/", typed)

        assert page.each("h1") == ["Pas encore enregistré"]
        form = page.soup.select_one("form")
        assert (form["method"], form["action"]) == ("post", "/admin/pages/7/edit/?next=/admin/")
        written = BeautifulSoup(page.response.content, "html5lib").select("form input")
        sent = [(one["name"], one["value"]) for one in written]
        assert sorted(sent) == [
            ("body", typed["body"]), ("needs", "1"), ("needs", "2"), ("title", "Écoute"),
        ]  # fmt: skip
        assert "fichiers" not in page.main

    def test_files_are_to_be_chosen_again(self, send):
        picture = SimpleUploadedFile("a.png", b"png", content_type="image/png")

        assert "fichiers" in send("/admin/images/add/", {"title": "A", "file": picture}).main

    def test_a_password_is_not_written_into_a_page(self, send):
        page = send("/admin/login/", {"username": "afi", "password": "motdepasse"})

        assert page.each("h1") == ["Le site a un problème"]
        assert "motdepasse" not in page.response.content.decode()

    def test_nothing_comes_back_to_who_is_not_of_the_staff_area(self, send):
        page = send("/agenda/cours/inscription/", {"name": "Afi"})

        assert "Afi" not in page.response.content.decode()
