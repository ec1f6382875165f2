"""What a public page may cost: queries, bytes, requests. Times are measured by ``make bench``."""

import re
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client

from centre.search.rebuild import rebuild
from services.models import ServicePage
from tests.factories import make_branch
from tests.pages.budget_site import (
    MISSING,
    PAGES,
    Loaded,
    add_services,
    cold_and_warm,
    fill,
    weight,
    without_values,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
FIRST_VISIT = 14_000
REPEAT_VISIT = 1_000
MOST_REQUESTS = 4
HTML = [name for name in PAGES if not re.search("map|robots|favicon", name)]
MANY = 50


@pytest.fixture(autouse=True)
def all_are_open(clock):
    """A moment within the hours of every service: "open now" finds one as it finds fifty."""
    clock("2026-03-04 10:00")


@pytest.fixture(scope="module")
def full_centre(django_db_setup, django_db_blocker):
    """A centre with fifty services, all of which can be found; made once and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        branch = make_branch(is_default_site=True)
        add_services(branch, range(MANY), **fill(branch))
        rebuild()
        yield branch
        transaction.set_rollback(True)


def test_every_page_answers(full_centre):
    answers = {name: Client().get(path).status_code for name, path in PAGES.items()}
    assert answers == {name: 404 if name in MISSING else 200 for name in PAGES}


def test_queries_are_few_and_none_is_repeated_nor_writes(full_centre):
    found = cold_and_warm()
    counts = {name: len(sent) for name, sent in found.items()}
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}
    writes = [
        sql for sent in found.values() for sql in sent if not sql.lstrip("(").startswith("SELECT")
    ]
    assert writes == []
    assert {name: sent for name, sent in found.items() if len(sent) != len(set(sent))} == {}


def test_no_query_is_asked_in_a_loop(full_centre):
    # Twice the same question about other things happens: the sizes of two pictures.
    alike = {
        name: Counter(map(without_values, sent)).most_common(1)
        for name, sent in cold_and_warm().items()
    }
    assert {name: most for name, most in alike.items() if most and most[0][1] > 2} == {}


def test_fifty_services_cost_as_many_queries_as_one(full_centre):
    fifty = {name: len(sent) for name, sent in cold_and_warm().items()}
    ServicePage.objects.exclude(slug="service-0").delete()
    rebuild()
    assert {name: len(sent) for name, sent in cold_and_warm().items()} == fifty


def test_first_visit_fits_one_round_trip(full_centre):
    weights = {name: weight(PAGES[name])[0] for name in HTML}
    assert {name: size for name, size in weights.items() if size > FIRST_VISIT} == {}


def test_a_page_loads_little_else(full_centre):
    loaded = {name: Loaded(weight(PAGES[name])[1]).addresses for name in HTML}
    assert {name: one for name, one in loaded.items() if len(one) + 1 > MOST_REQUESTS} == {}
    outside = [address for one in loaded.values() for address in one if "//" in address]
    assert outside == []


def test_repeat_visit_costs_next_to_nothing(full_centre):
    for name in HTML:
        if name in MISSING:
            continue
        first = Client().get(PAGES[name], headers={"accept-encoding": "gzip"})
        tag = {"accept-encoding": "gzip", "if-none-match": first["ETag"]}
        again = Client().get(PAGES[name], headers=tag)
        assert (name, again.status_code, again.content) == (name, 304, b"")
        assert weight(PAGES[name], **{"if-none-match": first["ETag"]})[0] <= REPEAT_VISIT


def test_anonymous_visit_sets_no_cookie_and_does_not_vary_by_it(full_centre):
    for name, path in PAGES.items():
        response = Client().get(path)
        assert (name, dict(response.cookies)) == (name, {})
        assert (name, "cookie" in response.get("Vary", "").lower()) == (name, False)
