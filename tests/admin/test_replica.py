"""Reports read a replica that keeps up, and the primary where it does not."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import OperationalError, connections, router
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from centre import replica
from centre.models import DailyCount
from centre.replica import REPLICA, ReplicaRouter

pytestmark = pytest.mark.django_db
REPORTS = [
    reverse("centre_visits"), reverse("centre_visits_results"), reverse("centre_journal"),
    reverse("wagtailadmin_reports:locked_pages"), reverse("wagtailadmin_reports:workflow"),
    reverse("wagtailadmin_reports:site_history"), reverse("wagtailadmin_reports:aging_pages"),
    reverse("wagtailadmin_reports:page_types_usage"),
]  # fmt: skip


class SpyingRouter(ReplicaRouter):
    """Notes what is read from the replica."""

    def __init__(self):
        self.late = set()

    def db_for_read(self, model, **hints):
        found = super().db_for_read(model, **hints)
        if found == REPLICA:
            self.late.add(model)
        return found


@pytest.fixture
def spy(settings, monkeypatch):
    """A replica that is the database itself, hence never late."""
    spy = SpyingRouter()
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES["default"])
    connections[REPLICA] = connections["default"]
    monkeypatch.setattr(router, "routers", [spy])
    monkeypatch.setattr(replica, "_asked_again_at", 0.0)
    monkeypatch.setattr(replica, "lag_seconds", lambda: 0.0)
    yield spy
    del connections[REPLICA]


@pytest.mark.parametrize("address", REPORTS)
def test_a_report_reads_late_what_may_be_late(address, client, superuser, spy):
    client.force_login(superuser)
    assert client.get(address).status_code == 200
    assert spy.late
    assert not spy.late & {get_user_model(), Session, GroupPagePermission}


def test_nothing_else_reads_late(client, director, home, spy):
    client.force_login(director)
    for address in ("/", "/services/", reverse("wagtailadmin_home"),
                    reverse("wagtailadmin_pages:edit", args=[home.pk])):  # fmt: skip
        assert client.get(address).status_code == 200
    assert spy.late == set()
    assert spy.db_for_write(Page) == "default"
    assert not spy.allow_migrate(REPLICA, "centre")


@pytest.mark.parametrize("lag", [replica.MOST_SECONDS + 1, None])
def test_one_that_lags_is_left_alone_for_a_while(lag, client, superuser, spy, monkeypatch):
    client.force_login(superuser)
    asked = []
    monkeypatch.setattr(replica, "lag_seconds", lambda: asked.append(1) or lag)
    for _time in range(3):
        assert client.get(REPORTS[0]).status_code == 200
    assert spy.late == set()
    assert asked == [1]


def test_one_that_goes_away_meanwhile_is_replaced_by_the_primary(
    client, superuser, spy, monkeypatch
):
    client.force_login(superuser)
    late = spy.db_for_read

    def gone(model, **hints):
        found = late(model, **hints)
        if found == REPLICA and model is DailyCount:
            raise OperationalError
        return found

    monkeypatch.setattr(spy, "db_for_read", gone)
    assert client.get(REPORTS[0]).status_code == 200
    assert DailyCount in spy.late
    assert not replica.is_fresh()


def test_without_a_replica_nothing_is_asked(client, superuser, monkeypatch):
    monkeypatch.setattr(replica, "lag_seconds", lambda: pytest.fail("asked"))
    client.force_login(superuser)
    assert client.get(REPORTS[0]).status_code == 200
