"""Reports show a user what is hers, and the federation everything."""

import pytest
from wagtail.log_actions import log

from centre.models import Role
from tests.factories import PlaceFactory, ServicePageFactory, make_user

pytestmark = pytest.mark.django_db

REPORTS = "/admin/reports/"


@pytest.fixture
def worked(branch, other_branch):
    """Something done in each commune, to a page and to a place."""
    for commune in (branch, other_branch):
        user = make_user(commune, Role.EDITOR)
        page = ServicePageFactory(branch=commune, title=f"Page de {commune}")
        page.save_revision(user=user, log_action=True)
        log(PlaceFactory(branch=commune, name=f"Lieu de {commune}"), "wagtail.edit", user=user)


def shown(client, user, report):
    client.force_login(user)
    return client.get(f"{REPORTS}{report}/").content.decode()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("report", ["site-history", "site-history/results"])
def test_the_history_is_that_of_her_pages(client, worked, branch, role, report):
    text = shown(client, make_user(branch, role), report)
    assert "Page de Ogou 1" in text
    assert "Zio" not in text


def test_the_federation_sees_the_history_of_everything(client, worked, superuser):
    text = shown(client, superuser, "site-history")
    for words in ("Page de Ogou 1", "Lieu de Ogou 1", "Page de Zio 1", "Lieu de Zio 1"):
        assert words in text


@pytest.mark.parametrize("report", ["aging-pages", "page-types-usage"])
@pytest.mark.parametrize("part", ["", "/results"])
def test_reports_on_the_whole_tree_are_for_the_federation(
    client, worked, director, superuser, report, part
):
    client.force_login(director)
    assert client.get(f"{REPORTS}{report}{part}/").status_code == 302
    client.force_login(superuser)
    assert client.get(f"{REPORTS}{report}{part}/").status_code == 200


@pytest.mark.parametrize("report", ["locked", "workflow", "workflow_tasks", "site-history"])
def test_a_report_is_closed_to_who_has_not_signed_in(client, branch, report):
    assert client.get(f"{REPORTS}{report}/").url.startswith("/admin/login/")


@pytest.mark.parametrize("report", ["locked", "workflow", "workflow_tasks", "site-history"])
def test_a_report_is_kept_by_no_cache(client, branch, director, report):
    client.force_login(director)
    assert "no-store" in client.get(f"{REPORTS}{report}/")["Cache-Control"]
