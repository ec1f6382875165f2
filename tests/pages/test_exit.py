"""The quick exit, as the server answers it: away, whatever is asked and whatever is broken."""

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client

from centre.safety import views
from centre.safety.target import DEFAULT_TARGET
from tests.factories.events import agenda
from tests.factories.home import StandardPageFactory
from tests.factories.services import HelpLineFactory, ServicePageFactory
from tests.pages.hosts import FEDERATION, OTHER, under_one_host
from tests.pages.reading import read

TARGET = "https://fr.wikipedia.org/wiki/Riz"


@pytest.fixture
def chosen(home):
    """The centre has chosen its neutral page."""
    home.exit_address = TARGET
    home.save_revision().publish()
    return home


@pytest.mark.django_db
class TestLeaving:
    def test_it_leads_to_the_page_the_centre_chose(self, client, chosen):
        response = client.get("/sortie/")

        assert response.status_code == 302
        assert response["Location"] == TARGET

    def test_nothing_is_kept_nor_told(self, client, chosen):
        response = client.get("/sortie/")

        assert response["Clear-Site-Data"] == '"cache", "storage"'
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert response.content == b""

    def test_a_bare_head_is_answered_alike(self, client, chosen):
        response = client.head("/sortie/")

        assert (response.status_code, response["Location"]) == (302, TARGET)
        assert response["Clear-Site-Data"]

    def test_nothing_can_be_posted_there(self, client, chosen):
        assert client.post("/sortie/").status_code == 405

    def test_staff_who_press_it_stay_logged_in(self, client, chosen, director):
        client.force_login(director)

        client.get("/sortie/")

        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize(
        "query",
        [
            "next=https://evil.example/",
            "url=//evil.example/",
            "to=%5C%5Cevil.example",
            "to=/%5Cevil.example",
            "to=x%0d%0aLocation:%20https://evil.example/",
            "to=https://evil.example/&to=//evil.example/",
            "https://evil.example/",
            "%00=%ff&page=-1",
        ],
    )
    @pytest.mark.parametrize("host", ["localhost", FEDERATION])
    def test_no_parameter_chooses_where_it_leads(self, client, chosen, query, host):
        under_one_host()
        slug = chosen.slug
        address = "/sortie/" if host == "localhost" else f"/{slug}/sortie/"

        response = client.get(f"{address}?{query}", headers={"host": host})

        assert (response.status_code, response["Location"]) == (302, TARGET)

    @pytest.mark.parametrize("address", ["//evil.example/sortie/", "/sortie//evil.example/"])
    def test_no_address_leads_to_another_host(self, client, chosen, address):
        response = client.get(address)

        assert "evil.example" not in response.get("Location", "").partition("/sortie")[0]
        assert response.status_code in (301, 302, 404)

    def test_each_commune_has_its_own_under_the_federation(self, client, chosen, other_branch):
        under_one_host()
        other = other_branch.root_page.specific
        other.exit_address = "https://meteo.example/"
        other.save_revision().publish()

        def target(host, address):
            return client.get(address, headers={"host": host})["Location"]

        assert target(FEDERATION, f"/{chosen.slug}/sortie/") == TARGET
        assert target(FEDERATION, f"/{other.slug}/sortie/") == "https://meteo.example/"
        assert target(FEDERATION, "/sortie/") == DEFAULT_TARGET
        assert target(OTHER, "/sortie/") == "https://meteo.example/"

    def test_where_no_centre_stands_it_leads_away_too(self, client, db):
        assert client.get("/sortie/")["Location"] == DEFAULT_TARGET

    def test_a_page_of_that_name_elsewhere_is_a_page(self, client, branch):
        page = StandardPageFactory(parent=agenda(branch), title="Sortie", slug="sortie")

        assert read(client, page.url).each("h1") == ["Sortie"]


class TestWithoutDatabase:
    # No database is allowed here: asking it fails as if it had gone.
    @pytest.mark.parametrize("address", ["/sortie/", "/ogou-1/sortie/"])
    def test_it_leads_away_all_the_same(self, client, monkeypatch, address):
        def gone(*args):
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr(views, "find_site", gone)
        monkeypatch.setattr("centre.views.find_site", gone)

        response = client.get(address)

        assert (response.status_code, response["Location"]) == (302, DEFAULT_TARGET)


@pytest.mark.django_db
class TestItsLink:
    @pytest.fixture
    def service(self, branch):
        HelpLineFactory(number="1014")
        return ServicePageFactory(title="Fuir", slug="informations", is_sensitive=True)

    @pytest.mark.parametrize(
        ("address", "status"),
        [("/", 200), ("/services/", 200), ("/services/informations/", 200), ("/securite/", 200),
         ("/recherche/?q=acte", 200), ("/numeros-utiles/", 200), ("/rien/", 404)],
    )  # fmt: skip
    def test_it_is_the_first_that_the_keyboard_meets(self, client, service, address, status):
        page = read(client, address, status=status)

        first = page.soup.body.select("a, button, input, select, summary, [tabindex]")[0]
        assert first["href"] == "/sortie/"
        assert "data-exit" in first.attrs
        assert {"nofollow", "noreferrer"} <= set(first["rel"])

    def test_under_the_federation_it_is_the_communes_own(self, client, service, home):
        under_one_host()

        for address in ("", "rien/"):
            status = 404 if address else 200
            page = read(client, f"/{home.slug}/{address}", host=FEDERATION, status=status)
            assert page.soup.select_one("[data-exit]")["href"] == f"/{home.slug}/sortie/"

    def test_only_sensitive_pages_have_the_large_one(self, client, service):
        large = {
            address: bool(read(client, address).soup.select(".exit-bar"))
            for address in ("/", "/services/", service.url, "/securite/")
        }

        assert large == {"/": False, "/services/": False, service.url: True, "/securite/": True}

    def test_every_page_leads_to_what_it_does_not_do(self, client, service):
        for address in ("/", service.url, "/recherche/"):
            assert "/securite/" in read(client, address).hrefs("footer a")


class TestBrokenPage:
    def test_it_has_the_exit_too(self, settings):
        settings.ROOT_URLCONF = "tests.pages.test_errors"

        page = read(Client(raise_request_exception=False), "/panne/", status=500)

        assert page.hrefs("a")[0] == "/sortie/"


@pytest.mark.django_db
class TestSafetyPage:
    def test_it_says_what_is_not_erased(self, client, home):
        page = read(client, "/securite/")

        assert "n’efface pas l’historique du téléphone" in page.main
        for browser in ("Chrome", "Opera Mini", "Firefox"):
            assert browser in " ".join(page.each("h3"))
        assert "/numeros-utiles/" in page.hrefs()

    def test_it_is_itself_protected_and_neutral(self, client, home):
        page = read(client, "/securite/")

        assert page.response["Cache-Control"] == "no-store"
        assert page.words("title") == "Conseils pour le téléphone"
        assert page.soup.select_one("link[rel=icon]")["href"].endswith("neutral.svg")


@pytest.mark.django_db
class TestTheChoice:
    @pytest.mark.parametrize("address", ["https://fr.wikipedia.org/wiki/Riz", "https://meteo.tg/"])
    def test_an_address_in_https_is_taken(self, home, address):
        home.exit_address = address
        home.full_clean()

    @pytest.mark.parametrize(
        "address",
        ["http://meteo.tg/", "ftp://meteo.tg/", "javascript:alert(1)", "//evil.example/", "riz",
         "https://", "https://a b.tg/", "https://meteo.tg/\r\nSet-Cookie: a=b"],
    )  # fmt: skip
    def test_any_other_is_refused_next_to_its_field(self, home, address):
        home.exit_address = address
        with pytest.raises(ValidationError) as refused:
            home.full_clean()
        assert list(refused.value.message_dict) == ["exit_address"]

    def test_the_site_itself_is_no_way_out(self, home, branch):
        home.exit_address = "https://localhost/services/"
        with pytest.raises(ValidationError, match="ce site"):
            home.full_clean()
