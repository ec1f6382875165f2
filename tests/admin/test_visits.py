"""The report of visits: of her own commune, for who runs it."""

import datetime as dt
import io

import openpyxl
import pytest

from centre.models import DailyCount, Role
from tests.factories import ServicePageFactory, make_user

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/visites/"
DAY = dt.date(2026, 3, 3)


@pytest.fixture
def counts(branch, other_branch):
    """Three visits in each commune, and some of a page that is sensitive by now."""
    for commune, title in ((branch, "Naissances"), (other_branch, "Ailleurs")):
        page = ServicePageFactory(branch=commune, title=title)
        DailyCount.objects.create(branch=commune, page=page, date=DAY, count=3)
    hidden = ServicePageFactory(branch=branch, title="Refuge", is_sensitive=True)
    DailyCount.objects.create(branch=branch, page=hidden, date=DAY, count=7)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.EDITOR])
def test_she_sees_the_visits_of_her_commune(client, branch, counts, role):
    client.force_login(make_user(branch, role))
    text = client.get(REPORT).content.decode()
    assert "Naissances" in text
    assert "Ailleurs" not in text
    assert "Refuge" not in text


@pytest.mark.parametrize("role", [Role.EVENTS, Role.PARTNER])
def test_others_do_not(client, branch, counts, role):
    client.force_login(make_user(branch, role))
    assert client.get(REPORT).status_code in (302, 403)
    assert REPORT not in client.get("/admin/").content.decode()


def test_the_federation_sees_every_commune(client, counts, superuser):
    client.force_login(superuser)
    text = client.get(REPORT).content.decode()
    assert "Naissances" in text
    assert "Ailleurs" in text


def test_it_stands_in_the_menu_where_there_is_something_to_report(client, director, branch):
    client.force_login(director)
    assert REPORT not in client.get("/admin/").content.decode()
    page = ServicePageFactory(branch=branch)
    DailyCount.objects.create(branch=branch, page=page, date=DAY, count=1)
    assert REPORT in client.get("/admin/").content.decode()


def test_it_is_filtered_by_days(client, director, counts):
    client.force_login(director)
    assert "Naissances" not in client.get(REPORT, {"date_from": "2026-03-04"}).content.decode()
    assert "Naissances" in client.get(REPORT, {"date_to": "2026-03-03"}).content.decode()
    assert client.get(REPORT, {"date_from": "31/31/2026"}).status_code == 200


def test_it_goes_out_as_a_table(client, director, counts):
    client.force_login(director)
    lines = client.get(REPORT, {"export": "csv"}).getvalue().decode().splitlines()
    assert lines == ["Jour,Commune,Page,Visites", "2026-03-03,Ogou 1,Naissances,3"]
    content = client.get(REPORT, {"export": "xlsx"}).getvalue()
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert rows[1][1:] == ("Ogou 1", "Naissances", 3)


def test_nobody_signed_in_means_no_report(client, counts):
    assert client.get(REPORT).url.startswith("/admin/login/")


def test_its_cost_does_not_grow(client, director, branch, django_assert_max_num_queries):
    client.force_login(director)
    for _ in range(20):
        page = ServicePageFactory(branch=branch)
        DailyCount.objects.create(branch=branch, page=page, date=DAY, count=1)
    client.get(REPORT)
    with django_assert_max_num_queries(30):
        client.get(REPORT)
