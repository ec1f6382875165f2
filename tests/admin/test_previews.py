"""What is being written can be seen as it will be read: on a phone."""

import pytest
from django.apps import apps
from django.urls import reverse

from centre.models import CentrePage, Role
from events.models import (
    AwarenessEventPage,
    EventIndexPage,
    EventPage,
    ProgrammeIndexPage,
    ProgrammePage,
    TrainingCoursePage,
)
from home.models import CentreHomePage, NewsIndexPage, NewsPage, PartnersPage, StandardPage
from services.models import ServiceIndexPage, ServicePage
from tests.admin.editing import shown
from tests.factories import (
    AwarenessEventPageFactory,
    NewsPageFactory,
    PartnersPageFactory,
    ProgrammePageFactory,
    ServicePageFactory,
    StandardPageFactory,
    TrainingCoursePageFactory,
    agenda,
    make_user,
    service_index,
)
from tests.factories.events import programmes
from tests.factories.home import news_index

pytestmark = pytest.mark.django_db

PAGES = {
    CentreHomePage: lambda branch: branch.root_page.specific,
    ServiceIndexPage: service_index,
    ServicePage: lambda branch: ServicePageFactory(branch=branch, live=False),
    StandardPage: lambda branch: StandardPageFactory(branch=branch, live=False),
    PartnersPage: lambda branch: PartnersPageFactory(branch=branch, live=False),
    EventIndexPage: agenda,
    AwarenessEventPage: lambda branch: AwarenessEventPageFactory(branch=branch, live=False),
    TrainingCoursePage: lambda branch: TrainingCoursePageFactory(branch=branch, live=False),
    ProgrammeIndexPage: programmes,
    ProgrammePage: lambda branch: ProgrammePageFactory(branch=branch, live=False),
    NewsIndexPage: news_index,
    NewsPage: lambda branch: NewsPageFactory(branch=branch, live=False),
}
# What both kinds of event have: no page is of this type alone.
SHARED = {EventPage}
every_type = pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)


def test_no_type_is_forgotten():
    every = {model for model in apps.get_models() if issubclass(model, CentrePage)}
    # Those of the federation: tests/admin/test_federation_pages.py.
    communes = {model for model in every if model._meta.app_label == "communes"}
    assert set(PAGES) == every - SHARED - communes


@every_type
def test_the_first_size_is_a_phone(model):
    page = model(title="Titre")
    assert page.default_preview_size == "mobile"
    widths = {size["name"]: size["device_width"] for size in page.preview_sizes}
    assert widths == {"mobile": 360, "desktop": 1280}


@every_type
def test_an_unsaved_change_is_previewed(client, branch, editor, model):
    client.force_login(editor)
    page = PAGES[model](branch)
    data = shown(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), model)
    data["title"] = "Un titre jamais vu"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(address, {"in_preview_panel": "true", "mode": ""})
    assert response.status_code == 200
    text = response.content.decode()
    assert "Un titre jamais vu" in text
    assert "Atakpamé" in text, "the centre around the page is missing"
    page.refresh_from_db()
    assert page.title != "Un titre jamais vu"


def test_what_checks_the_content_comes_with_the_preview_panel_only(client, branch, editor):
    client.force_login(editor)
    page = ServicePageFactory(branch=branch)
    page.save_revision().publish()
    data = shown(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), ServicePage)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(address, data)
    checker = "wagtailadmin/js/userbar.js"
    assert checker in client.get(address, {"in_preview_panel": "true"}).content.decode()
    assert checker not in client.get(address).content.decode()
    assert checker not in client.get(page.get_url()).content.decode()


@every_type
def test_a_draft_is_previewed(client, branch, editor, model):
    client.force_login(editor)
    page = PAGES[model](branch)
    page.title = "Un brouillon"
    page.save_revision()
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert "Un brouillon" in response.content.decode()


@pytest.mark.parametrize("model", [ServicePage, StandardPage, PartnersPage])
def test_a_page_not_yet_saved_is_previewed(client, branch, editor, model):
    client.force_login(editor)
    parent = service_index(branch) if model is ServicePage else branch.root_page
    kind = [model._meta.app_label, model._meta.model_name, parent.pk]
    data = shown(client, reverse("wagtailadmin_pages:add", args=kind), model)
    data["title"] = "Une page à naître"
    address = reverse("wagtailadmin_pages:preview_on_add", args=kind)
    assert client.post(address, data).json()["is_valid"]
    response = client.get(address)
    assert response.status_code == 200
    assert "Une page à naître" in response.content.decode()
    assert not model.objects.filter(title="Une page à naître").exists()


def test_a_home_page_is_not_written_by_hand(client, superuser, branch):
    client.force_login(superuser)
    root = branch.root_page.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["home", "centrehomepage", root.pk])
    for send in (client.get, client.post):
        assert send(address, {"title": "Un centre", "slug": "centre"}).status_code in {302, 403}
    assert CentreHomePage.objects.count() == 1


def test_what_a_partner_wrote_is_previewed_by_who_approves(client, branch, partner, director):
    page = ServicePageFactory(branch=branch, live=False, owner=partner)
    page.title = "À approuver"
    page.save_revision(user=partner)
    page.get_workflow().start(page, partner)
    client.force_login(director)
    task = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, task.task.pk])
    response = client.get(address)
    assert response.status_code == 200
    assert "À approuver" in response.content.decode()


def test_a_stranger_previews_nothing(client, branch, other_branch):
    page = ServicePageFactory(branch=branch, live=False)
    page.save_revision()
    client.force_login(make_user(other_branch, Role.DIRECTOR))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 404
