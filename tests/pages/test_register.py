"""Registering on the site: a place, a reference, and nothing else that stays."""

import datetime as dt
import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from centre.models import Branch
from events.models import Enrolment, EnrolmentStatus, Occurrence, RegisterDeclaration
from events.register import acts
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    RegisterDeclarationFactory,
    TrainingCoursePageFactory,
    change,
    on,
    weekly,
)
from tests.pages.test_bad_input import HOSTILE

pytestmark = pytest.mark.django_db

URL = "/agenda/savon/inscription/"
ANSWERS = {"name": "Afi", "persons": "1", "consent": "on"}


@pytest.fixture(autouse=True)
def november(clock):
    clock("2026-11-10 09:00")


@pytest.fixture
def course(branch):
    RegisterDeclarationFactory(branch=branch)
    return TrainingCoursePageFactory(
        branch=branch, title="Faire du savon", slug="savon", maximum_attendee_capacity=3
    )


@pytest.fixture
def stranger():
    """A browser as every browser is: whoever asks for a CSRF token would get none from it."""
    return Client(enforce_csrf_checks=True)


def text_of(response) -> str:
    return unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", response.content.decode()))


def states(course) -> list[str]:
    return list(course.enrolments.values_list("status", flat=True))


def test_she_gets_a_reference_and_a_place(stranger, course):
    """P14: the answer is visible, and the organiser has it."""
    response = stranger.post(URL, ANSWERS | {"phone": "90 12 34 56", "safe_to_call": "on"})
    enrolment = course.enrolments.get()
    assert response.status_code == 303
    assert response["Location"] == f"{URL}{enrolment.reference}/"
    receipt = text_of(stranger.get(response["Location"]))
    assert enrolment.reference in receipt
    assert "Votre place est gardée" in receipt
    assert (enrolment.status, enrolment.channel) == ("pending", "web")
    assert (enrolment.phone, enrolment.safe_to_call) == ("+22890123456", True)
    assert enrolment.safe_to_leave_message is False
    assert (enrolment.consent_version, enrolment.consented_on) == (
        "2026-1",
        dt.date(2026, 11, 10),
    )
    assert enrolment.delete_after == dt.date(2027, 3, 3)


def test_nothing_of_the_visit_stays(stranger, course):
    """P30 and P31: no cookie, no session, no address, and no cache keeps the page."""
    shown = stranger.get(URL)
    sent = stranger.post(URL, ANSWERS, REMOTE_ADDR="203.0.113.77")
    receipt = stranger.get(sent["Location"])
    for response in (shown, sent, receipt):
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
    assert not Session.objects.exists()
    kept = {field.name for field in Enrolment._meta.get_fields()}
    assert not {name for name in kept if re.search("ip|address|session|agent|cookie", name)}
    assert "203.0.113.77" not in str(Enrolment.objects.values())
    assert "noindex" in shown["X-Robots-Tag"]
    assert "csrf" not in shown.content.decode()


def test_the_receipt_says_nothing_of_who_it_is(stranger, course):
    secret = EnrolmentFactory(
        course=course, name="Zénabou", phone="90998877", village="Kpétsou", persons=2
    )
    receipt = stranger.get(f"{URL}{secret.reference.lower()}/").content.decode()
    assert secret.reference in receipt
    for word in ("Zénabou", "90998877", "90 99 88 77", "Kpétsou"):
        assert word not in receipt


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("confirmed", "Votre place est confirmée"),
        ("waitlist", "liste d’attente"),
        ("cancelled", "Cette inscription est annulée"),
    ],
)
def test_the_receipt_says_where_it_stands(stranger, course, status, sentence):
    enrolment = EnrolmentFactory(course=course)
    Enrolment.objects.update(status=status)
    assert sentence in text_of(stranger.get(f"{URL}{enrolment.reference}/"))


def test_errors_stand_next_to_their_fields_and_nothing_is_lost(stranger, course):
    answers = {
        "name": "",
        "persons": "9",
        "phone": "bonjour",
        "village": "Agbonou",
        "safe_to_call": "on",
        "sex": "f",
    }
    response = stranger.post(URL, answers)
    html = response.content.decode()
    assert response.status_code == 200
    for name in ("name", "persons", "phone", "consent"):
        assert f'id="champ_{name}_error"' in html
    assert 'value="Agbonou"' in html and 'value="bonjour"' in html
    assert '<option value="f" selected>' in html
    assert re.search(r'name="safe_to_call"[^>]* checked', html)
    assert "La formation a 3 places en tout." in unescape(html)
    assert not Enrolment.objects.exists()
    assert re.findall("<script[^>]*>", html) == ['<script type="module" src="/static/js/exit.js">']
    assert html.index("data-exit") < html.index('class="skip"')


def test_what_is_safe_needs_its_number(stranger, course):
    html = stranger.post(URL, ANSWERS | {"safe_to_leave_message": "on"}).content.decode()
    assert 'id="champ_phone_error"' in html


def test_a_machine_that_fills_in_everything_is_told_so(stranger, course):
    html = stranger.post(URL, ANSWERS | {"message": "http://x.example"}).content.decode()
    assert 'id="champ_message_error"' in html
    assert not Enrolment.objects.exists()


def test_a_second_tap_on_the_button_is_the_same_registration(stranger, course):
    ticket = re.search(r'name="ticket" value="([^"]+)"', stranger.get(URL).content.decode())[1]
    first, second = (stranger.post(URL, ANSWERS | {"ticket": ticket}) for _ in range(2))
    assert first["Location"] == second["Location"]
    sister = stranger.post(URL, ANSWERS | {"ticket": ticket, "name": "Akouvi"})
    assert sister["Location"] != first["Location"]
    assert sorted(course.enrolments.values_list("name", flat=True)) == ["Afi", "Akouvi"]


def test_nobody_chooses_a_reference(stranger, course):
    stranger.post(URL, ANSWERS | {"ticket": "MOI:fausse"})
    assert course.enrolments.get().reference != "MOI"


def test_full_is_said_before_and_after(stranger, course):
    assert "Il reste 3 places." in text_of(stranger.get(URL))
    EnrolmentFactory(course=course, persons=3)
    assert "vous serez sur la liste d’attente" in text_of(stranger.get(URL))
    stranger.post(URL, ANSWERS)
    assert states(course) == ["pending", "waitlist"]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-01 09:00", False),
        ("2026-11-02 09:00", True),
        ("2026-12-02 09:00", True),
        ("2026-12-09 09:00", True),
        ("2026-12-10 23:30", True),
        ("2026-12-11 09:00", False),
    ],
)
def test_one_window_for_the_whole_course_not_for_each_session(
    stranger, branch, clock, moment, is_open
):
    """P12: five weekly sessions from 2 to 30 December, registration until the 10th."""
    RegisterDeclarationFactory(branch=branch)
    TrainingCoursePageFactory(
        branch=branch,
        slug="savon",
        dates=[weekly("2026-12-02", "09:00", "12:00", count=5)],
        registration_opens=dt.date(2026, 11, 2),
        registration_closes=dt.date(2026, 12, 10),
    )
    assert Occurrence.objects.count() == 5
    clock(moment)
    shown = stranger.get(URL)
    assert shown.status_code == 200
    assert ('method="post"' in shown.content.decode()) is is_open
    assert ("Inscriptions" in text_of(shown)) is True
    stranger.post(URL, ANSWERS)
    assert Enrolment.objects.exists() is is_open
    link = f'href="{URL}"' in stranger.get("/agenda/savon/").content.decode()
    assert link is is_open


def test_a_course_called_off_takes_nobody_and_says_so(stranger, branch):
    RegisterDeclarationFactory(branch=branch)
    TrainingCoursePageFactory(
        branch=branch, slug="savon", date_changes=[change("cancelled", "2026-12-03")]
    )
    assert "n’a pas lieu comme prévu" in text_of(stranger.get(URL))
    stranger.post(URL, ANSWERS)
    assert not Enrolment.objects.exists()


def test_without_a_declaration_there_is_no_register(stranger, course):
    enrolment = EnrolmentFactory(course=course)
    RegisterDeclaration.objects.get().delete()
    assert stranger.get(URL).status_code == 404
    assert stranger.post(URL, ANSWERS).status_code == 404
    assert stranger.get(f"{URL}{enrolment.reference}/").status_code == 404
    assert URL not in stranger.get("/agenda/savon/").content.decode()
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"live": False},
        {"registration": "none"},
        {"registration": "link", "registration_url": "https://example.com/"},
        {"dates": [on(None, precision="unknown")]},
    ],
)
def test_a_course_that_takes_no_registration_here_has_no_form(stranger, branch, values):
    RegisterDeclarationFactory(branch=branch)
    TrainingCoursePageFactory(branch=branch, slug="savon", **values)
    assert stranger.get(URL).status_code == 404


def test_an_event_that_is_no_course_has_no_form(stranger, branch):
    RegisterDeclarationFactory(branch=branch)
    AwarenessEventPageFactory(branch=branch, slug="savon")
    assert stranger.get(URL).status_code == 404


def test_a_course_of_another_commune_is_not_here(stranger, branch, other_branch):
    for one in (branch, other_branch):
        RegisterDeclarationFactory(branch=one)
    foreign = EnrolmentFactory(course=TrainingCoursePageFactory(branch=other_branch, slug="savon"))
    assert stranger.get(URL).status_code == 404
    TrainingCoursePageFactory(branch=branch, slug="savon")
    assert stranger.get(f"{URL}{foreign.reference}/").status_code == 404
    there = stranger.get(f"{URL}{foreign.reference}/", HTTP_HOST="zio-1.example.com")
    assert there.status_code == 200


def test_other_pages_still_ask_for_a_token(stranger, course):
    assert stranger.post("/agenda/savon/").status_code == 403
    assert stranger.put(URL).status_code == 405


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.dictionaries(
        st.sampled_from([*ANSWERS, "phone", "sex", "age_band", "disability", "ticket", "village"]),
        st.sampled_from([*HOSTILE, "1", "on", "f", "90 12 34 56"]),
    )
)
def test_no_answer_makes_it_fail(stranger, course, answers):
    assert stranger.post(URL, answers).status_code in (200, 303)


def test_no_reference_makes_it_fail(stranger, course):
    for reference in ("ABC234", "-", "x" * 300, "0", "ÀÉ"):
        assert stranger.get(f"{URL}{reference}/").status_code == 404


def test_who_registers_makes_no_page_anew(stranger, course):
    before = Branch.objects.get().content_version
    stranger.post(URL, ANSWERS)
    assert Branch.objects.get().content_version == before


def test_cancelling_frees_the_place_for_the_first_who_waits(course, director):
    """P13. The log names the reference, never the person."""
    first, second, third = (
        EnrolmentFactory(course=course, persons=persons, name="Zénabou") for persons in (3, 2, 1)
    )
    assert states(course) == ["pending", "waitlist", "waitlist"]
    acts.cancel(first, director)
    assert states(course) == ["cancelled", "pending", "pending"]
    entries = ModelLogEntry.objects.filter(action=acts.PROMOTE)
    assert {entry.label for entry in entries} == {second.reference, third.reference}
    assert "Zénabou" not in str(list(ModelLogEntry.objects.values()))
    assert not acts.cancel(first, director)


def test_nobody_overtakes_a_group_that_does_not_fit(course):
    one, two, group = (EnrolmentFactory(course=course, persons=persons) for persons in (1, 2, 3))
    alone = EnrolmentFactory(course=course, persons=1)
    acts.cancel(one, None)
    assert states(course) == ["cancelled", "pending", "waitlist", "waitlist"]
    acts.cancel(group, None)
    alone.refresh_from_db()
    assert alone.status == EnrolmentStatus.PENDING
    acts.cancel(two, None)
    assert not acts.confirm(two, None)


def test_at_the_desk_she_is_confirmed_at_once(course):
    enrolment = EnrolmentFactory(course=course, channel="desk")
    assert enrolment.status == EnrolmentStatus.CONFIRMED


def test_more_places_and_other_dates_count_once_published(course):
    EnrolmentFactory(course=course, persons=3)
    EnrolmentFactory(course=course, persons=2)
    course.maximum_attendee_capacity = 5
    course.dates = [on("2026-12-20", "09:00", "12:00")]
    course.save_revision()
    assert states(course) == ["pending", "waitlist"]
    course.get_latest_revision().publish()
    assert states(course) == ["pending", "pending"]
    kept = set(course.enrolments.values_list("delete_after", flat=True))
    assert kept == {dt.date(2027, 3, 20)}


def test_a_course_without_a_date_is_kept_for_a_year(branch):
    course = TrainingCoursePageFactory(branch=branch, dates=[on(None, precision="unknown")])
    assert EnrolmentFactory(course=course).delete_after == dt.date(2027, 11, 10)


def test_names_are_erased_on_their_day(course, clock, capsys):
    enrolment = EnrolmentFactory(course=course)
    enrolment.attendances.create(recurrence_id="20261203T090000", presence="present")
    clock("2027-03-03 23:59")
    call_command("purge_registers")
    assert Enrolment.objects.count() == 1
    clock("2027-03-04 00:01")
    call_command("purge_registers")
    assert not Enrolment.objects.exists()
    assert [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()] == [
        "0.",
        "1.",
    ]


def test_a_course_that_lasts_longer_keeps_its_names(course, clock):
    """A series gets its later dates every night, without being published again."""
    EnrolmentFactory(course=course)
    Occurrence.objects.update(end_date=dt.date(2027, 6, 1))
    clock("2027-03-04 00:01")
    call_command("purge_registers")
    assert Enrolment.objects.get().delete_after == dt.date(2027, 8, 30)


def test_a_course_taken_off_the_site_still_forgets(course, clock):
    EnrolmentFactory(course=course)
    course.unpublish()
    clock("2027-03-04 00:01")
    call_command("purge_registers")
    assert not Enrolment.objects.exists()


def test_the_form_asks_few_questions_of_the_database(
    stranger, course, django_assert_max_num_queries
):
    EnrolmentFactory.create_batch(5, course=course)
    stranger.get(URL)
    with django_assert_max_num_queries(12):
        stranger.get(URL)
