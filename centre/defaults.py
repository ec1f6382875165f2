"""What a new Wagtail brings along in English: said in the site's language, or taken away."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
)

ROOT = "Root"
WELCOME = "Welcome to your new Wagtail site!"
APPROVAL = "Moderators approval"
MODERATORS = "Moderators"


@transaction.atomic
def put_defaults_right() -> None:
    """Name the roots of pages and of collections, and the first page; remove the unused workflow.

    What staff named or changed is left as it is, so it may run any number of times. Every
    commune has a workflow of its own (see ``centre.tenancy.branches``).
    """
    title = _("All pages")
    Page.objects.filter(depth=1, title=ROOT).update(title=title, draft_title=title)
    first = _("This site is being prepared")
    Page.objects.filter(depth=2, title=WELCOME).update(title=first, draft_title=first)
    Collection.objects.filter(depth=1, name=ROOT).update(name=_("All communes"))
    for workflow in Workflow.objects.filter(name=APPROVAL, active=True):
        if task := _untouched_task(workflow):
            workflow.delete()
            task.delete()


def _untouched_task(workflow: Workflow) -> GroupApprovalTask | None:
    """Return the only task of ``workflow``, when both are as they came and nobody uses them."""
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
    task = tasks.filter(name=APPROVAL, active=True).first()
    if task is None or workflow.workflow_tasks.count() > 1 or task.workflow_tasks.count() > 1:
        return None
    groups = list(task.groups.all())
    is_used = (
        [group.name for group in groups] != [MODERATORS]
        or groups[0].user_set.exists()
        or WorkflowState.objects.filter(workflow=workflow).exists()
        or TaskState.objects.filter(task=task).exists()
        or WorkflowPage.objects.filter(~Q(page__depth=1), workflow=workflow).exists()
        or WorkflowContentType.objects.filter(workflow=workflow).exists()
    )
    return None if is_used else task
