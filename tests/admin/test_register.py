"""The register in the staff area: who reads it, who confirms, who takes it away."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from centre.models import Role
from centre.staff.todo import Desk, todo_groups
from events.models import Enrolment, RegisterDeclaration, SessionAttendance
from tests.admin.crawl import Page as SeenPage
from tests.admin.editing import PUBLISH, edit
from tests.factories import (
    EnrolmentFactory,
    RegisterDeclarationFactory,
    TrainingCoursePageFactory,
    make_user,
    weekly,
)

pytestmark = pytest.mark.django_db

INDEX = "/admin/inscriptions/"
NAME, PHONE, VILLAGE = "Zénabou", "90998877", "Kpétsou"
SECRETS = (NAME, PHONE, "90 99 88 77", "90\u00a099\u00a088\u00a077", VILLAGE)
WORKERS = (Role.DIRECTOR, Role.EDITOR, Role.EVENTS)


@pytest.fixture
def course(branch):
    RegisterDeclarationFactory(branch=branch)
    return TrainingCoursePageFactory(
        branch=branch,
        title="Faire du savon",
        slug="savon",
        maximum_attendee_capacity=4,
        dates=[weekly("2026-12-02", "09:00", "12:00", count=3)],
    )


@pytest.fixture
def woman(course):
    return EnrolmentFactory(course=course, name=NAME, phone=PHONE, village=VILLAGE, persons=3)


@pytest.fixture
def desk(client, branch):
    """A browser at the desk of the centre."""
    client.force_login(make_user(branch, Role.EVENTS))
    return client


@pytest.fixture
def november(monkeypatch):
    """A day before the course begins, while one may register."""
    at = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def menu_of(client) -> list[str]:
    return SeenPage(client.get("/admin/").content.decode()).menu


def addresses_of(enrolment) -> list[str]:
    keyed = ("edit", "delete", "inspect", "history", "usage", "confirm", "cancel")
    return [
        INDEX,
        f"{INDEX}?export=csv",
        reverse("enrolment:add"),
        reverse("events_presence", args=[enrolment.course_id]),
        *(reverse(f"enrolment:{name}", args=[enrolment.pk]) for name in keyed),
    ]


def written(for_course, **values) -> dict:
    return {
        "course": for_course.pk,
        "name": "Akouvi",
        "persons": "1",
        "channel": "desk",
        "consented_on": "2026-11-10",
    } | values


@pytest.mark.parametrize("role", WORKERS)
def test_who_works_with_it_sees_it(client, branch, woman, role):
    client.force_login(make_user(branch, role))
    shown = client.get(INDEX).content.decode()
    for word in (woman.reference, NAME, "Faire du savon", "à confirmer", "par téléphone"):
        assert word in shown
    assert "Inscriptions" in menu_of(client)
    assert ("Déclaration" in menu_of(client)) is (role == Role.DIRECTOR)


@pytest.mark.parametrize("who", ["partner", "superuser"])
def test_neither_a_partner_nor_the_federation_reads_a_register(request, client, woman, who):
    client.force_login(request.getfixturevalue(who))
    for address in addresses_of(woman):
        for send in (client.get, client.post):
            response = send(address)
            assert response.status_code == 404, address
    elsewhere = [
        "/admin/",
        "/admin/reports/site-history/",
        f"/admin/pages/{woman.course_id}/usage/",
        f"/admin/pages/{woman.course_id}/history/",
        f"/admin/pages/{woman.course_id}/edit/",
    ]
    for address in elsewhere:
        text = client.get(address, follow=True).content.decode()
        assert not [secret for secret in SECRETS if secret in text], address
    assert "Inscriptions" not in menu_of(client)
    assert not todo_groups_named(request.getfixturevalue(who), "Inscriptions")


def todo_groups_named(user, beginning) -> list:
    groups = todo_groups(Desk(user=user, today=dt.date(2026, 11, 10)))
    return [group for group in groups if str(group.heading).startswith(beginning)]


def test_no_public_page_file_or_index_names_her(client, course, woman):
    """P30 and P32: a secret in every private field, looked for in every output."""
    EnrolmentFactory(course=course, name=NAME, village=VILLAGE, persons=2)
    addresses = [
        "/",
        "/agenda/",
        "/agenda/savon/",
        "/agenda/savon/inscription/",
        f"/agenda/savon/inscription/{woman.reference}/",
        "/agenda/mois/2026-12/",
        "/agenda.ics",
        "/agenda/savon.ics",
        "/agenda/atom.xml",
        f"/recherche/?q={NAME}",
        "/recherche/?q=Kpétsou",
        "/sitemap.xml",
        "/sitemap-0.xml",
        "/sitemap-centre-1.xml",
        "/sitemap-1.xml",
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        if "q=" in address:
            # The search repeats the word that it was asked for.
            text = re.sub(r'value="[^"]*"|«[^»]*»|<link[^>]*>', "", text)
        assert not [secret for secret in SECRETS if secret in text], address
    assert not ReferenceIndex.get_references_to(course.page_ptr).filter(
        base_content_type__model="enrolment"
    )


def test_without_a_declaration_nothing_is_there(client, director, woman):
    RegisterDeclaration.objects.get().delete()
    client.force_login(director)
    for address in addresses_of(woman):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address
    assert "Inscriptions" not in menu_of(client)
    # The director alone still has where to declare.
    assert "Déclaration" in menu_of(client)
    client.force_login(make_user(woman.branch, Role.EDITOR, "autre"))
    assert "Déclaration" not in menu_of(client)


def test_the_director_declares_once(client, director, branch):
    client.force_login(director)
    add = reverse("registerdeclaration:add")
    client.post(add, {"reference": "N° 12", "declared_on": "2026-01-05"})
    assert RegisterDeclaration.objects.get().branch == branch
    again = client.post(add, {"reference": "N° 13", "declared_on": "2026-01-05"})
    assert again.status_code == 200
    assert "a déjà déclaré son registre" in again.content.decode()
    assert RegisterDeclaration.objects.count() == 1


def test_at_the_desk_she_is_confirmed_and_a_group_waits(desk, course):
    add = reverse("enrolment:add")
    desk.post(add, written(course))
    desk.post(add, written(course, name="Groupe Novissi", persons="4", channel="leader"))
    kept = course.enrolments.values_list("name", "status", "consent_version")
    assert list(kept) == [
        ("Akouvi", "confirmed", "2026-1"),
        ("Groupe Novissi", "waitlist", "2026-1"),
    ]
    assert course.enrolments.first().branch == course.owner_branch


@pytest.mark.parametrize(
    "wrong",
    [
        {"persons": "5"},
        {"persons": "0"},
        {"persons": "beaucoup"},
        {"phone": "bonjour"},
        {"consented_on": "2026-13-45"},
        {"channel": "web"},
        {"course": "999999"},
        {"name": "a\0b"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(desk, course, wrong):
    response = desk.post(reverse("enrolment:add"), written(course, **wrong))
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert not Enrolment.objects.exists()


def test_a_course_of_another_commune_cannot_be_chosen(desk, course, other_branch):
    RegisterDeclarationFactory(branch=other_branch)
    foreign = TrainingCoursePageFactory(branch=other_branch)
    desk.post(reverse("enrolment:add"), written(foreign))
    assert not Enrolment.objects.exists()


def test_a_group_grows_only_into_what_is_free(desk, course, woman):
    edit = reverse("enrolment:edit", args=[woman.pk])
    values = written(course, name=NAME, channel="phone")
    EnrolmentFactory(course=course, persons=1)
    waiting = EnrolmentFactory(course=course, persons=1)
    refused = desk.post(edit, values | {"persons": "4"})
    assert "Il ne reste que 0" in refused.content.decode().replace("\u00a0", " ")
    woman.refresh_from_db()
    assert woman.persons == 3
    desk.post(edit, values | {"persons": "2"})
    woman.refresh_from_db()
    waiting.refresh_from_db()
    assert (woman.persons, woman.status, waiting.status) == (2, "pending", "pending")


def test_confirm_and_cancel_are_buttons_logged_without_a_name(desk, course, woman):
    next_one = EnrolmentFactory(course=course, persons=3)
    for name in ("confirm", "cancel"):
        address = reverse(f"enrolment:{name}", args=[woman.pk])
        assert desk.get(address).status_code == 405
        desk.post(address)
    woman.refresh_from_db()
    next_one.refresh_from_db()
    assert (woman.status, next_one.status) == ("cancelled", "pending")
    entries = ModelLogEntry.objects.order_by("pk")
    assert [(entry.action, entry.label) for entry in entries] == [
        ("events.confirm_enrolment", woman.reference),
        ("events.cancel_enrolment", woman.reference),
        ("events.promote_enrolment", next_one.reference),
    ]
    assert NAME not in str(list(entries.values()))


def test_the_director_erases_on_request_and_the_place_is_free(client, director, course, woman):
    waiting = EnrolmentFactory(course=course, persons=2)
    client.force_login(director)
    client.post(reverse("enrolment:delete", args=[woman.pk]))
    waiting.refresh_from_db()
    assert waiting.status == "pending"
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("role", WORKERS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_director_alone_takes_it_away(client, branch, woman, role, kind):
    """P30: an export needs its role."""
    client.force_login(make_user(branch, role))
    response = client.get(INDEX, {"export": kind})
    is_file = response.get("Content-Disposition", "").startswith("attachment")
    assert is_file is (role == Role.DIRECTOR)
    assert ("export=csv" in client.get(INDEX).content.decode()) is (role == Role.DIRECTOR)


def test_a_name_is_no_formula_in_a_spreadsheet(client, director, course):
    EnrolmentFactory(course=course, name="=1+1")
    client.force_login(director)
    lines = b"".join(client.get(INDEX, {"export": "csv"})).decode().splitlines()
    assert "'=1+1" in lines[1].split(",")


def test_the_list_is_filtered_by_course_and_status(desk, branch, course, woman):
    other = TrainingCoursePageFactory(branch=branch, title="Compter")
    EnrolmentFactory(course=other, name="Essi")
    by_course = desk.get(INDEX, {"course": other.pk}).content.decode()
    assert "Essi" in by_course and NAME not in by_course
    confirmed = desk.get(INDEX, {"status": "confirmed"}).content.decode()
    assert "Essi" not in confirmed
    for rubbish in ({"course": "x"}, {"status": "x"}, {"course": "-1"}, {"q": "\0"}):
        assert desk.get(INDEX, rubbish).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_fifty(desk, course, woman):
    def cost() -> int:
        desk.get(INDEX)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(INDEX)
        return len(queries)

    one = cost()
    EnrolmentFactory.create_batch(40, course=course)
    assert cost() == one


def test_presence_session_by_session(desk, course, woman):
    address = reverse("events_presence", args=[course.pk])
    second = course.occurrences.get(number=2)
    shown = desk.get(address, {"seance": second.recurrence_id}).content.decode()
    assert NAME in shown and "9 décembre" in shown.replace("\u00a0", " ")
    answers = {
        "seance": second.recurrence_id,
        f"presence-{woman.pk}": "excused",
        f"reason-{woman.pk}": "malade",
    }
    assert desk.post(address, answers).status_code == 302
    row = SessionAttendance.objects.get()
    assert (row.enrolment, row.recurrence_id) == (woman, second.recurrence_id)
    assert (row.presence, row.reason) == ("excused", "malade")
    desk.post(address, answers | {f"presence-{woman.pk}": "present"})
    assert SessionAttendance.objects.get().presence == "present"
    desk.post(address, answers | {f"presence-{woman.pk}": ""})
    assert not SessionAttendance.objects.exists()


@pytest.mark.parametrize("seance", ["", "rien", "x" * 400, "\0"])
def test_presence_of_a_session_that_is_none(desk, course, woman, seance):
    address = reverse("events_presence", args=[course.pk])
    assert desk.get(address, {"seance": seance}).status_code == 200
    wrong = desk.post(address, {"seance": seance, f"presence-{woman.pk}": "là"})
    assert wrong.status_code == 200
    assert not SessionAttendance.objects.exists()


def test_presence_of_another_commune_is_not_there(desk, course, other_branch):
    RegisterDeclarationFactory(branch=other_branch)
    foreign = TrainingCoursePageFactory(branch=other_branch)
    address = reverse("events_presence", args=[foreign.pk])
    assert desk.get(address).status_code == 404
    assert desk.post(address).status_code == 404


def test_what_to_do_today_counts_those_to_confirm(course, woman, events_officer):
    EnrolmentFactory(course=course, persons=1)
    EnrolmentFactory(course=course, persons=2)
    [group] = todo_groups_named(events_officer, "Inscriptions à confirmer")
    [item] = group.items
    assert (item.title, str(item.detail)) == ("Faire du savon", "2 inscriptions à confirmer")
    assert item.url == f"{INDEX}?status=pending&course={course.pk}"


def test_who_registers_on_the_site_is_seen_at_the_desk(november, client, course, events_officer):
    """P14: the organiser has it without a message that may get lost."""
    answers = {"name": NAME, "persons": "1", "consent": "on"}
    receipt = client.post("/agenda/savon/inscription/", answers)["Location"]
    enrolment = course.enrolments.get()
    assert enrolment.reference in receipt
    client.force_login(events_officer)
    assert enrolment.reference in client.get(INDEX).content.decode()
    assert "Inscriptions à confirmer" in client.get("/admin/").content.decode()


def test_the_places_written_in_the_editor_are_those_of_the_course(november, desk, course):
    """P13: a number of places is saved, changed and taken away as it is written."""
    form = "/agenda/savon/inscription/"
    for places, said in (("7", "Il reste 7 places."), ("2", "Il reste 2 places.")):
        edit(desk, course, maximum_attendee_capacity=places, **PUBLISH)
        course.refresh_from_db()
        assert course.maximum_attendee_capacity == int(places)
        assert said in desk.get(form).content.decode()
    EnrolmentFactory(course=course, persons=2)
    assert EnrolmentFactory(course=course).status == "waitlist"
    edit(desk, course, maximum_attendee_capacity="", **PUBLISH)
    assert set(course.enrolments.values_list("status", flat=True)) == {"pending"}
    assert "Il reste" not in desk.get(form).content.decode()
