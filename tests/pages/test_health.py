"""What a machine that watches over the site is told."""

import json

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from centre.health import checks, views
from centre.ticking.lease import Lease
from centre.uploads.storage import WholeFileStorage
from tests.pages.hosts import OTHER

ADDRESSES = ("/healthz", "/readyz")


@pytest.fixture(autouse=True)
def nothing_remembered():
    views._remembered.clear()
    yield
    views._remembered.clear()


@pytest.fixture
def ticked(db, settings):
    """A real site whose timer has just run."""
    settings.TICK_EXPECTED = True
    lease = Lease(timezone.now)
    lease.take()
    lease.give_back()


@pytest.fixture
def no_cache(monkeypatch):
    """A cache that refuses every call, but to be closed after a request."""

    class Away:
        def close(self):
            pass

        def __getattr__(self, name):
            raise ConnectionError("secret-host:6379")

    monkeypatch.setattr(type(caches), "__getitem__", lambda self, alias: Away())


def ready(client, status=200, **headers) -> dict:
    response = client.get("/readyz", headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content)["checks"]


def test_alive_asks_neither_database_nor_cache(client, settings, no_cache):
    # Without the mark ``django_db`` any query fails.
    settings.PAGE_CACHE = True
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert client.head("/healthz").status_code == 200


def test_alive_does_not_read_the_session_of_staff(client, settings, no_cache):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    response = client.get("/healthz")
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_kept_and_nothing_is_left_behind(client, settings, branch, ticked, address):
    settings.PAGE_CACHE = True
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "ETag" not in response
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_it_is_said_under_any_host_of_the_site_and_no_other(client, other_branch, ticked):
    for address in ADDRESSES:
        assert client.get(address, headers={"host": OTHER}).status_code == 200
        assert client.get(address, headers={"host": "evil.test"}).status_code == 400


@pytest.mark.django_db
def test_it_is_in_no_site_map(client, branch):
    index = client.get("/sitemap.xml").content.decode()
    assert "healthz" not in index
    assert "readyz" not in index


@pytest.mark.django_db
def test_a_site_that_has_all_it_needs_is_ready(client, settings, ticked):
    settings.PAGE_CACHE = True
    assert ready(client) == {
        "database": {"result": "ok", "word": "answers"},
        "cache": {"result": "ok", "word": "keeps"},
        "storage": {"result": "ok", "word": "writable"},
        "migrations": {"result": "ok", "word": "applied"},
        "tick": {"result": "ok", "word": "on time"},
    }
    assert [name for name in default_storage.listdir("")[1] if "readyz" in name] == []


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_without_its_name(client, ticked, database):
    database.stop()
    found = ready(client, 503)
    assert found["database"] == found["tick"] == {"result": "failed", "word": "unavailable"}
    assert found["storage"]["result"] == "ok"
    assert "10.0.0.1" not in json.dumps(found)


@pytest.mark.django_db
def test_a_cache_that_is_away_or_keeps_nothing_is_said(client, settings, ticked, monkeypatch):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    monkeypatch.setattr(type(caches["pages"]), "set", lambda *args, **kwargs: None)
    assert ready(client, 503)["cache"] == {"result": "failed", "word": "silent"}


@pytest.mark.django_db
def test_a_cache_that_is_switched_off_is_no_fault(client, settings, ticked, no_cache):
    settings.PAGE_CACHE = False
    assert ready(client)["cache"] == {"result": "ok", "word": "off"}


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_said(client, ticked, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("[Errno 28] No space left on device: '/srv/centre/var'")

    monkeypatch.setattr(WholeFileStorage, "_save", full)
    found = ready(client, 503)
    assert found["storage"] == {"result": "failed", "word": "unavailable"}
    assert "srv" not in json.dumps(found)


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_said(client, ticked):
    MigrationRecorder(connection).record_unapplied("centre", "0001_user")
    assert ready(client, 503)["migrations"] == {"result": "failed", "word": "missing"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "result"),
    [("2026-03-09 09:15", "ok"), ("2026-03-09 09:16", "failed"), ("2026-03-08 09:00", "failed")],
)
def test_the_timer_may_be_a_quarter_of_an_hour_late(clock, moment, result):
    clock("2026-03-09 09:00")
    lease = Lease(timezone.now)
    lease.take()
    lease.give_back()
    clock(moment)
    assert checks.readiness()["tick"]["result"] == result


@pytest.mark.django_db
@pytest.mark.parametrize(("expected", "word"), [(True, "never"), (False, "none")])
def test_a_timer_that_never_ran_is_missed_on_a_real_site_only(settings, expected, word):
    settings.TICK_EXPECTED = expected
    assert checks.readiness()["tick"]["word"] == word


@pytest.mark.django_db
def test_who_asks_again_and_again_costs_one_answer(client, ticked, monkeypatch):
    asked = []
    monkeypatch.setattr(views, "readiness", lambda: asked.append(1) or {})
    for _time in range(5):
        client.get("/readyz")
    assert asked == [1]
