"""The published calendar follows the pages, and drafts never leak into it."""

import datetime as dt

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from events.models import Occurrence
from tests.factories import (
    AwarenessEventPageFactory,
    PublicHolidayFactory,
    TrainingCoursePageFactory,
    change,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db


def ids(event):
    return list(
        Occurrence.objects.filter(event=event.pk)
        .order_by("recurrence_id")
        .values_list("recurrence_id", flat=True)
    )


def publish(event):
    event.save_revision().publish()


def test_publishing_writes_each_date(branch):
    event = AwarenessEventPageFactory(dates=[weekly("2026-12-03", "09:00", "12:00", count=3)])
    assert ids(event) == ["20261203T090000", "20261210T090000", "20261217T090000"]
    first = Occurrence.objects.get(recurrence_id="20261203T090000")
    assert first.branch == branch
    assert first.starts == dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)
    assert first.ends == dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
    assert first.title == event.title
    assert first.url_path == event.url_path


def test_a_draft_writes_nothing(branch):
    event = AwarenessEventPageFactory(live=False)
    assert ids(event) == []


def test_a_draft_of_a_published_event_changes_nothing(branch):
    event = AwarenessEventPageFactory()
    event.dates = [on("2027-01-05")]
    event.save_revision()
    assert ids(event) == ["20261203T090000"]


def test_publishing_again_keeps_rows_and_overrides(branch):
    event = AwarenessEventPageFactory(
        dates=[weekly("2026-12-03", "09:00", "12:00", count=5)],
        date_changes=[change("cancelled", "2026-12-10")],
    )
    before = list(Occurrence.objects.order_by("pk").values_list("pk", "status"))
    event.title = "Autre titre"
    publish(event)
    assert list(Occurrence.objects.order_by("pk").values_list("pk", "status")) == before
    assert [status for _pk, status in before] == [
        "scheduled", "cancelled", "scheduled", "scheduled", "scheduled",
    ]  # fmt: skip
    assert set(Occurrence.objects.values_list("title", flat=True)) == {"Autre titre"}


def test_unpublishing_and_deleting_empty_it(branch):
    event, other = AwarenessEventPageFactory(), AwarenessEventPageFactory()
    event.unpublish()
    assert ids(event) == []
    other.delete()
    assert not Occurrence.objects.exists()


def test_sequence_rises_with_each_publication(branch):
    event = AwarenessEventPageFactory()
    publish(event)
    event.refresh_from_db()
    assert event.sequence == 2


def test_holidays_are_skipped_and_come_back(branch):
    holiday = PublicHolidayFactory(branch=branch, date=dt.date(2026, 12, 10))
    event = AwarenessEventPageFactory(dates=[weekly("2026-12-03", count=3, skip_holidays=True)])
    assert ids(event) == ["20261203", "20261217"]
    holiday.delete()
    assert ids(event) == ["20261203", "20261210", "20261217"]


def test_a_restricted_event_is_not_in_the_calendar(branch):
    event = AwarenessEventPageFactory()
    restriction = PageViewRestriction.objects.create(
        page=event.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    assert ids(event) == []
    restriction.delete()
    assert ids(event) == ["20261203T090000"]


def test_a_sensitive_event_is_discreet_in_the_calendar(branch):
    event = AwarenessEventPageFactory(
        title="Sortir de la violence", is_sensitive=True, neutral_title="Rencontre"
    )
    row = Occurrence.objects.get(event=event.pk)
    assert (row.title, row.introduction, row.is_sensitive) == ("Rencontre", "", True)


def test_sensitivity_comes_down_from_the_agenda(branch):
    event = AwarenessEventPageFactory(title="Sortir de la violence")
    agenda = event.get_parent().specific
    agenda.is_sensitive = True
    publish(agenda)
    assert Occurrence.objects.get().title == "Information"
    agenda.is_sensitive = False
    publish(agenda)
    assert Occurrence.objects.get().title == "Sortir de la violence"


def test_addresses_follow_a_new_slug_above(branch, django_capture_on_commit_callbacks):
    event = AwarenessEventPageFactory()
    agenda = event.get_parent().specific
    agenda.slug = "rencontres"
    with django_capture_on_commit_callbacks(execute=True):
        publish(agenda)
    event.refresh_from_db()
    assert Occurrence.objects.get().url_path == event.url_path
    assert "/rencontres/" in event.url_path


def test_moving_to_another_commune_moves_the_dates(branch, other_branch):
    from tests.factories import agenda

    event = AwarenessEventPageFactory()
    event.move(agenda(other_branch), pos="last-child")
    assert Occurrence.objects.get().branch == other_branch


def test_the_nightly_command_extends_the_horizon(branch, monkeypatch):
    event = TrainingCoursePageFactory(
        dates=[on("2026-12-03", frequency="monthly", nth=1, weekdays=[3], count=40)]
    )
    first = len(ids(event))
    assert first < 40
    call_command("extend_agenda", today=dt.date(2029, 1, 1))
    assert len(ids(event)) > first
    call_command("extend_agenda", today=dt.date(2029, 1, 1))
    assert len(ids(event)) == len(set(ids(event)))


@pytest.mark.parametrize("count", [10, 200])
def test_publishing_costs_the_same_for_many_dates(branch, django_assert_max_num_queries, count):
    event = AwarenessEventPageFactory(live=False, dates=[weekly("2026-12-03", count=count)])
    from events.materialise import materialise

    event.live = True
    event.save()
    with django_assert_max_num_queries(10) as captured:
        materialise(event, dt.date(2030, 1, 1))
    assert len(ids(event)) == count
    assert sum("INSERT" in query["sql"] for query in captured) == 1
