"""The figures for who watches over the machine: off by default, guarded, and nobody's."""

import re

import pytest
from django.core.cache import caches
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from centre import checks
from centre.health import views
from centre.metrics.kinds import KINDS, class_of, kind_of, method_of
from centre.models import KeptMail
from centre.ticking.lease import Lease
from tests.factories import ServicePageFactory

# Fixed: it names tests, and every process must give them the same names.
TOKEN = "figures-" * 4
MIDDLEWARE = "centre.metrics.middleware.MetricsMiddleware"
KNOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def on(settings):
    """A site whose operator wants figures, as the settings make it; nothing is counted yet."""
    from centre.metrics import counting

    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], MIDDLEWARE, *settings.MIDDLEWARE[1:]]
    settings.PAGE_CACHE = True
    views._remembered.clear()
    caches["pages"].clear()
    for one in (counting.requests, counting.seconds, counting.answers):
        one.clear()
    yield
    views._remembered.clear()
    caches["pages"].clear()


def told(client) -> dict[tuple, float]:
    """Return each figure that is told, by its name and the values of its labels."""
    response = client.get("/metrics", headers=KNOWN)
    assert response.status_code == 200
    return {
        (one.name, *(value for _name, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(response.content.decode())
        for one in family.samples
    }


@pytest.mark.django_db
class TestOff:
    def test_it_is_not_installed_by_default(self, settings):
        assert settings.METRICS_TOKEN == ""
        assert MIDDLEWARE not in settings.MIDDLEWARE

    def test_the_address_is_like_any_other(self, client, branch):
        answers = [
            client.get(path, headers=KNOWN, follow=True) for path in ("/metrics", "/metricz")
        ]
        assert [one.status_code for one in answers] == [404, 404]
        assert [one.redirect_chain for one in answers] == [
            [("/metrics/", 301)], [("/metricz/", 301)],
        ]  # fmt: skip
        assert answers[0].content == answers[1].content.replace(b"metricz", b"metrics")

    @pytest.mark.usefixtures("on")
    def test_a_token_that_is_too_short_guards_nothing_and_is_refused(self, client, settings):
        settings.METRICS_TOKEN = "short-and-secret"
        response = client.get(
            "/metrics", headers={"Authorization": "Bearer short-and-secret"}, follow=True
        )
        assert response.status_code == 404
        (error,) = checks.check_metrics_token(None)
        assert error.id == "centre.E005"
        assert "short-and-secret" not in f"{error.msg}{error.hint}"

    @pytest.mark.parametrize("token", ["", TOKEN])
    def test_none_and_a_long_one_are_in_order(self, settings, token):
        settings.METRICS_TOKEN = token
        assert checks.check_metrics_token(None) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("on")
class TestToken:
    @pytest.mark.parametrize(
        "said",
        [None, "", TOKEN, f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x",
         "Bearer é" + "a" * 31],
    )  # fmt: skip
    def test_who_does_not_know_it_finds_nothing(self, client, branch, said):
        headers = {} if said is None else {"Authorization": said}
        response = client.get("/metrics", headers=headers, follow=True)
        other = client.get("/metricz", headers=headers, follow=True)
        assert response.status_code == 404
        assert response.content == other.content.replace(b"metricz", b"metrics")
        assert TOKEN.encode() not in response.content

    @pytest.mark.parametrize("path", ["/metrics/", "/metrics/x", "/admin/metrics", "/METRICS"])
    def test_it_opens_one_address_only(self, client, branch, path):
        response = client.get(path, headers=KNOWN, follow=True)
        assert b"centre_requests" not in response.content

    def test_only_reading_is_answered(self, client, branch):
        assert b"centre_requests" not in client.post("/metrics", headers=KNOWN).content

    def test_who_knows_it_reads_figures_that_nobody_keeps(self, client, branch):
        for _time in range(2):
            response = client.get("/metrics", headers=KNOWN)
            assert response.status_code == 200
            assert response["Content-Type"].startswith("text/plain")
            assert response["Cache-Control"] == "no-store"
            assert not response.cookies
            assert TOKEN.encode() not in response.content


@pytest.mark.django_db
@pytest.mark.usefixtures("on")
class TestFigures:
    def test_an_answer_is_counted_by_its_kind_and_where_it_came_from(self, client, home):
        client.get("/")
        client.get("/")
        client.get("/rien/")
        client.get("/healthz")
        client.get("/admin/")

        found = told(client)

        assert found["centre_requests_total", "page", "GET", "2xx"] == 2
        assert found["centre_requests_total", "page", "GET", "4xx"] == 1
        assert found["centre_requests_total", "other", "GET", "2xx"] == 1
        assert found["centre_requests_total", "staff", "GET", "3xx"] == 1
        assert found["centre_page_cache_answers_total", "kept"] == 1
        assert found["centre_page_cache_answers_total", "made"] == 2
        assert found["centre_page_cache_answers_total", "passed"] == 2
        assert found["centre_request_seconds_count", "page"] == 3
        assert found["centre_request_seconds_sum", "page"] > 0

    def test_reading_the_figures_is_no_visit(self, client, branch):
        assert told(client).keys() == told(client).keys()
        assert not [name for name in told(client) if name[0] == "centre_requests_total"]

    def test_how_the_site_is(self, client, branch, settings, tmp_path):
        settings.BACKUP_DIR = tmp_path
        lease = Lease(timezone.now)
        lease.take()
        lease.give_back()
        KeptMail.objects.create(sealed=b"x", kept_at=timezone.now(), next_try_at=timezone.now())

        found = told(client)

        assert found["centre_mails_waiting",] == 1
        assert found["centre_mails_given_up",] == 0
        assert found["centre_migrations_missing",] == 0
        assert found["centre_tick_steps_failed",] == 0
        assert abs(found["centre_tick_seen_timestamp_seconds",] - timezone.now().timestamp()) < 60
        assert found["centre_check_ok", "database"] == found["centre_check_ok", "storage"] == 1
        assert ("centre_backup_timestamp_seconds",) not in found
        (tmp_path / "centre-localhost-8000-20260102-030405.zip").touch()
        assert told(client)["centre_backup_timestamp_seconds",] == 1767323045

    def test_without_a_database_the_rest_is_told(self, client, branch, database):
        database.stop()

        found = told(client)

        assert found["centre_check_ok", "database"] == 0
        assert found["centre_check_ok", "storage"] == 1
        assert ("centre_mails_waiting",) not in found


@pytest.mark.django_db
@pytest.mark.usefixtures("on")
class TestNothingPersonal:
    def test_no_word_and_no_address_is_told(self, client, home):
        ServicePageFactory(slug="violences-tues", title="Violences tues", is_sensitive=True)
        for path in (
            "/services/violences-tues/",
            "/recherche/?q=motsecret",
            "/sortie/",
            "/rien-de-tel/",
            "/admin/login/?next=/admin/secret/",
        ):
            client.get(path, headers={"User-Agent": "agentsecret", "Referer": "http://refsecret/"})
        client.post("/recherche/", {"q": "motsecret"})
        client.generic("PROPFIND", "/")

        said = client.get("/metrics", headers=KNOWN).content.decode()

        for secret in ("violences", "secret", "sortie", "recherche", "rien", "127.0.0.1", home.slug,
                       "testserver", "PROPFIND"):  # fmt: skip
            assert secret not in said, secret
        assert not re.search(r"_created|exemplar", said)

    def test_a_sensitive_page_counts_as_any_page(self, client, home):
        ServicePageFactory(slug="parler", is_sensitive=True)
        ServicePageFactory(slug="coudre")

        client.get("/services/coudre/")
        before = told(client)
        client.get("/services/parler/")
        after = told(client)

        page = ("centre_requests_total", "page", "GET", "2xx")
        made = ("centre_page_cache_answers_total", "made")
        assert (before[page], after[page], before[made], after[made]) == (1, 2, 1, 2)
        assert before.keys() == after.keys()

    def test_there_are_no_more_figures_however_many_addresses(self, client, home):
        client.get("/")
        client.get("/rien/")
        before = told(client).keys()
        for number in range(30):
            client.get(f"/rien-{number}/", {"q": number})
            client.generic(f"M{number}", f"/rien-{number}/")
        new = told(client).keys() - before
        assert {one[:3] for one in new} == {
            ("centre_requests_total", "page", "other"),
            ("centre_page_cache_answers_total", "passed"),
        }


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "page"), ("/services/ecoute/", "page"), ("/sortie/", "page"),
     ("/ogou-1/sortie/", "page"), ("/documents/1/a.pdf", "page"), ("/agenda.ics", "feed"),
     ("/agenda/atom.xml", "feed"),
     ("/static/a.css", "static"), ("/media/images/a.webp", "static"), ("/admin/pages/", "staff"),
     ("/healthz", "other"), ("/sitemap.xml", "other"), ("/sitemap-0.xml", "other")],
)  # fmt: skip
def test_kinds(path, kind):
    assert kind in KINDS
    assert kind_of(path) == kind


def test_words_are_few():
    assert {method_of(one) for one in ("GET", "HEAD", "POST", "get", "X" * 99)} == {
        "GET", "HEAD", "POST", "other",
    }  # fmt: skip
    assert {class_of(status) for status in range(1000)} == {
        "1xx", "2xx", "3xx", "4xx", "5xx", "other",
    }  # fmt: skip
