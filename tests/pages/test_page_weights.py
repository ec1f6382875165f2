"""Every type of page stays light, and who makes one heavier is told which bytes grew."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from centre.models import CentrePage
from centre.routing import branch_routes
from centre.weight.measure import BUDGET, PAGE_BUDGET
from events.models import EventPage, TrainingCoursePage
from tests.pages import demonstration, page_weights
from tests.pages.page_weights import LEFT_OUT, OTHERS, SAMPLES, grown, recorded, table, weighed

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Africa/Lome"))
MOST_SCRIPT = 3_000


@pytest.fixture(scope="module")
def weights(django_db_setup, django_db_blocker):
    """The weight of every page of the demonstration, on one day; made once and then undone."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(timezone, "now", lambda: NOW)
        demonstration.load_demo()
        call_command("make_renditions", verbosity=0)
        tree = page_weights.tree_pages()
        every = {model for model in apps.get_models() if issubclass(model, CentrePage)}
        # What both kinds of event have: no page is of this type alone.
        every = {model for model in every if model is not EventPage}
        # Those of the federation: tests/pages/test_portal_budget.py.
        every = {model for model in every if model._meta.app_label != "communes"}
        assert {type(page) for page in tree} == every
        course = TrainingCoursePage.objects.live().get(slug="compter-vendre")
        addresses = [page.url for page in tree] + list(page_weights.route_pages().values())
        addresses += OTHERS + page_weights.enrolment_pages(course)
        found = {name_of(address): weighed(address) for address in addresses}
        transaction.set_rollback(True)
    if os.environ.get("RECORD_WEIGHTS"):
        page_weights.write_down(found)
    return found


def name_of(address):
    """Return ``address``; a receipt is named after its form: its reference is drawn."""
    form, found, reference = address.partition("/inscription/")
    return f"{form}{found}…" if reference else address


def over(weights, most, *parts):
    return [name for name, one in weights.items() if sum(one[part] for part in parts) > most]


def test_every_route_is_weighed_or_left_out_for_a_reason():
    names = {pattern.name for pattern in branch_routes()}
    assert names >= SAMPLES.keys() | LEFT_OUT.keys()
    plain = {one.name for one in branch_routes() if not one.pattern.converters}
    assert names - plain - SAMPLES.keys() - LEFT_OUT.keys() == set()


def test_the_page_with_its_style_and_scripts_fits_one_round_trip(weights):
    heavy = over(weights, PAGE_BUDGET, "head", "html", "css", "scripts")
    assert heavy == [], table(heavy, weights, recorded())


def test_with_its_pictures_too_a_page_is_light_on_a_phone(weights):
    heavy = over(weights, BUDGET, "head", "html", "css", "scripts", "images", "icon")
    assert heavy == [], table(heavy, weights, recorded())


def test_scripts_are_few(weights):
    heavy = over(weights, MOST_SCRIPT, "scripts")
    assert heavy == [], table(heavy, weights, recorded())


def test_no_part_of_a_page_grew_unnoticed(weights):
    before = recorded()
    assert weights.keys() == before.keys(), f"other pages than written down: {page_weights.COMMAND}"
    heavier = [name for name, one in weights.items() if grown(one, before[name])]
    assert heavier == [], table(heavier, weights, before)


def test_the_pages_weighed_do_have_pictures_and_style(weights):
    assert weights["/le-centre/"]["images"] > 1_000
    assert all(one["css"] > 500 and one["icon"] > 50 for one in weights.values())


def test_who_makes_a_page_heavier_is_told_which_bytes_grew():
    before = dict.fromkeys(page_weights.PARTS, 1000)
    now = before | {"css": 1101, "images": 1100}
    assert grown(now, before) == ["css"]
    lines = table(["/"], {"/": now}, {"/": before}).splitlines()
    assert lines[1].split() == ["bytes", *page_weights.PARTS]
    assert "1000 → 1101*" in lines[2]
    assert "1000 → 1100 " in lines[2]
    assert page_weights.COMMAND in lines[3]
