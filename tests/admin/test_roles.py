"""What each role does with pages: drafts, approval, publication now and later, comments."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import querydict_from_html

from centre.models import Role
from services.models import ServicePage
from tests.factories import ServicePageFactory, make_user, service_index

pytestmark = pytest.mark.django_db

NO_BLOCKS = {"application_process-count": "0", "description-count": "0"}
PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def login(client, branch):
    """Log somebody of Ogou 1 in, and return her."""

    def login(role):
        user = make_user(branch, role)
        client.logout()  # and forget what was said to the one before
        client.force_login(user)
        return user

    return login


def send(client, url, **values):
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    for name, value in (NO_BLOCKS | values).items():
        form[name] = value
    return client.post(url, form)


def write(client, branch, title="Couture", **values):
    """Write a new service as who is logged in; return it."""
    url = reverse(
        "wagtailadmin_pages:add", args=["services", "servicepage", service_index(branch).pk]
    )
    send(client, url, title=title, slug=title.lower(), **values)
    return ServicePage.objects.filter(title=title).first()


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize(
    ("role", "live"),
    [
        (Role.DIRECTOR, True),
        (Role.EDITOR, True),
        (Role.EVENTS, False),
        (Role.PARTNER, False),
    ],
)
def test_who_publishes_what_she_writes(client, branch, login, role, live):
    login(role)
    assert write(client, branch, **PUBLISH).live == live


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.DIRECTOR, {"edit", "publish", "delete", "unpublish", "lock"}),
        (Role.EDITOR, {"edit", "publish", "delete", "unpublish"}),
        (Role.EVENTS, {"edit"}),
        (Role.PARTNER, set()),
    ],
)
def test_what_each_role_does_with_a_page_that_is_live(branch, role, may):
    page = ServicePageFactory(branch=branch)
    tester = page.permissions_for_user(make_user(branch, role))
    actions = ("edit", "publish", "delete", "unpublish", "lock")
    assert {action for action in actions if getattr(tester, f"can_{action}")()} == may


def test_a_partner_works_on_her_own_drafts_only(client, branch, login):
    login(Role.PARTNER)
    own, other = write(client, branch), ServicePageFactory(branch=branch, live=False)
    assert send(client, edit_url(own), introduction="Un atelier.").status_code == 302
    own.refresh_from_db()
    assert own.get_latest_revision_as_object().introduction == "Un atelier."
    assert client.get(edit_url(other)).status_code == 302


@pytest.mark.parametrize("role", [Role.EVENTS, Role.PARTNER])
def test_the_director_approves_what_others_write(client, branch, login, role):
    login(role)
    draft = write(client, branch, **SUBMIT)
    state = TaskState.objects.get()
    assert (draft.live, state.status) == (False, TaskState.STATUS_IN_PROGRESS)
    approve = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    for role_without in (Role.EDITOR, Role.EVENTS, Role.PARTNER):
        login(role_without)
        client.post(approve, {"comment": ""})
        assert not Page.objects.get(pk=draft.pk).live
    login(Role.DIRECTOR)
    assert draft.title in client.get("/admin/").content.decode()
    client.post(approve, {"comment": "Merci."})
    assert Page.objects.get(pk=draft.pk).live


def test_a_director_of_another_commune_approves_nothing(client, branch, other_branch, login):
    login(Role.PARTNER)
    draft = write(client, branch, **SUBMIT)
    state = TaskState.objects.get()
    client.logout()
    client.force_login(make_user(other_branch, Role.DIRECTOR))
    assert draft.title not in client.get("/admin/").content.decode()
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]))
    assert not Page.objects.get(pk=draft.pk).live


def test_a_page_is_published_later(client, branch, login):
    login(Role.EDITOR)
    page = ServicePageFactory(branch=branch, live=False)
    later = timezone.localtime() + dt.timedelta(days=3)
    send(client, edit_url(page), go_live_at=f"{later:%Y-%m-%d %H:%M}", **PUBLISH)
    page.refresh_from_db()
    assert (page.live, page.scheduled_revision is not None) == (False, True)


def test_the_editor_takes_comments(client, branch, login):
    user = login(Role.EVENTS)
    page = ServicePageFactory(branch=branch)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-text": "Depuis quand ?",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    assert send(client, edit_url(page), **comment).status_code == 302
    page = page.get_latest_revision_as_object()
    assert [(c.text, c.user) for c in page.wagtail_admin_comments.all()] == [
        ("Depuis quand ?", user)
    ]
