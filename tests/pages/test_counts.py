"""Daily counts of visits: off by default, and a number and nothing else when on."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.counts import KEPT_DAYS, count_visit, counted_page, purge
from centre.models import DailyCount
from home.models import CentreHomePage
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 3)


@pytest.fixture
def counting(branch):
    """The home page of a commune that chose to count."""
    home = branch.root_page.specific
    home.counts_visits = True
    home.save_revision().publish()
    return home


def counted(client, path, **options):
    """Return the id of the page that a visit of ``path`` counts for."""
    response = client.get(path, **options)
    return counted_page(response.wsgi_request, response)


def total():
    return sum(DailyCount.objects.values_list("count", flat=True))


def test_a_commune_does_not_count_until_it_says_so(branch, client):
    assert CentreHomePage().counts_visits is False
    client.get("/")
    assert counted(client, "/") is None
    assert not DailyCount.objects.exists()


def test_a_page_counts_for_itself(counting, client):
    service = ServicePageFactory(branch=counting.branch)
    assert counted(client, "/") == counting.pk
    assert counted(client, service.url) == service.pk
    assert counted(client, service.url, query_params={"x": "1"}) == service.pk


def test_what_is_no_public_page_of_its_own_is_not_counted(counting, client, director):
    service = ServicePageFactory(branch=counting.branch)
    hidden = ServicePageFactory(branch=counting.branch, is_sensitive=True)
    assert counted(client, hidden.url) is None
    for path in ("/nulle-part/", "/recherche/?q=loyer", "/organisations/", "/robots.txt"):
        assert counted(client, path) is None, path
    for send in (client.head, client.post):
        response = send(service.url)
        assert counted_page(response.wsgi_request, response) is None
    client.force_login(director)
    assert counted(client, service.url) is None


def test_a_page_below_a_sensitive_one_is_not_counted(counting, client):
    service = ServicePageFactory(branch=counting.branch)
    index = service.get_parent().specific
    index.is_sensitive = True
    index.save_revision().publish()
    assert counted(client, service.url) is None


def test_each_visit_adds_one_to_its_day(counting):
    branch = counting.branch
    for day in (DAY, DAY, DAY, DAY + dt.timedelta(days=1)):
        count_visit(branch.pk, counting.pk, day)
    counts = DailyCount.objects.order_by("date").values_list("branch", "page", "date", "count")
    assert list(counts) == [
        (branch.pk, counting.pk, DAY, 3),
        (branch.pk, counting.pk, DAY + dt.timedelta(days=1), 1),
    ]


def test_two_who_come_first_at_once_are_both_counted(counting, monkeypatch):
    """The second finds no row to add to, and one where it wants to create its own."""
    key = {"branch_id": counting.branch.pk, "page_id": counting.pk, "date": DAY}
    update = QuerySet.update

    def update_before_the_other(self, **values):
        changed = update(self, **values)
        if not changed:
            DailyCount.objects.create(**key, count=1)
        return changed

    monkeypatch.setattr(QuerySet, "update", update_before_the_other)
    count_visit(counting.branch.pk, counting.pk, DAY)
    assert total() == 2


def test_a_database_that_cannot_be_written_to_fails_no_page(counting):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        count_visit(counting.branch.pk, counting.pk, DAY)
    assert total() == 0
    count_visit(counting.branch.pk, counting.pk, DAY)
    assert total() == 1


@pytest.mark.parametrize("is_kept", [True, False], ids=["from the cache", "made each time"])
def test_a_visit_counts_once_wherever_the_page_comes_from(counting, client, settings, is_kept):
    settings.PAGE_CACHE = is_kept
    service = ServicePageFactory(branch=counting.branch)
    hidden = ServicePageFactory(branch=counting.branch, is_sensitive=True)
    for _ in range(3):
        assert client.get(service.url).status_code == 200
        client.get(hidden.url)
        client.get("/recherche/?q=loyer")
        client.head(service.url)
    counts = DailyCount.objects.values_list("page", "date", "count")
    assert list(counts) == [(service.pk, timezone.localdate(), 3)]


@pytest.mark.parametrize("is_kept", [True, False], ids=["from the cache", "made each time"])
def test_without_the_switch_a_visit_asks_the_database_for_nothing_more(
    branch, client, settings, is_kept
):
    settings.PAGE_CACHE = is_kept
    service = ServicePageFactory(branch=branch)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(service.url)
    assert not [query for query in queries if "dailycount" in query["sql"].lower()]
    assert not DailyCount.objects.exists()


def test_a_page_kept_is_given_though_it_cannot_be_counted(counting, client, settings):
    settings.PAGE_CACHE = True
    service = ServicePageFactory(branch=counting.branch)
    client.get(service.url)

    def refuse(execute, sql, params, many, context):
        if "dailycount" in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        assert client.get(service.url).status_code == 200
    assert total() == 1


def test_a_count_says_nothing_of_who_and_when():
    names = {field.name for field in DailyCount._meta.get_fields()}
    assert names == {"id", "branch", "page", "date", "count"}
    assert DailyCount._meta.get_field("date").get_internal_type() == "DateField"


def test_counts_are_erased_after_their_time(counting, clock, capsys):
    for days in (KEPT_DAYS + 1, KEPT_DAYS, 0):
        count_visit(counting.branch.pk, counting.pk, DAY - dt.timedelta(days=days))
    clock("2026-03-03 00:30")
    assert timezone.localdate() == DAY
    call_command("purge_counts")
    assert "1" in capsys.readouterr().out
    kept = DailyCount.objects.values_list("date", flat=True)
    assert set(kept) == {DAY, DAY - dt.timedelta(days=KEPT_DAYS)}


def test_a_page_that_becomes_sensitive_loses_its_counts(counting):
    service = ServicePageFactory(branch=counting.branch)
    for page in (counting, service):
        count_visit(counting.branch.pk, page.pk, DAY)
    service.is_sensitive = True
    service.save_revision().publish()
    assert purge(DAY) == 1
    assert list(DailyCount.objects.values_list("page", flat=True)) == [counting.pk]
