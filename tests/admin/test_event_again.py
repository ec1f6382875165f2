"""Hold an event again: two clicks, another event, nothing of what happened to the first."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from centre.models import Role
from events.models import (
    Announcement,
    AttendanceReport,
    AwarenessEventPage,
    EventPage,
    Occurrence,
    ProgrammeItem,
    TrainingCoursePage,
)
from events.staff.again import hold_again, next_same_weekday
from tests.factories import (
    AwarenessEventPageFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    make_user,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2027, 3, 8)


@pytest.fixture
def officer(branch):
    return make_user(branch, Role.EVENTS)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def event(branch):
    event = AwarenessEventPageFactory(
        branch=branch,
        title="Nos droits",
        slug="nos-droits",
        dates=[weekly("2027-01-05", "09:00", "12:00", until=dt.date(2027, 1, 19))],
        date_changes=[change("cancelled", "2027-01-12")],
        timetable=[ProgrammeItem(day=dt.date(2027, 1, 5), title="Accueil")],
        themes=[ThemeFactory(title="Nos droits")],
        decisions="Recommencer.",
        audience="Toutes",
        photo_consent=True,
    )
    AttendanceReport.objects.create(branch=branch, event=event, total=12, method="paper")
    Announcement.objects.create(event=event, medium="sms", text="Venez", made_from="Venez")
    return event


def address_of(event) -> str:
    return reverse("events_again", args=[event.pk])


def form_of(desk, event) -> dict:
    soup = BeautifulSoup(desk.get(address_of(event)).content.decode(), "html.parser")
    inputs = soup.select("form.staff-count__form input[type=date]")
    return {one["name"]: one["value"] for one in inputs}


@pytest.mark.parametrize("today", [MONDAY, MONDAY + dt.timedelta(days=6)])
def test_the_next_same_weekday_is_that_of_next_week(today):
    assert next_same_weekday(dt.date(2027, 1, 5), today) == dt.date(2027, 3, 16)


def proposed(desk, event) -> dt.date:
    (shown,) = form_of(desk, event).values()
    return dt.date.fromisoformat(shown)


@pytest.fixture
def today():
    return timezone.localdate()


def test_the_same_weekday_of_next_week_is_filled_in(desk, branch, today):
    past = today - dt.timedelta(days=100)
    event = AwarenessEventPageFactory(branch=branch, dates=[on(past)])
    assert proposed(desk, event) == next_same_weekday(past, today)
    assert proposed(desk, event).weekday() == past.weekday()


def test_what_is_still_to_come_is_held_again_after_it(desk, branch, today):
    start = today + dt.timedelta(days=10)
    event = AwarenessEventPageFactory(branch=branch, dates=[weekly(start, count=4)])
    assert proposed(desk, event) == start + dt.timedelta(weeks=4)


def test_one_click_more_makes_a_draft_and_opens_it(desk, officer, event):
    response = desk.post(address_of(event), form_of(desk, event))
    copied = AwarenessEventPage.objects.latest("pk")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copied.pk])
    assert desk.get(response.url).status_code == 200
    assert (copied.live, copied.owner, copied.slug) == (False, officer, "nos-droits-1")


def test_texts_and_hours_are_kept_and_dates_move_together(event, officer):
    line = event.dates.get()
    copied = hold_again(event, {line.uid: dt.date(2027, 3, 16)}, officer)
    moved = copied.dates.get()
    assert (moved.start_date, moved.until) == (dt.date(2027, 3, 16), dt.date(2027, 3, 30))
    assert (moved.start_time, moved.end_time) == (dt.time(9), dt.time(12))
    assert copied.timetable.get().day == dt.date(2027, 3, 16)
    assert (copied.title, copied.audience) == ("Nos droits", "Toutes")
    assert [theme.title for theme in copied.themes.all()] == ["Nos droits"]


def test_nothing_of_what_happened_is_copied(event, officer):
    copied = hold_again(event, {event.dates.get().uid: dt.date(2027, 3, 16)}, officer)
    assert copied.uid != event.uid
    assert copied.dates.get().uid != event.dates.get().uid
    assert (copied.sequence, copied.decisions, copied.photo_consent) == (0, "", False)
    assert not copied.outcome
    assert not copied.date_changes.exists()
    for model in (AttendanceReport, Announcement, Occurrence):
        assert not model.objects.filter(event=copied.pk).exists()
        assert model.objects.filter(event=event.pk).exists()


def test_two_copies_are_independent_of_each_other_and_of_the_first(event, officer):
    uid = event.dates.get().uid
    one = hold_again(event, {uid: dt.date(2027, 3, 16)}, officer)
    two = hold_again(event, {uid: dt.date(2027, 4, 13)}, officer)
    assert len({event.uid, one.uid, two.uid}) == 3
    one.get_latest_revision().publish()
    two.get_latest_revision().publish()
    one.specific.delete()
    first = Occurrence.objects.filter(event=two.pk).earliest("starts")
    assert first.start_date == dt.date(2027, 4, 13)
    assert Occurrence.objects.filter(event=event.pk).count() == 3


def test_the_registration_of_a_course_moves_with_it(branch, officer):
    course = TrainingCoursePageFactory(
        branch=branch,
        dates=[on("2027-01-05"), on("2027-01-07")],
        registration_closes=dt.date(2026, 12, 29),
    )
    first, second = course.dates.all()
    days = {first.uid: dt.date(2027, 3, 16), second.uid: dt.date(2027, 3, 18)}
    copied = TrainingCoursePage.objects.get(pk=hold_again(course, days, officer).pk)
    assert copied.registration_closes == dt.date(2027, 3, 9)
    assert [line.start_date.day for line in copied.dates.all()] == [16, 18]


def test_an_event_without_a_date_is_copied_too(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on(None, precision="unknown")])
    desk.post(address_of(event), {})
    assert EventPage.objects.count() == 2


@pytest.mark.parametrize("typed", ["", "2027-02-29", "hier", "0001-01-01", "9999-01-01"])
def test_a_bad_day_copies_nothing(desk, event, typed):
    (name,) = form_of(desk, event)
    response = desk.post(address_of(event), {name: typed})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert EventPage.objects.count() == 1


def test_the_way_there_stands_in_the_list_and_in_the_editor(desk, event):
    for page in (reverse("agenda:index"), reverse("wagtailadmin_pages:edit", args=[event.pk])):
        assert f'href="{address_of(event)}"' in desk.get(page).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", list(Role))
def test_an_event_of_another_commune_is_not_copied(client, branch, other_branch, role, method):
    agenda(branch)
    event = AwarenessEventPageFactory(branch=other_branch, title="Ailleurs")
    client.force_login(make_user(branch, role))
    response = getattr(client, method)(address_of(event))
    assert response.status_code in {302, 403, 404}
    assert "Ailleurs" not in response.content.decode()
    assert EventPage.objects.count() == 1


def test_a_partner_does_not_copy_what_is_not_hers(client, branch, event):
    client.force_login(make_user(branch, Role.PARTNER))
    assert client.get(address_of(event)).status_code in {302, 403}
