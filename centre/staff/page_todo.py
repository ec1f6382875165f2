"""What pages of any type ask for: to be approved, finished, completed."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from centre.models.page import CentrePage
from centre.querysets import is_closed
from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, register_todo


def edit_url(page_id: int) -> str:
    """Return the address of the editor of a page."""
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def to_approve(desk: Desk) -> TodoGroup | None:
    """Return the texts that wait for her approval, the oldest first."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not desk.user.is_superuser:
        # Wagtail's ``reviewable_by`` asks once per workflow, and every commune has one.
        states = states.filter(task__groupapprovaltask__groups__user=desk.user)
    closed = Page.objects.filter(is_closed()).annotate(key=_text_of_key(F("pk"))).values("key")
    states = states.exclude(revision__object_id__in=closed)
    states = states.select_related("revision__user").order_by("started_at").distinct()
    items = [
        TodoItem(
            title=state.revision.object_str,
            url=edit_url(int(state.revision.object_id)),
            detail=_("sent by %(name)s") % {"name": state.revision.user or _("somebody")},
            commune=desk.commune_of(state.revision.content["path"]),
        )
        for state in states[: SHOWN + 1]
    ]
    return group_of(items, _("To approve"), "check")


def in_workflow(status: str) -> Exists:
    """Return the condition for pages whose text is in a workflow at ``status``."""
    return Exists(
        WorkflowState.objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id=_text_of_key(OuterRef("pk")),
            status=status,
        )
    )


def _text_of_key(key) -> Cast:
    return Cast(key, CharField(max_length=255))


def unpublished(desk: Desk):
    """Return the pages she may write in that hold a text the public does not see.

    The text of an alias is that of its source: nobody writes it here.
    """
    pages = Page.objects.filter(desk.editable(), has_unpublished_changes=True, alias_of=None)
    return pages.order_by("-latest_revision_created_at")


def to_finish(desk: Desk) -> TodoGroup | None:
    """Return the drafts that are neither sent for approval nor scheduled."""
    drafts = unpublished(desk).annotate_approved_schedule().filter(_approved_schedule=False)
    drafts = drafts.exclude(in_workflow(WorkflowState.STATUS_IN_PROGRESS))
    drafts = drafts.annotate(sent_back=in_workflow(WorkflowState.STATUS_NEEDS_CHANGES))
    items = [
        TodoItem(
            title=page.draft_title,
            url=edit_url(page.pk),
            detail=state_of_draft(page),
            commune=desk.commune_of(page.path),
        )
        for page in drafts[: SHOWN + 1]
    ]
    return group_of(items, _("Drafts to finish"), "edit")


def state_of_draft(page) -> str:
    """Return what the public sees while the draft waits, or that it was sent back."""
    if page.sent_back:
        return _("sent back to be corrected")
    return _("the public reads the former text") if page.live else _("not published yet")


def to_complete(desk: Desk) -> TodoGroup | None:
    """Return the published pages that lack their sentence or their image."""
    pages = Page.objects.filter(desk.editable(), live=True, alias_of=None).annotate(
        lacks_sentence=among(lambda model: model.objects.filter(introduction="")),
        lacks_image=among(lambda model: model.objects.filter(image=None), model_wants_image),
    )
    pages = pages.filter(Q(lacks_sentence=True) | Q(lacks_image=True)).order_by("path")
    items = [
        TodoItem(
            title=page.title,
            url=edit_url(page.pk),
            detail=what_lacks(page),
            commune=desk.commune_of(page.path),
        )
        for page in pages[: SHOWN + 1]
    ]
    return group_of(items, _("Pages to complete"), "image")


def what_lacks(page) -> str:
    """Return what is missing on a page, in words."""
    if page.lacks_sentence and page.lacks_image:
        return _("no sentence of introduction, no image")
    return _("no sentence of introduction") if page.lacks_sentence else _("no image")


def model_wants_image(model) -> bool:
    """Return whether pages of ``model`` are unfinished without an image."""
    return model.wants_image


def among(select, wanted=lambda model: True) -> ExpressionWrapper:
    """Return whether a page is among those that ``select`` finds of its own type."""
    models = [model for model in apps.get_models() if issubclass(model, CentrePage)]
    conditions = (Q(pk__in=select(model).values("pk")) for model in models if wanted(model))
    return ExpressionWrapper(reduce(or_, conditions), BooleanField())


def register() -> None:
    """Declare what the ground floor has to say."""
    register_todo(to_approve, 10)
    register_todo(to_finish, 20)
    register_todo(to_complete, 90)
