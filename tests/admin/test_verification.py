"""One click says: checked today, by me."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from centre.models import Branch, Role
from centre.verification import LOG_ACTION, VerificationNotAllowed, VerifyPage
from services.models import ServicePage
from tests.admin.editing import PUBLISH, edit
from tests.factories import ImageFactory, ServicePageFactory, StandardPageFactory, make_user

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 9)


@pytest.fixture
def service(branch):
    page = ServicePageFactory(branch=branch, title="Écoute")
    page.save_revision().publish()
    return ServicePage.objects.get(pk=page.pk)


def verified(page):
    page = type(page).objects.get(pk=page.pk)
    return page.assured_date, page.assured_by


def press(client, user, page, **data):
    client.force_login(user)
    return client.post(reverse("centre_verify_page", args=[page.pk]), data)


def test_a_click_writes_the_day_and_the_name(client, service, editor):
    response = press(client, editor, service)
    assert verified(service) == (timezone.localdate(), editor)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_it_is_logged_with_who_and_when(service, editor):
    VerifyPage(service, editor, DAY).execute()
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert (entry.page_id, entry.user, entry.message) == (service.pk, editor, "Contenu vérifié")


def test_it_goes_back_to_where_the_button_was_and_nowhere_else(client, service, editor):
    listing = reverse("services:index")
    assert press(client, editor, service, next=listing).url == listing
    outside = press(client, editor, service, next="https://example.org/")
    assert outside.url == reverse("wagtailadmin_home")


def test_a_link_cannot_verify(client, service, editor):
    client.force_login(editor)
    assert client.get(reverse("centre_verify_page", args=[service.pk])).status_code == 405
    assert verified(service) == (None, None)


def test_another_site_cannot_press_the_button(service, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post(reverse("centre_verify_page", args=[service.pk]))
    assert response.status_code == 403
    assert verified(service) == (None, None)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("director", True),
        ("editor", True),
        ("events_officer", True),
        ("partner", False),
        ("superuser", True),
    ],
)
def test_who_may_change_the_page_may_verify_it(role, may, service, request):
    user = request.getfixturevalue(role)
    assert VerifyPage(service, user, DAY).is_allowed() is may


def test_a_partner_does_not_vouch_in_public_even_for_her_own_page(service, partner):
    service.owner = partner
    with pytest.raises(VerificationNotAllowed):
        VerifyPage(service, partner, DAY).execute()
    assert verified(service) == (None, None)


def test_another_commune_cannot_verify(client, service, other_branch):
    stranger = make_user(other_branch, Role.DIRECTOR)
    response = press(client, stranger, service)
    assert response.status_code == 404
    assert verified(service) == (None, None)


def test_a_page_that_nobody_reads_is_not_verified(branch, editor):
    draft = ServicePageFactory(branch=branch, live=False)
    assert not VerifyPage(draft, editor, DAY).is_allowed()


def test_publishing_a_draft_written_before_keeps_the_verification(client, service, editor):
    client.force_login(editor)
    edit(client, service, title="Écoute et conseil")
    VerifyPage(ServicePage.objects.get(pk=service.pk), editor, DAY).execute()
    ServicePage.objects.get(pk=service.pk).latest_revision.publish()
    assert ServicePage.objects.get(pk=service.pk).title == "Écoute et conseil"
    assert verified(service) == (DAY, editor)


def test_the_editor_opened_before_keeps_the_verification(client, service, editor):
    client.force_login(editor)
    VerifyPage(service, editor, DAY).execute()
    edit(client, service, title="Écoute et conseil", **PUBLISH)
    assert verified(service) == (DAY, editor)


def test_the_draft_is_not_published_by_the_click(client, service, editor):
    client.force_login(editor)
    edit(client, service, title="Pas encore")
    VerifyPage(ServicePage.objects.get(pk=service.pk), editor, DAY).execute()
    page = ServicePage.objects.get(pk=service.pk)
    assert (page.title, page.has_unpublished_changes) == ("Écoute", True)
    assert page.get_latest_revision_as_object().title == "Pas encore"


def test_a_text_of_before_the_rule_can_still_be_verified(service, editor, image_without_words):
    ServicePage.objects.filter(pk=service.pk).update(image=image_without_words)
    VerifyPage(ServicePage.objects.get(pk=service.pk), editor, DAY).execute()
    assert verified(service) == (DAY, editor)


@pytest.fixture
def image_without_words(branch):
    return ImageFactory(branch=branch)


def test_a_copy_is_not_verified(service, editor):
    VerifyPage(service, editor, DAY).execute()
    copy = service.copy(update_attrs={"slug": "copie"})
    assert verified(copy) == (None, None)
    assert copy.uuid != service.uuid


def test_the_public_sees_the_new_date_at_once(service, editor, django_capture_on_commit_callbacks):
    before = Branch.objects.get().content_version
    with django_capture_on_commit_callbacks(execute=True):
        VerifyPage(service, editor, DAY).execute()
    assert Branch.objects.get().content_version != before


@pytest.mark.parametrize("days,overdue", [(180, False), (181, True)])
def test_it_is_due_again_after_its_interval(service, editor, days, overdue):
    VerifyPage(service, editor, DAY).execute()
    today = DAY + dt.timedelta(days=days)
    assert ServicePage.objects.get().is_overdue(today) is overdue
    assert ServicePage.objects.overdue(today).exists() is overdue


def test_a_page_of_any_type_can_be_verified(branch, editor):
    page = StandardPageFactory(branch=branch)
    VerifyPage(page, editor, DAY).execute()
    assert verified(page) == (DAY, editor)


def buttons(client, user, address, page):
    client.force_login(user)
    return client.get(address).content.decode().count(reverse("centre_verify_page", args=[page.pk]))


def places(page):
    return [
        reverse("services:index"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_home"),
    ]


def test_the_button_stands_where_one_works(client, service, editor):
    assert [buttons(client, editor, place, service) for place in places(service)] == [1, 1, 1, 1]


def test_the_button_is_gone_once_pressed(client, service, editor):
    press(client, editor, service)
    assert [buttons(client, editor, place, service) for place in places(service)] == [0, 0, 0, 0]


def test_nobody_sees_a_button_that_would_refuse(client, service, partner):
    listing = [reverse("services:index"), reverse("wagtailadmin_home")]
    assert [buttons(client, partner, place, service) for place in listing] == [0, 0]
