"""What the agenda asks of staff on the home page of the staff area."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.models import Role
from centre.staff.todo import SHOWN, Desk
from events.models import AttendanceReport, Occurrence
from events.todo import closing_registrations, events_tomorrow, missing_reports
from tests.factories import (
    AwarenessEventPageFactory,
    PlaceFactory,
    TrainingCoursePageFactory,
    change,
    make_user,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 3, 9)
PROVIDERS = [events_tomorrow, closing_registrations, missing_reports]


@pytest.fixture
def officer(branch):
    return make_user(branch, Role.EVENTS)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def lines(provider, user) -> list[tuple[str, str]]:
    group = provider(Desk(user=user, today=TODAY))
    said = [(item.title, str(item.detail)) for item in group.items] if group else []
    return [(title, detail.replace("\xa0", " ")) for title, detail in said]


def event(branch, title, *dates, **values):
    return AwarenessEventPageFactory(branch=branch, title=title, dates=list(dates), **values)


def test_what_takes_place_tomorrow(branch, officer):
    place = PlaceFactory(branch=branch, name="Grand marché")
    event(branch, "Tard", on(day(1), "15:00"))
    event(branch, "Tôt", on(day(1), "09:00", "12:00"), place=place)
    event(branch, "Aujourd’hui", on(day(0)))
    event(branch, "Après-demain", on(day(2)))
    event(branch, "Annulé", on(day(1)), date_changes=[change("cancelled", day(1))])
    event(branch, "Projet", on(day(1)), live=False)
    assert lines(events_tomorrow, officer) == [
        ("Tôt", "de 9 h à 12 h, Grand marché"),
        ("Tard", "à partir de 15 h"),
    ]


def test_courses_whose_registration_closes_soon(branch, officer):
    for title, number in (("Hier", -1), ("Ce soir", 0), ("Dans 7 jours", 7), ("Plus tard", 8)):
        TrainingCoursePageFactory(branch=branch, title=title, registration_closes=day(number))
    TrainingCoursePageFactory(branch=branch, registration_closes=day(1), live=False)
    assert lines(closing_registrations, officer) == [
        ("Ce soir", "jusqu’au mardi 9 mars"),
        ("Dans 7 jours", "jusqu’au mardi 16 mars"),
    ]


def test_past_dates_without_a_report(branch, officer):
    event(branch, "Passé", on(day(-1), "09:00", "12:00"))
    event(branch, "Aujourd’hui", on(day(0), "00:00", "00:30"))
    event(branch, "Oublié", on(day(-100)))
    event(branch, "Annulé", on(day(-1)), date_changes=[change("cancelled", day(-1))])
    told, whole = (event(branch, title, on(day(-3), "09:00")) for title in ("Dit", "Tout"))
    for one, key in ((told, Occurrence.objects.get(event=told.pk).recurrence_id), (whole, "")):
        AttendanceReport.objects.create(
            branch=branch, event=one, recurrence_id=key, method="paper", total=1
        )
    assert lines(missing_reports, officer) == [("Passé", "Lundi 8 mars")]


def test_a_report_is_asked_for_each_date_of_a_series_and_leads_to_its_form(branch, officer):
    series = event(branch, "Cours", weekly(day(-14), "09:00", "12:00", count=4))
    group = missing_reports(Desk(user=officer, today=TODAY))
    assert [item.url for item in group.items] == [
        f"/admin/evenements/{series.pk}/presences/?date={day(-number):%Y%m%d}T090000"
        for number in (7, 14)
    ]
    assert group.all_url == "/admin/evenements/?report=missing"


def test_the_title_of_a_sensitive_event_stays_discreet(branch, officer):
    event(branch, "Sortir de la violence", on(day(-1)), is_sensitive=True, neutral_title="Thé")
    assert lines(missing_reports, officer) == [("Thé", "Lundi 8 mars")]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("role", list(Role))
def test_another_commune_is_not_seen(branch, other_branch, provider, role):
    for title, number in (("Ailleurs hier", -1), ("Ailleurs demain", 1)):
        event(other_branch, title, on(day(number)))
    TrainingCoursePageFactory(branch=other_branch, registration_closes=day(1))
    assert lines(provider, make_user(branch, role)) == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_costs_the_same_for_one_and_for_many(branch, officer, provider):
    def make(times):
        for number in range(times):
            event(branch, f"Passé {times} {number}", on(day(-1)))
            place = PlaceFactory(branch=branch)
            event(branch, f"Demain {times} {number}", on(day(1)), place=place)
            TrainingCoursePageFactory(branch=branch, registration_closes=day(1))

    make(1)
    lines(provider, officer)
    with CaptureQueriesContext(connection) as few:
        lines(provider, officer)
    make(SHOWN + 2)
    with CaptureQueriesContext(connection) as many:
        assert len(lines(provider, officer)) == SHOWN
    assert len(many) == len(few)
    assert len(few) <= 2
