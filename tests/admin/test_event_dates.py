"""The dates of an event in its editor: in words while they are typed, and never half-saved."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from centre.models import Role
from events.models import AwarenessEventPage, EventPage, Occurrence
from tests.admin.editing import PUBLISH, add, edit
from tests.factories import (
    AwarenessEventPageFactory,
    PublicHolidayFactory,
    agenda,
    change,
    make_user,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db

TUESDAY = {"dates-0-start_date": "2027-01-05"}
WEEKLY = TUESDAY | {"dates-0-frequency": "weekly"}


@pytest.fixture
def desk(client, branch):
    agenda(branch)
    client.force_login(make_user(branch, Role.EVENTS))
    return client


def editor(desk, branch) -> BeautifulSoup:
    address = reverse(
        "wagtailadmin_pages:add", args=["events", "awarenesseventpage", agenda(branch).pk]
    )
    return BeautifulSoup(desk.get(address).content.decode(), "html.parser")


def write(desk, branch, button=PUBLISH, **fields):
    return add(
        desk, agenda(branch), AwarenessEventPage, title="Nos droits", slug="nos-droits",
        **fields, **button,
    )  # fmt: skip


def error_at(response, name) -> str:
    field = BeautifulSoup(response.content.decode(), "html.parser").find(attrs={"name": name})
    return " ".join(field.find_parent(attrs={"data-field": True}).select_one(
        "[data-field-errors]"
    ).get_text().split())  # fmt: skip


def asked(desk, branch=None, **fields) -> dict:
    rows = {"dates-TOTAL_FORMS": "2", "date_changes-TOTAL_FORMS": "1", "branch": ""}
    for name in ("dates", "date_changes"):
        rows[f"{name}-INITIAL_FORMS"] = "0"
    for number in range(2):
        rows |= {f"dates-{number}-precision": "day", f"dates-{number}-frequency": "none"}
        rows[f"dates-{number}-interval"] = "1"
    rows["branch"] = branch.pk if branch else ""
    response = desk.post(reverse("events_dates"), rows | fields)
    assert response.status_code == 200
    return json.loads(response.content.decode().replace("\\u00a0", " "))


def words(answer) -> list[str]:
    soup = BeautifulSoup(answer["html"], "html.parser")
    return [" ".join(one.get_text().split()) for one in soup.select("p, li")]


def test_one_empty_row_is_open_on_a_new_event(desk, branch):
    soup = editor(desk, branch)
    rows = soup.select("#id_dates-FORMS [data-inline-panel-child]")
    assert len(rows) == 1
    assert not soup.select("#id_date_changes-FORMS [data-inline-panel-child]")
    assert len(soup.select("#id_dates-FORMS details:not([open])")) == 3


def test_no_empty_row_once_there_is_a_date(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on("2027-01-05")])
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    soup = BeautifulSoup(page, "html.parser")
    assert len(soup.select("#id_dates-FORMS [data-inline-panel-child]")) == 1


def test_a_fold_is_open_when_it_says_something(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[weekly("2027-01-05", count=3)])
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    folds = BeautifulSoup(page, "html.parser").select("#id_dates-FORMS details")
    assert [fold.summary.get_text() for fold in folds if fold.has_attr("open")] == ["Se répète"]


def test_an_officer_publishes_a_first_event(desk, branch):
    write(desk, branch, **TUESDAY, **{"dates-0-start_time": "9h", "dates-0-end_time": "12 h 30"})
    date = Occurrence.objects.get()
    assert (date.start_time, date.end_time) == (dt.time(9), dt.time(12, 30))
    assert date.event.live


def test_the_words_of_a_series_come_while_she_types(desk, branch):
    answer = asked(desk, branch, **WEEKLY, **{
        "dates-0-start_time": "09:00", "dates-0-end_time": "12:00", "dates-0-count": "12",
    })  # fmt: skip
    said = words(answer)
    assert said[0] == "12 dates :"
    assert said[1] == "Mardi 5 janvier 2027, de 9 h à 12 h"
    assert said[12] == "Mardi 23 mars 2027, de 9 h à 12 h"
    assert answer["errors"] == {}
    assert answer["dates"][1] == {
        "on": "2027-01-12", "at": "", "label": "Mardi 12 janvier 2027, de 9 h à 12 h",
    }  # fmt: skip


def test_the_same_words_stand_there_after_she_saved(desk, branch):
    event = AwarenessEventPageFactory(
        branch=branch,
        dates=[weekly("2027-01-05", "09:00", "12:00", count=3)],
        date_changes=[
            change("cancelled", "2027-01-12", reason="La salle est prise."),
            change("moved", "2027-01-19", reason="Marché.", new_date=dt.date(2027, 1, 20)),
        ],
    )
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    shown = BeautifulSoup(page, "html.parser").select_one("[data-event-dates-words]")
    assert [" ".join(one.get_text().split()) for one in shown.select("li")] == [
        "Mardi 5 janvier 2027, de 9 h à 12 h",
        "Mardi 12 janvier 2027, de 9 h à 12 h annulé; La salle est prise.",
        "Mercredi 20 janvier 2027, de 9 h à 12 h déplacé; au lieu de mardi 19 janvier 2027; "
        "Marché.",
    ]


def test_skipped_holidays_are_named(desk, branch):
    PublicHolidayFactory(branch=branch, date=dt.date(2027, 1, 12), name="Fête d’essai")
    fields = WEEKLY | {"dates-0-count": "3", "dates-0-skip_holidays": "on"}
    assert words(asked(desk, branch, **fields))[-1] == "mardi 12 janvier 2027 (Fête d’essai)"
    assert words(asked(desk, **fields))[0] == "3 dates :"


def test_holidays_of_another_commune_are_not_told(desk, branch, other_branch):
    PublicHolidayFactory(branch=other_branch, date=dt.date(2027, 1, 12), name="Ailleurs")
    fields = WEEKLY | {"dates-0-count": "3", "dates-0-skip_holidays": "on"}
    assert "Ailleurs" not in str(asked(desk, other_branch, **fields))


def test_a_day_of_two_sessions_is_chosen_by_its_hour(desk, branch):
    answer = asked(desk, branch, **TUESDAY, **{
        "dates-0-start_time": "09:00",
        "dates-1-start_date": "2027-01-05",
        "dates-1-start_time": "15:00",
    })  # fmt: skip
    assert [date["at"] for date in answer["dates"]] == ["09:00", "15:00"]


def test_saved_rows_are_computed_again_with_what_was_typed(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on("2027-01-05")])
    saved = {"dates-INITIAL_FORMS": "1", "dates-0-id": event.dates.get().pk}
    answer = asked(desk, branch, **saved, **{"dates-0-start_date": "2027-02-02"})
    assert words(answer)[1].startswith("Mardi 2 février 2027")


def test_a_deleted_row_counts_no_more(desk, branch):
    answer = asked(desk, branch, **TUESDAY, **{"dates-0-DELETE": "1"})
    assert words(answer) == ["Aucune date pour l’instant : donnez le jour au-dessus."]


BAD = [
    ({"dates-0-start_time": "12:00", "dates-0-end_time": "09:00"}, "dates-0-end_time",
     "La fin ne peut pas venir avant le début."),
    ({"dates-0-end_date": "2027-01-04"}, "dates-0-end_date",
     "La fin ne peut pas venir avant le début."),
    ({"dates-0-start_time": "25:00"}, "dates-0-start_time",
     "Une heure va de 00:00 à 23:59. Exemple : 09:30."),
    ({"dates-0-start_time": "25 h"}, "dates-0-start_time",
     "Une heure va de 00:00 à 23:59. Exemple : 09:30."),
    ({"dates-0-start_date": "29/02/2027"}, "dates-0-start_date",
     "Ce jour n’existe pas. Exemple : 28/02/2027."),
    (WEEKLY, "dates-0-until", "Dites jusqu’à quand cela se répète, ou combien de fois."),
    (WEEKLY | {"dates-0-until": "2099-01-01"}, "dates-0-until",
     "Pas plus de 200 dates : raccourcissez la série."),
    (WEEKLY | {"dates-0-count": "100000"}, "dates-0-count",
     "Pas plus de 200 dates : raccourcissez la série."),
    (WEEKLY | {"dates-0-until": "2027-01-08", "dates-0-weekdays": ["5"]}, "dates-0-until",
     "Aucune date ne convient : vérifiez les jours et la fin de la répétition."),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "name", "sentence"), BAD)
def test_bad_dates_are_refused_next_to_the_field(desk, branch, fields, name, sentence):
    fields = TUESDAY | fields
    response = write(desk, branch, **fields)
    assert error_at(response, name).replace("\xa0", " ") == sentence
    assert not EventPage.objects.exists()
    assert not Occurrence.objects.exists()
    kept = BeautifulSoup(response.content.decode(), "html.parser")
    assert kept.find(attrs={"name": "title"})["value"] == "Nos droits"
    for field, typed in fields.items():
        if field not in ("dates-0-weekdays", "dates-0-frequency"):
            assert kept.find(attrs={"name": field})["value"] == typed


@pytest.mark.parametrize(("fields", "name", "sentence"), BAD)
def test_bad_dates_are_said_while_she_types(desk, branch, fields, name, sentence):
    errors = asked(desk, branch, **(TUESDAY | fields))["errors"]
    assert " ".join(errors[name]).replace("\xa0", " ") == sentence
    assert set(errors) == {name}


def test_an_edit_that_is_refused_changes_nothing(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on("2027-01-05", "09:00", "12:00")])
    edit(desk, event, **{"title": "Autre", "dates-0-end_time": "08:00"}, **PUBLISH)
    event.refresh_from_db()
    assert event.title != "Autre"
    assert event.dates.get().end_time == dt.time(12)


def test_an_event_is_not_published_without_a_date_but_is_kept_as_a_draft(desk, branch):
    response = write(desk, branch)
    assert "Donnez le jour" in error_at(response, "dates-0-start_date")
    write(desk, branch, button={})
    assert not EventPage.objects.get().live


def test_a_date_that_is_not_known_is_enough_to_publish(desk, branch):
    write(desk, branch, **{"dates-0-precision": "unknown"})
    assert Occurrence.objects.get().start_date is None


def test_the_same_date_twice_is_one(desk, branch):
    answer = asked(desk, branch, **TUESDAY, **{"dates-1-start_date": "2027-01-05"})
    assert words(answer)[0] == "1 date :"


def changing(**fields) -> dict:
    row = {"kind": "cancelled", "on": "2027-01-12", "reason": "La salle est prise."} | fields
    return {"date_changes-TOTAL_FORMS": "1"} | {
        f"date_changes-0-{name}": value for name, value in row.items()
    }


def test_a_date_is_called_off_with_its_reason(desk, branch):
    write(desk, branch, **WEEKLY, **{"dates-0-count": "5"}, **changing())
    statuses = Occurrence.objects.order_by("starts").values_list("status", flat=True)
    assert list(statuses) == ["scheduled", "cancelled", "scheduled", "scheduled", "scheduled"]


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"on": "2027-01-13"}, "on",
         "Aucune date le mercredi 13 janvier 2027 : choisissez une des dates de l’événement."),
        ({"reason": ""}, "reason", "Dites pourquoi, en quelques mots : tout le monde le lit."),
        ({"kind": "moved"}, "new_date", "Donnez la nouvelle date, la nouvelle heure ou le nouveau "
         "lieu."),
    ],
)  # fmt: skip
def test_a_change_that_says_nothing_is_refused_next_to_the_field(
    desk, branch, fields, name, sentence
):
    fields = WEEKLY | {"dates-0-count": "5"} | changing(**fields)
    response = write(desk, branch, **fields)
    said = error_at(response, f"date_changes-0-{name}").replace("\xa0", " ")
    assert said == sentence
    assert not EventPage.objects.exists()
    assert f"date_changes-0-{name}" in asked(desk, branch, **fields)["errors"]


def test_the_hour_is_asked_where_a_day_has_two_sessions(desk, branch):
    two = TUESDAY | {
        "dates-TOTAL_FORMS": "2", "dates-0-start_time": "09:00",
        "dates-1-start_date": "2027-01-05", "dates-1-start_time": "15:00",
    }  # fmt: skip
    errors = asked(desk, branch, **two, **changing(on="2027-01-05"))["errors"]
    assert list(errors) == ["date_changes-0-at"]
    assert asked(desk, branch, **two, **changing(on="2027-01-05", at="15:00"))["errors"] == {}


def test_a_date_more_can_be_called_off_after_it_was_added(desk, branch):
    added = {
        "date_changes-TOTAL_FORMS": "2", "date_changes-1-kind": "cancelled",
        "date_changes-1-on": "2027-03-03", "date_changes-1-reason": "Non.",
    }  # fmt: skip
    fields = TUESDAY | changing(kind="added", on="2027-03-03") | added
    answer = asked(desk, branch, **fields)
    assert answer["errors"] == {}
    assert len(answer["dates"]) == 2


def test_the_answer_is_for_staff_who_post(client, desk, branch, django_user_model):
    assert desk.get(reverse("events_dates")).status_code == 405
    client.logout()
    assert client.post(reverse("events_dates"), {}).status_code == 302


@pytest.mark.parametrize("data", [{}, {"dates-TOTAL_FORMS": "x"}, {"branch": "x"}])
def test_rubbish_is_answered_without_a_fault(desk, data):
    response = desk.post(reverse("events_dates"), data)
    assert response.status_code == 200
    assert response.json()["dates"] == []
