"""The index is compared with what the public can read, and repaired where it differs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.models.search import SearchEntry, SearchPosting, SearchWord, SearchWordKey
from centre.search.documents import TITLE
from centre.search.drift import repair
from centre.search.index import index_entry
from centre.search.query import search
from centre.search.rebuild import rebuild
from services.models import HelpLine, ServicePage
from tests.factories import PlaceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(branch):
    """An index that is right, with a service and a place."""
    HelpLine.objects.all().delete()
    ServicePageFactory(branch=branch, title="Tissage", slug="tissage", keywords="pagnes")
    PlaceFactory(branch=branch, name="Marché", slug="marche")
    rebuild()
    return branch


def everything() -> list[set]:
    """Return all that is displayed, and what finds it; words keep no order."""
    postings = SearchPosting.objects.values_list("entry", "term", "scope", "weight")
    words = SearchWord.objects.values_list("word", "stem", "written")
    keys = SearchWordKey.objects.values_list("key", "word__word")
    return [set(SearchEntry.objects.values_list()), set(postings), set(words), set(keys)]


def lose_entry():
    SearchPosting.objects.all().delete()
    SearchEntry.objects.filter(kind="place").delete()


def lose_a_term():
    SearchPosting.objects.filter(term="pagn").delete()


def weigh_too_much():
    SearchPosting.objects.filter(term="tissag").update(weight=99)


def change_title():
    SearchEntry.objects.filter(kind="service").update(title="Autre")


def keep_what_is_gone():
    index_entry(None, "services.servicepage:999999", "service", "Perdu", "", "x/", {TITLE: "Perdu"})


def keep_what_no_floor_knows():
    index_entry(None, "former.thing:1", "thing", "Ancien", "", "x/", {TITLE: "Ancien"})


def keep_what_was_withdrawn():
    ServicePage.objects.filter(slug="tissage").update(live=False)


@pytest.mark.parametrize(
    ("fault", "count"),
    [
        (lose_a_term, 1),
        (weigh_too_much, 1),
        (change_title, 1),
        (keep_what_is_gone, 1),
        (keep_what_no_floor_knows, 1),
        (keep_what_was_withdrawn, 1),
    ],
)
def test_a_fault_is_found_counted_and_repaired_once(index, fault, count):
    fault()
    assert repair() == count
    repaired = everything()
    assert repair() == 0
    rebuild()
    assert repaired == everything()


def test_a_lost_index_is_made_anew(index):
    right = everything()
    lose_entry()
    assert repair() == SearchEntry.objects.count()
    assert everything() == right


def test_what_is_right_is_left_alone(index):
    with CaptureQueriesContext(connection) as queries:
        assert repair() == 0
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_what_was_found_again_is_found(index):
    lose_entry()
    assert search(index.pk, "pagnes").entries == []
    repair()
    assert [entry.title for entry in search(index.pk, "pagnes").entries] == ["Tissage"]
