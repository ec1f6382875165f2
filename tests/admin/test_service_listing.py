"""The list of services of the staff: columns, filters, and only hers."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from services.models import ServicePage
from tests.factories import NeedFactory, ServicePageFactory, service_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def services(branch):
    today = timezone.localdate()
    listening = NeedFactory(title="Être écoutée", slug="ecoute-test")
    learning = NeedFactory(title="Apprendre", slug="apprendre-test")
    make = [
        ("Écoute", {"needs": [listening], "assured_date": today}),
        ("Cours", {"needs": [learning], "assured_date": today - dt.timedelta(days=181)}),
        ("Couture", {"needs": [learning], "status": "temporarily closed"}),
        ("Projet", {"live": False}),
    ]
    return {
        title: ServicePageFactory(branch=branch, title=title, **values) for title, values in make
    }


def listed(client, query="") -> list[str]:
    response = client.get(reverse("services:index") + query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Écoute", "Cours", "Couture", "Projet"}),
        ("?status=active", {"Écoute", "Cours", "Projet"}),
        ("?status=temporarily+closed&status=defunct", {"Couture"}),
        ("?verification=overdue", {"Cours", "Couture", "Projet"}),
        ("?verification=never", {"Couture", "Projet"}),
        ("?verification=fine", {"Écoute"}),
        ("?publication=live", {"Écoute", "Cours", "Couture"}),
        ("?publication=draft", {"Projet"}),
        ("?publication=changed", set()),
        ("?status=active&verification=overdue&publication=live", {"Cours"}),
    ],
)
def test_filters(desk, services, query, found):
    assert set(listed(desk, query)) == found


def test_filter_by_need(desk, services):
    need = services["Cours"].needs.get()
    assert set(listed(desk, f"?needs={need.pk}")) == {"Cours", "Couture"}


def test_filter_by_a_newer_draft(desk, services):
    services["Cours"].save_revision()
    assert listed(desk, "?publication=changed") == ["Cours"]


@pytest.mark.parametrize(
    "query", ["?status=x", "?needs=x", "?needs=99999", "?verification=x", "?ordering=x", "?p=x"]
)
def test_a_bad_filter_breaks_nothing(desk, services, query):
    assert desk.get(reverse("services:index") + query).status_code in {200, 404}


@pytest.mark.parametrize(
    "key", ["title", "status", "assured_date", "live", "latest_revision_created_at"]
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_columns_sort(desk, services, key, sign):
    found = listed(desk, f"?ordering={sign}{key}")
    values = [getattr(ServicePage.objects.get(title=title), key) for title in found]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=bool(sign))


def test_what_the_columns_say(desk, services):
    text = desk.get(reverse("services:index")).content.decode()
    for heading in ("Titre", "Statut", "Besoin", "Vérifié le", "Publication", "Modifié"):
        assert heading in text
    for cell in ("Être écoutée", "fermé pour un temps", "jamais"):
        assert cell in text
    assert text.count("staff-due") == 2


def test_search(desk, services):
    assert listed(desk, "?q=cours") == ["Cours"]


def test_only_hers(desk, services, other_branch):
    ServicePageFactory(branch=other_branch, title="Ailleurs")
    assert "Ailleurs" not in listed(desk)
    assert listed(desk, "?q=ailleurs") == []


def test_the_button_adds_a_service_under_her_list(desk, branch):
    assert reverse("services:choose_parent") in desk.get(reverse("services:index")).content.decode()
    response = desk.get(reverse("services:choose_parent"))
    assert response.url == reverse(
        "wagtailadmin_pages:add", args=["services", "servicepage", service_index(branch).pk]
    )


def test_the_tree_shows_the_same_columns(desk, services, branch):
    text = desk.get(
        reverse("wagtailadmin_explore", args=[service_index(branch).pk])
    ).content.decode()
    assert "Être écoutée" in text
    assert text.count("staff-due") == 2


@pytest.mark.parametrize("name", ["owner", "edited_by", "site"])
@pytest.mark.parametrize("list_of", ["services", "pages"])
def test_no_filter_names_the_people_of_other_communes(desk, branch, name, list_of):
    address = {
        "services": reverse("services:index"),
        "pages": reverse("wagtailadmin_explore", args=[branch.root_page.pk]),
    }[list_of]
    assert name not in desk.get(address).context["filters"].filters


def test_the_list_costs_the_same_for_one_and_for_many(desk, branch):
    def make(times):
        for _ in range(times):
            ServicePageFactory(branch=branch, needs=[NeedFactory()])

    make(2)
    listed(desk)
    with CaptureQueriesContext(connection) as few:
        listed(desk)
    make(10)
    with CaptureQueriesContext(connection) as many:
        listed(desk)
    assert len(many) == len(few)
