"""Statements written once give what a queryset gives."""

import datetime as dt

import pytest
from wagtail.models import Page

from centre.models import Commune, Recording
from centre.reading import Reading, read_together, whole
from centre.statements import Lookup, Rows, Statement
from home.models import CentreHomePage, StandardPage
from services.models import (
    Need,
    Place,
    PlaceOpeningHours,
    PublicHoliday,
    ServiceIndexPage,
    ServicePage,
)
from tests.factories import (
    NeedFactory,
    PlaceFactory,
    PublicHolidayFactory,
    ServicePageFactory,
    StandardPageFactory,
    week_hours,
)

pytestmark = pytest.mark.django_db


def columns(instance) -> dict:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.fields}


@pytest.mark.parametrize("model", [CentreHomePage, ServiceIndexPage, ServicePage, StandardPage])
def test_a_page_looked_up_is_the_page(branch, model):
    ServicePageFactory(is_free=None, women_only=True, application_process=[
        ("step", {"title": "Vous venez", "text": ""})])  # fmt: skip
    StandardPageFactory(body=[("heading", "Un titre")])
    page = model.objects.get()
    found = Lookup(model).get(page.pk)
    assert columns(found) == columns(page)
    assert not found._state.adding


def test_a_lookup_brings_what_it_is_told_to(branch, django_assert_num_queries):
    lookup = Lookup(CentreHomePage, "branch")
    with django_assert_num_queries(1):
        home = lookup.get(branch.root_page_id)
        assert columns(home.branch) == columns(branch)
        assert home.branch.root_page is home


def test_a_home_page_without_a_branch_is_found(branch):
    CentreHomePage.objects.filter(pk=branch.root_page_id).update(slug="seul")
    branch.delete()
    home = Lookup(CentreHomePage, "branch").get(branch.root_page_id)
    assert home.slug == "seul"
    assert not hasattr(home, "branch")


def test_a_key_that_leads_nowhere_gives_nothing(db):
    assert Lookup(StandardPage).get(0) is None


@pytest.mark.parametrize("slugs", [[], ["a"], ["a", "b"], ["b", "%s", "' OR 1=1 --", "a"]])
def test_values_are_filled_in_where_they_stand(db, slugs):
    for slug in "abc":
        NeedFactory(slug=slug)
    some = Statement(
        lambda *wanted: Need.objects.filter(slug__in=["c", *wanted]).values_list("slug")
    )
    for asked in (slugs, ["a"], slugs):
        expected = Need.objects.filter(slug__in=["c", *asked]).values_list("slug")
        assert sorted(some.rows(*asked)) == sorted(expected)


def test_instants_and_a_limit_are_filled_in_too(branch):
    start = dt.datetime(2026, 3, 2, 9, 30, 0, 250_000, tzinfo=dt.UTC)
    days = [start + n * dt.timedelta(days=1) for n in range(4)]
    pages = [StandardPageFactory(first_published_at=day).page_ptr for day in days]
    first_two = Rows(
        Page,
        lambda after: Page.objects.filter(first_published_at__gt=after).order_by("pk")[:2],
    )
    for n, day in enumerate(days):
        found = first_two.find(day)
        assert found == pages[n + 1 :][:2]
        assert [one.first_published_at for one in found] == days[n + 1 :][:2]


def test_tables_read_together_are_as_read_one_by_one(branch):
    PlaceFactory(latitude="7.53", longitude="1.13", opening_hours=week_hours(("08:00", "12:30")))
    PlaceFactory(confidential=True)
    PublicHolidayFactory(date=dt.date(2026, 5, 1))
    models = {model.__name__: model for model in (Place, PlaceOpeningHours, PublicHoliday, Page)}
    read = read_together(**{name: model.objects.all() for name, model in models.items()})
    for name, model in models.items():
        expected = {one.pk: columns(one) for one in model.objects.all()}
        assert {one.pk: columns(one) for one in read[name]} == expected
    assert read["Place"] == list(Place.objects.all())


def test_what_is_json_is_read_when_asked(branch, django_assert_num_queries):
    Commune.objects.update(aliases=["Ogou-1"])
    (commune,) = read_together(communes=Commune.objects.all())["communes"]
    with django_assert_num_queries(0):
        assert commune.name == "Ogou 1"
    assert commune.aliases == ["Ogou-1"]


def test_a_reading_may_find_nothing(branch):
    reading = Reading(
        lambda pk: {
            "pages": whole(Page.objects.filter(pk=pk)),
            "recordings": whole(Recording.objects.filter(page=pk)),
        }
    )
    assert reading(0) == {"pages": [], "recordings": []}
    assert [row["id"] for row in reading(branch.root_page_id)["pages"]] == [branch.root_page_id]
