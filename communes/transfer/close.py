"""Close a commune's part of the house: put away first, take down only when asked for again."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Workflow,
)

from centre.archives import Refused
from centre.models import Branch
from centre.tenancy.invitations import is_elsewhere
from centre.tenancy.team import members
from centre.whole import whole
from communes.transfer.archive import Manifest
from communes.transfer.export import export_commune, verify
from communes.transfer.kinds import MEDIA, carried
from communes.transfer.names import collections_of, owned
from communes.transfer.pages import pages_of
from communes.transfer.surroundings import redirects_of, sites_of

# What goes with an account, and says nothing of what she did.
OF_ACCOUNTS = {
    "admin.LogEntry",
    "centre.User_groups",
    "centre.User_user_permissions",
    "wagtailadmin.EditingSession",
    "wagtailcore.PageSubscription",
    "wagtailcore.UploadedFile",
}


@dataclass
class Removed:
    """What was taken down."""

    pages: int
    deleted: int = 0
    deactivated: int = 0


def archive(branch: Branch, path: Path, made_on: dt.datetime, with_register: bool) -> Manifest:
    """Write ``branch`` to ``path`` and unpublish it; return what the archive says of itself.

    It is written before it is unpublished, so that it knows what was public. A commune that was
    unpublished already is not written again: ``path`` must be its archive. Raises ``Refused``, and
    then nothing has changed.
    """
    if path.exists():
        if branch.root_page.live:
            raise Refused(_("%(path)s exists already: choose another name.") % {"path": path})
        return verify(path, branch)
    try:
        with whole():
            done = export_commune(branch, path, made_on, with_register)
            for page in pages_of(branch).filter(live=True):
                page.specific.unpublish(log_action=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return done.manifest


@whole()
def remove(branch: Branch) -> Removed:
    """Delete all that is ``branch``'s and nothing else; files go once that is done."""
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    alone = [user for user in members(branch) if not is_elsewhere(branch, user)]
    history = _history(branch, alone)
    root, collections = branch.root_page, list(collections_of(branch))
    media = {model: list(owned(branch, model)) for model in MEDIA}
    groups = list(branch.branch_groups.values_list("group", flat=True))
    done = Removed(pages_of(branch).count())
    redirects_of(branch).delete()
    sites_of(branch).delete()
    _delete_workflow(branch)
    for child in root.get_children():
        Page.objects.get(pk=child.pk).delete()
    branch.delete()
    Page.objects.get(pk=root.pk).delete()
    for model, pks in media.items():
        model.objects.filter(pk__in=pks).delete()
    for collection in reversed(collections):
        Collection.objects.get(pk=collection.pk).delete()
    Group.objects.filter(pk__in=groups).delete()
    for entries in history:
        entries.delete()
    for user in alone:
        _dismiss(user, done)
    return done


def _history(branch: Branch, alone: list) -> list:
    """Return the entries of the log about what goes: they tell titles of drafts, and names."""
    pages = list(pages_of(branch).values_list("pk", flat=True))
    objects = [(model, list(owned(branch, model))) for model in carried(with_register=True)]
    objects.append((get_user_model(), [user.pk for user in alone]))
    return [
        PageLogEntry.objects.filter(page_id__in=pages),
        *(
            ModelLogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(model),
                object_id__in=[str(pk) for pk in pks],
            )
            for model, pks in objects
        ),
    ]


def _delete_workflow(branch: Branch) -> None:
    """Delete the workflow that was made for the branch, with its task."""
    path = branch.root_page.path
    workflows = list(Workflow.objects.filter(workflow_pages__page__path__startswith=path))
    groups = branch.branch_groups.values("group")
    tasks = list(GroupApprovalTask.objects.filter(groups__in=groups))
    for workflow in workflows:
        if not workflow.workflow_pages.exclude(page__path__startswith=path).exists():
            workflow.delete()
    for task in tasks:
        if not task.groups.exclude(pk__in=groups).exists():
            task.delete()


def _dismiss(user, done: Removed) -> None:
    """Delete an account, or close it when something elsewhere bears its name."""
    if _is_named(user):
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        done.deactivated += 1
    else:
        user.delete()
        done.deleted += 1


def _is_named(user) -> bool:
    """Return whether a row that stays names ``user``, apart from those of her account."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: user}).exists()
        for relation in user._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.related_model._meta.label not in OF_ACCOUNTS
    )
