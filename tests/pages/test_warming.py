"""What is asked before the first visitor comes."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from wagtail.models import Site

from centre import warming
from centre.models import DailyCount
from tests.factories import ServicePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection():
    """Answers of the whole site end its requests: the connection of the test must survive them."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


class Noted:
    """The site, and the status of what it answered by path."""

    def __init__(self):
        self.site = WSGIHandler()
        self.found = {}

    def __call__(self, environ, start_response):
        def start(status, headers):
            self.found[environ["PATH_INFO"]] = int(status[:3])
            start_response(status, headers)

        return self.site(environ, start)


def test_one_page_of_each_type_and_what_stands_beside_them(home):
    ServicePageFactory.create_batch(2)
    StandardPageFactory(parent=home, slug="le-centre")
    asked = Noted()

    assert warming.warm_up(asked, seconds=600) == len(asked.found)

    assert {"/", "/services/", "/le-centre/", "/numeros-utiles/", "/recherche/"} <= set(asked.found)
    assert sum(path.startswith("/services/service") for path in asked.found) <= 1
    assert set(asked.found.values()) <= {200, 302, 404}
    assert [asked.found[path] for path in ("/", "/services/", "/le-centre/")] == [200] * 3


def test_nobody_is_kept_waiting_for_all_of_them(home):
    asked = Noted()
    assert warming.warm_up(asked, seconds=0) == len(asked.found) == 1


def test_it_is_nobodys_visit(home):
    home.counts_visits = True
    home.save()
    warming.warm_up(Noted())
    assert not DailyCount.objects.exists()


def test_a_site_whose_name_is_not_allowed_is_asked_under_one_that_is(home, settings):
    Site.objects.update(hostname="ailleurs.example.org")
    settings.ALLOWED_HOSTS = [".example.com", "testserver"]
    asked = Noted()
    warming.warm_up(asked)
    assert asked.found["/"] == 200


def test_without_a_site_or_a_database_nothing_is_asked(db, monkeypatch):
    asked = Noted()
    Site.objects.all().delete()
    assert warming.warm_up(asked) == 0

    def fail(site):
        raise OperationalError

    Site.objects.create(root_page_id=1, is_default_site=True)
    monkeypatch.setattr(warming, "paths_of", fail)
    assert warming.warm_up(asked) == 0
    assert asked.found == {}
