"""The staff’s list of events: next date, place, status, what is still to be said; only hers."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centre.models import Role
from events.models import AttendanceReport
from tests.factories import (
    AwarenessEventPageFactory,
    PlaceFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    make_user,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db


def day(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def desk(client, branch):
    client.force_login(make_user(branch, Role.EVENTS))
    return client


@pytest.fixture
def events(branch):
    agenda(branch)
    rights, money = ThemeFactory(title="Nos droits"), ThemeFactory(title="Argent")
    place = PlaceFactory(branch=branch, name="Grand marché")
    reported = AwarenessEventPageFactory(branch=branch, title="Raconté", dates=[on(day(-30))])
    AttendanceReport.objects.create(branch=branch, event=reported, total=12, method="paper")
    return {
        "Bientôt": AwarenessEventPageFactory(
            branch=branch, title="Bientôt", dates=[on(day(3))], place=place, themes=[rights]
        ),
        "Cours": TrainingCoursePageFactory(
            branch=branch, title="Cours", themes=[money],
            dates=[weekly(day(-6), "09:00", "12:00", count=3)],
        ),
        "Annulé": AwarenessEventPageFactory(
            branch=branch, title="Annulé", dates=[on(day(9))],
            date_changes=[change("cancelled", day(9))],
        ),
        "Passé": AwarenessEventPageFactory(branch=branch, title="Passé", dates=[on(day(-2))]),
        "Raconté": reported,
        "Projet": AwarenessEventPageFactory(branch=branch, title="Projet", live=False),
        "Un jour": AwarenessEventPageFactory(
            branch=branch, title="Un jour", dates=[on(None, precision="unknown")]
        ),
    }  # fmt: skip


def listed(desk, query="") -> list[str]:
    response = desk.get(reverse("agenda:index") + query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def row_of(desk, title) -> list[str]:
    soup = BeautifulSoup(desk.get(reverse("agenda:index")).content.decode(), "html.parser")
    row = next(row for row in soup.select("tbody tr") if title in row.get_text())
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]


def test_what_comes_next_stands_first_then_the_latest_past(desk, events):
    found = listed(desk)
    assert found[:4] == ["Cours", "Bientôt", "Passé", "Raconté"]
    assert set(found[4:]) == {"Annulé", "Projet", "Un jour"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?when=upcoming", {"Bientôt", "Cours", "Annulé"}),
        ("?when=past", {"Passé", "Raconté"}),
        ("?report=missing", {"Passé", "Cours"}),
        ("?kind=renforcement_capacites", {"Cours"}),
        ("?publication=draft", {"Projet"}),
        ("?when=past&report=missing", {"Passé"}),
    ],
)
def test_filters(desk, events, query, found):
    assert set(listed(desk, query)) == found


def test_filter_by_theme(desk, events):
    theme = events["Cours"].themes.get()
    assert listed(desk, f"?themes={theme.pk}") == ["Cours"]


@pytest.mark.parametrize(
    "query", ["?when=x", "?report=x", "?kind=x", "?themes=x", "?ordering=x", "?p=x"]
)
def test_a_bad_filter_breaks_nothing(desk, events, query):
    assert desk.get(reverse("agenda:index") + query).status_code in {200, 404}


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Bientôt", "à venir"),
        ("Cours", "à venir"),
        ("Annulé", "annulé"),
        ("Passé", "passé"),
        ("Projet", "brouillon"),
        ("Un jour", "sans date"),
    ],
)
def test_the_status_in_words(desk, events, title, state):
    assert row_of(desk, title)[4] == state


def test_what_the_columns_say(desk, events):
    cells = row_of(desk, "Bientôt")
    assert cells[3] == "Grand marché"
    assert str(day(3).year) in cells[2]
    assert row_of(desk, "Passé")[5] == "à dire"
    assert row_of(desk, "Raconté")[5] == ""


def test_columns_sort(desk, events):
    dated = ["Raconté", "Passé", "Cours", "Bientôt", "Annulé"]
    assert [one for one in listed(desk, "?ordering=date_order") if one in dated] == [
        "Raconté", "Passé", "Cours", "Bientôt", "Annulé",
    ]  # fmt: skip
    assert [one for one in listed(desk, "?ordering=-date_order") if one in dated] == dated[::-1]
    assert listed(desk, "?ordering=title") == sorted(listed(desk))
    assert set(listed(desk, "?ordering=-lacks_report")[:2]) == {"Cours", "Passé"}
    assert "Projet" in listed(desk, "?ordering=live")[0]


def test_search(desk, events):
    assert listed(desk, "?q=cours") == ["Cours"]


def test_only_hers(desk, events, other_branch):
    AwarenessEventPageFactory(branch=other_branch, title="Ailleurs")
    assert "Ailleurs" not in listed(desk)
    assert listed(desk, "?q=ailleurs") == []


def test_a_button_for_each_kind_of_page(desk, branch, events):
    text = desk.get(reverse("agenda:index")).content.decode()
    for label, model in (("événement", "awarenesseventpage"), ("formation", "trainingcoursepage")):
        choose = reverse("wagtailadmin_pages:choose_parent", args=["events", model])
        assert f'href="{choose}"' in text
        assert label in text
        add = reverse("wagtailadmin_pages:add", args=["events", model, agenda(branch).pk])
        assert desk.get(choose).url == add
        assert desk.get(add).status_code == 200


def test_the_tree_shows_the_same_columns(desk, branch, events):
    text = desk.get(reverse("wagtailadmin_explore", args=[agenda(branch).pk])).content.decode()
    assert "Prochaine date" in text
    assert "Grand marché" in text


@pytest.mark.parametrize("name", ["owner", "edited_by", "site"])
def test_no_filter_names_the_people_of_other_communes(desk, events, name):
    assert name not in desk.get(reverse("agenda:index")).context["filters"].filters


def test_the_list_costs_the_same_for_one_and_for_fifty(desk, branch):
    def make(times):
        for number in range(times):
            AwarenessEventPageFactory(
                branch=branch,
                dates=[weekly(day(-7 + number), "09:00", "12:00", count=4)],
                place=PlaceFactory(branch=branch),
            )

    make(1)
    listed(desk)
    with CaptureQueriesContext(connection) as few:
        listed(desk)
    make(49)
    with CaptureQueriesContext(connection) as many:
        assert len(listed(desk)) == 50
    assert len(many) == len(few)
