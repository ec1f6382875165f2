"""Dates added up in the database, and the panel "À faire", on PostgreSQL too."""

import datetime as dt

import pytest
from django.urls import reverse

from centre.staff.todo import Desk, todo_groups
from services.models import HelpLine, ServicePage
from tests.factories import HelpLineFactory, ServicePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 9)


@pytest.mark.parametrize(("days", "due"), [(30, False), (31, True)])
def test_a_number_is_due_the_day_after_its_interval(branch, days, due):
    HelpLine.objects.all().delete()
    HelpLineFactory(verified_on=DAY, verify_every=30)
    assert HelpLine.objects.overdue(DAY + dt.timedelta(days=days)).exists() is due


@pytest.mark.parametrize(("days", "due"), [(180, False), (181, True)])
def test_a_service_is_due_the_day_after_its_interval(branch, days, due):
    ServicePageFactory(branch=branch, assured_date=DAY, review_every=180)
    assert ServicePage.objects.overdue(DAY + dt.timedelta(days=days)).exists() is due


def test_the_panel_finds_what_waits(branch, partner, director):
    HelpLine.objects.all().delete()
    HelpLineFactory(branch=branch, verified_on=None)
    ServicePageFactory(branch=branch)
    StandardPageFactory(branch=branch)
    sent = ServicePageFactory(branch=branch, live=False, owner=partner)
    sent.save_revision(user=partner)
    sent.get_workflow().start(sent, partner)
    ServicePageFactory(branch=branch, live=False).save_revision()
    groups = todo_groups(Desk(user=director, today=DAY))
    assert [len(group.items) for group in groups] == [1, 1, 1, 1, 1]


def test_the_pages_of_the_staff_area_open(client, branch, director):
    ServicePageFactory(branch=branch)
    client.force_login(director)
    for address in (
        reverse("wagtailadmin_home"),
        reverse("services:index") + "?verification=overdue&ordering=-assured_date",
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
    ):
        assert client.get(address).status_code == 200
