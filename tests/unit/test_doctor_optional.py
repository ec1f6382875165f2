"""The doctor examines a copy of the database and OpenSearch, where the environment names them."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from centre import replica
from centre.doctor import optional, own, registry
from centre.doctor.registry import State
from centre.opensearch import ForgivingBackend
from tests.samples.opensearch import SmallOpenSearch, backends

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def names(monkeypatch):
    """A function that returns the names of what this install is asked."""
    monkeypatch.setattr(registry, "_checks", {})

    def registered():
        own.register_own_checks()
        return set(registry._checks)

    return registered


@pytest.fixture
def opensearch(settings, monkeypatch):
    monkeypatch.setattr(ForgivingBackend, "asked_again_at", 0.0)
    with SmallOpenSearch() as server:
        url = server.url.replace("//", "//staff:hunter2@")
        settings.WAGTAILSEARCH_BACKENDS = backends(url, settings.WAGTAILSEARCH_BACKENDS["default"])
        yield server


def test_what_is_not_there_is_not_asked(names):
    assert not {"replica", "opensearch"} & names()


def test_what_is_there_is_asked(names, settings, monkeypatch, opensearch):
    monkeypatch.setitem(settings.DATABASES, replica.REPLICA, settings.DATABASES["default"])
    assert {"replica", "opensearch"} <= names()


class TestReplica:
    @pytest.mark.parametrize(
        ("lag", "state", "said"),
        [(0.0, State.GOOD, "0.0 s"), (replica.MOST_SECONDS, State.GOOD, "10 s"),
         (replica.MOST_SECONDS + 1, State.LOOK, "11 s de retard"),
         (None, State.LOOK, "rien ne lui est envoyé")],
    )  # fmt: skip
    def test_how_late_it_is(self, monkeypatch, lag, state, said):
        monkeypatch.setattr(replica, "lag_seconds", lambda: lag)
        found = optional.replica(NOW)
        assert found.state is state
        assert said in found.said
        assert bool(found.to_do) is (state is State.LOOK)

    def test_one_that_does_not_answer_is_said_without_its_address(self, monkeypatch):
        def gone():
            raise OperationalError("connection to 10.0.0.1 as centre:hunter2 failed")

        monkeypatch.setattr(replica, "lag_seconds", gone)
        found = optional.replica(NOW)
        assert found.state is State.LOOK
        assert "ne répond pas" in found.said and "DATABASE_REPLICA_URL" in found.to_do
        assert "10.0.0.1" not in found.said + found.to_do


class TestOpenSearch:
    def test_one_that_has_all_it_needs(self, opensearch):
        found = optional.opensearch(NOW)
        assert found.state is State.GOOD
        asked = {path for method, path in opensearch.asked if method == "HEAD"}
        assert {"/centre_wagtailcore_page", "/centre_centre_centreimage"} <= asked

    def test_an_index_that_is_missing_is_named(self, opensearch, monkeypatch):
        answer = opensearch.answer

        def without(method, path, body):
            return (404, {}) if "image" in path else answer(method, path, body)

        monkeypatch.setattr(opensearch, "answer", without)
        found = optional.opensearch(NOW)
        assert found.state is State.LOOK
        assert "centre_centre_centreimage" in found.said and "page" not in found.said
        assert "update_index" in found.to_do

    @pytest.mark.parametrize("status", [401, 403, 500, 503])
    def test_one_that_refuses_or_fails_is_said_without_its_password(
        self, opensearch, monkeypatch, status
    ):
        monkeypatch.setattr(opensearch, "answer", lambda *_args: (status, {"error": "hunter2"}))
        found = optional.opensearch(NOW)
        assert found.state is State.LOOK
        assert "OPENSEARCH_URL" in found.to_do
        assert "hunter2" not in found.said + found.to_do

    def test_one_that_is_stopped(self, opensearch, monkeypatch):
        opensearch.__exit__()
        monkeypatch.setattr(SmallOpenSearch, "__exit__", lambda *_args: None)
        found = optional.opensearch(NOW)
        assert found.state is State.LOOK
        assert "ConnectionError" in found.said
