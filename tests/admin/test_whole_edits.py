"""A process that ends in the middle of an edit leaves the site as it was before, or after it."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from centre.models import Branch, Federation
from centre.models.search import SearchEntry
from events.models import AwarenessEventPage, Occurrence
from tests.admin.editing import PUBLISH, shown
from tests.factories import AwarenessEventPageFactory, on
from tests.pages.test_parallel_enrolments import db  # noqa: F401

TITLE = "Causerie sur l’épargne"
POINTS = 12


class Killed(BaseException):
    """The end of a process, which nothing catches."""


@pytest.fixture
def event(db, branch):  # noqa: F811
    day = timezone.localdate() + dt.timedelta(days=7)
    page = AwarenessEventPageFactory(branch=branch, title="Avant", dates=[on(day)])
    page.save_revision().publish()
    return page


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


def everything(event) -> dict:
    """Return all that publishing writes."""
    page = AwarenessEventPage.objects.get(pk=event.pk)
    return {
        "page": (page.title, page.draft_title, page.has_unpublished_changes, page.sequence),
        "live revision": page.live_revision_id,
        "latest revision": page.latest_revision_id,
        "revisions": Revision.objects.count(),
        "journal": PageLogEntry.objects.count(),
        "calendar": list(Occurrence.objects.order_by("pk").values_list("starts", "title")),
        "search": sorted(SearchEntry.objects.values_list("key", "title")),
        "versions": sorted(Branch.objects.values_list("content_version", flat=True)),
        "federation": Federation.current().content_version,
    }


def killed_at(number: int):
    """Return what ends the process at its statement ``number``, counted from 0: none follows."""
    seen = iter(range(10**6))

    def execute(run, sql, params, many, context):
        if next(seen) >= number:
            raise Killed
        return run(sql, params, many, context)

    return execute


def publish(staff, event):
    """Send the form of the editor, and only that."""
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = shown(staff, address, AwarenessEventPage) | PUBLISH
    data["title"] = TITLE
    return address, data


def test_a_publication_cut_at_any_statement_is_not_there(staff, event):
    address, data = publish(staff, event)
    statements = []
    with connection.execute_wrapper(
        lambda run, sql, *rest: (statements.append(sql), run(sql, *rest))[1]
    ):
        staff.post(address, data)
    data = publish(staff, event)[1] | {"title": "Encore autre chose"}
    before = everything(event)
    cut = 0
    for number in range(0, len(statements) - 5, max(1, len(statements) // POINTS)):
        with connection.execute_wrapper(killed_at(number)):
            try:
                staff.post(address, data)
            except Killed:
                cut += 1
                connection.close()
        # Its end came after the change was stored, or before: never in between.
        if (after := everything(event)) != before:
            assert after["page"][0] == after["calendar"][0][1] == data["title"]
            assert after["versions"] != before["versions"]
            break
    assert cut >= POINTS - 2


def test_what_agrees_with_a_page_is_stored_with_it(staff, event, monkeypatch):
    address, data = publish(staff, event)
    before = everything(event)

    def killed(self):
        raise Killed

    # The first thing that the process would do after the commit.
    monkeypatch.setattr("centre.whole.Change.note_stored", killed)
    with pytest.raises(Killed):
        staff.post(address, data)
    connection.close()
    after = everything(event)
    assert after["page"][0] == TITLE
    assert [title for _start, title in after["calendar"]] == [TITLE]
    assert (f"events.awarenesseventpage:{event.pk}", TITLE) in after["search"]
    assert set(after["versions"]).isdisjoint(before["versions"])
    assert after["federation"] != before["federation"]


def test_what_a_view_gives_up_is_not_stored(staff, event, monkeypatch):
    address, data = publish(staff, event)
    before = everything(event)
    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.redirect_away", broken)
    staff.raise_request_exception = False
    assert staff.post(address, data).status_code == 500
    assert everything(event) == before


def broken(*args, **kwargs):
    raise RuntimeError
