"""P13: twenty register at once for three places, each with a thread and a connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from events.models import Enrolment
from events.models.enrolment import HOLDING
from events.register import acts
from tests.factories import (
    EnrolmentFactory,
    RegisterDeclarationFactory,
    TrainingCoursePageFactory,
)

AT_ONCE = 20
PLACES = 3
URL = "/agenda/savon/inscription/"


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """A copy of the test database: what threads share is committed, and goes away with it."""
    creation, settings = connection.creation, connection.settings_dict
    with django_db_blocker.unblock():
        connection.close()
        creation.clone_test_db("threads", verbosity=0)
        name = settings["NAME"]
        settings["NAME"] = creation.get_test_db_clone_settings("threads")["NAME"]
        yield
        connection.close()
        settings["NAME"] = name
        creation.destroy_test_db(suffix="threads", verbosity=0)


@pytest.fixture
def course(branch, clock):
    clock("2026-12-01 09:00")
    RegisterDeclarationFactory(branch=branch)
    return TrainingCoursePageFactory(
        branch=branch, slug="savon", maximum_attendee_capacity=PLACES, registration="desk"
    )


def at_once(act, things) -> list:
    """Return what ``act`` gives for each of ``things``, all started at the same instant."""
    things = list(things)
    start = Barrier(len(things))

    def one(thing):
        try:
            start.wait(timeout=60)
            return act(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


def test_twenty_at_once_for_three_places(course):
    def register(number: int) -> int:
        answers = {"name": f"Prénom {number}", "persons": "1", "consent": "on"}
        return Client().post(URL, answers).status_code

    assert at_once(register, range(AT_ONCE)) == [303] * AT_ONCE
    statuses = list(Enrolment.objects.values_list("status", flat=True))
    assert statuses == ["pending"] * PLACES + ["waitlist"] * (AT_ONCE - PLACES)
    assert Enrolment.objects.values("reference").distinct().count() == AT_ONCE


def test_those_who_leave_at_once_are_each_replaced_once(course):
    came = EnrolmentFactory.create_batch(AT_ONCE, course=course)
    leaving = [*came[:PLACES], *came[:PLACES]]
    left = at_once(lambda enrolment: acts.cancel(enrolment, None), leaving)
    assert sum(left) == PLACES
    inside = Enrolment.objects.filter(status__in=HOLDING)
    assert [one.pk for one in inside] == [one.pk for one in came[PLACES : 2 * PLACES]]


def test_one_who_touches_the_button_twice_at_once_registers_once(course):
    page = Client().get(URL).content.decode()
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    answers = {"name": "Afi", "persons": "1", "consent": "on", "ticket": ticket}
    sent = at_once(lambda number: Client().post(URL, answers)["Location"], range(4))
    assert len(set(sent)) == 1
    assert Enrolment.objects.count() == 1
