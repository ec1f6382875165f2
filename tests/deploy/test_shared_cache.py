"""A cache that all processes share: no question to the database, and never an old page."""

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches

from centre.cache import versions
from centre.settings.caches import redis_caches
from tests.deploy.servers import HOST, ROOT, Gunicorn
from tests.factories import HelpLineFactory

SLUG = "acte-de-naissance"
RETITLE = """
import sys
import django
django.setup()
from wagtail.models import Page
slug, title = sys.argv[1:]
page = Page.objects.get(slug=slug).specific
page.title = title
page.save_revision().publish()
"""


def heading(server):
    """Return what the page is called by the process behind ``server``."""
    connection = server.connect()
    connection.request(
        "GET", f"/services/{SLUG}/", headers={"Host": HOST, "X-Forwarded-Proto": "https"}
    )
    page = BeautifulSoup(connection.getresponse().read(), "html.parser")
    connection.close()
    return page.h1.text


def publish(environment, title):
    """Give the page another title, from a third process."""
    subprocess.run(
        [sys.executable, "-c", RETITLE, SLUG, title], cwd=ROOT, env=environment, check=True
    )


class TestOneProcess:
    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def shared(self, settings, redis):
        """Pages are kept in a cache server that is really there."""
        settings.PAGE_CACHE = True
        settings.CACHES = redis_caches(redis.url)
        return redis

    def test_a_kept_page_asks_the_database_nothing(
        self, shared, client, home, django_assert_num_queries
    ):
        first = client.get("/")
        client.get("/")
        with django_assert_num_queries(0):
            again = client.get("/")
        assert again.content == first.content

    def test_a_change_is_seen_by_the_next_reader(
        self, shared, client, home, django_capture_on_commit_callbacks
    ):
        for _time in range(2):
            client.get("/numeros-utiles/")
        with django_capture_on_commit_callbacks(execute=True):
            HelpLineFactory(number="1014", label="Police")
        assert "1014" in client.get("/numeros-utiles/").content.decode()

    def test_who_read_the_version_just_before_the_change_does_not_make_it_last(
        self, shared, home, django_capture_on_commit_callbacks
    ):
        old = versions.present_version(home.branch.pk)
        caches["pages"].clear()
        with django_capture_on_commit_callbacks(execute=True):
            versions.bump(home.branch.pk)
        # The slow reader comes back with what she read.
        caches["pages"].add(versions._key(home.branch.pk), old, versions.KNOWN_SECONDS)
        assert versions.present_version(home.branch.pk) != old

    def test_a_branch_that_is_no_more_has_no_version(self, shared, home):
        assert versions.present_version(2_000_000) == ""

    def test_a_server_that_stops_takes_nothing_with_it(self, shared, client, home):
        client.get("/")
        shared.process.kill()
        shared.process.wait()
        assert client.get("/").status_code == 200


def test_what_one_process_publishes_the_others_serve_at_once(redis, production, tmp_path):
    environment = production | {"REDIS_URL": redis.url}
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    with Gunicorn(environment, folders[0]) as one, Gunicorn(environment, folders[1]) as two:
        before = heading(one)
        assert [heading(server) for server in (two, one, two)] == [before] * 3
        publish(environment, "Un essai")
        assert [heading(server) for server in (two, one)] == ["Un essai"] * 2
        publish(environment, before)
        assert [heading(server) for server in (one, two)] == [before] * 2
