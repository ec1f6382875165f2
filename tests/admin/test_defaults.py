"""What a new Wagtail brings in English is put right, and what somebody uses is kept."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from tests.factories import ServicePageFactory, make_superuser

pytestmark = pytest.mark.django_db

STOCK = "Moderators approval"


def put_right():
    call_command("load_reference", verbosity=0)


def stock() -> Workflow:
    return Workflow.objects.get(name=STOCK)


def roots() -> tuple[str, str, str]:
    page, collection = Page.objects.get(depth=1), Collection.objects.get(depth=1)
    return page.title, page.draft_title, collection.name


def test_a_new_wagtail_is_as_these_tests_suppose():
    assert roots() == ("Root", "Root", "Root")
    assert [task.name for task in stock().tasks] == [STOCK]


def test_the_roots_are_named_and_the_workflow_of_nobody_goes():
    for _time in range(2):
        put_right()
        assert roots() == ("Toutes les pages", "Toutes les pages", "Toutes les communes")
        assert not Workflow.objects.filter(name=STOCK).exists()
        assert not GroupApprovalTask.objects.filter(name=STOCK).exists()


def test_the_first_page_has_a_name_in_french_until_somebody_gives_it_another():
    first = Page.objects.filter(depth=2)
    assert first.get().title == "Welcome to your new Wagtail site!"
    put_right()
    assert (first.get().title, first.get().draft_title) == ("Ce site est en préparation",) * 2
    first.update(title="Bientôt", draft_title="Bientôt")
    put_right()
    assert first.get().title == "Bientôt"


def test_what_staff_named_stays():
    Page.objects.filter(depth=1).update(title="Réseau", draft_title="Réseau")
    Collection.objects.filter(depth=1).update(name="Photothèque")
    put_right()
    assert roots() == ("Réseau", "Réseau", "Photothèque")


def test_the_workflow_of_a_commune_stays(branch, partner):
    page = ServicePageFactory(branch=branch, live=False)
    page.save_revision()
    put_right()
    assert page.get_workflow().name == "Ogou 1 · Directrice"
    assert page.get_workflow().start(page, partner).status == "in_progress"


def rename(workflow):
    workflow.name = "Relecture"
    workflow.save()


def start(workflow):
    page = Page.objects.get(depth=2)
    page.save_revision()
    workflow.start(page, make_superuser())


def start_and_finish(workflow):
    start(workflow)
    workflow.workflow_states.get().cancel(make_superuser())


def give_a_moderator(workflow):
    make_superuser().groups.add(Group.objects.get(name="Moderators"))


def add_a_task(workflow):
    task = GroupApprovalTask.objects.create(name="Seconde relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)


def share_its_task(workflow):
    other = Workflow.objects.create(name="Autre")
    WorkflowTask.objects.create(workflow=other, task=workflow.tasks.get(), sort_order=0)


def change_its_groups(workflow):
    workflow.tasks.get().specific.groups.set([Group.objects.get(name="Editors")])


def set_it_on_a_page(workflow):
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(depth=2))


def switch_it_off(workflow):
    workflow.active = False
    workflow.save()


@pytest.mark.parametrize(
    "touch",
    [
        rename, start, start_and_finish, give_a_moderator, add_a_task, share_its_task,
        change_its_groups, set_it_on_a_page, switch_it_off,
    ],
)  # fmt: skip
def test_a_workflow_that_somebody_uses_or_changed_stays(touch):
    workflow = stock()
    touch(workflow)
    put_right()
    assert Workflow.objects.filter(pk=workflow.pk).exists()
    assert workflow.workflow_tasks.exists()
