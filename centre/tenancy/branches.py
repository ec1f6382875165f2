"""Make the branch of a commune: its collection, its groups, its approval."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry
from wagtailmedia.models import get_media_model

from centre import __version__
from centre.models.branch import Branch, BranchGroup, Role
from centre.tenancy.policy import owned_models
from centre.tenancy.roles import (
    COLLECTION_PERMISSIONS,
    PAGE_PERMISSIONS,
    owned_permissions,
)


@transaction.atomic
def create_branch(root_page, commune) -> Branch:
    """Make ``root_page`` the root of the branch of ``commune`` and return the branch.

    Creates the collection, one group per role with its rights, and the workflow by which
    the director approves drafts. All or nothing.
    """
    name = str(commune)
    collection = Collection.get_first_root_node().add_child(name=name)
    branch = Branch(
        root_page=root_page.page_ptr,
        commune=commune,
        collection=collection,
        template_version=__version__,
    )
    branch.full_clean()
    branch.save()
    complete_branch(branch)
    return branch


@transaction.atomic
def complete_branch(branch: Branch) -> int:
    """Create the groups and the workflow that ``branch`` lacks; return how many were missing.

    What it has stays as it is, with the rights that somebody gave or took.
    """
    there = set(branch.branch_groups.values_list("role", flat=True))
    missing = [role for role in Role if role.value not in there]
    for role in missing:
        group = Group.objects.create(name=f"{branch} · {role.label}")
        BranchGroup.objects.create(branch=branch, role=role, group=group)
        grant(branch, role, group)
    if WorkflowPage.objects.filter(page=branch.root_page).exists():
        return len(missing)
    _create_workflow(branch)
    return len(missing) + 1


def grant(branch: Branch, role: Role, group: Group) -> None:
    """Give ``group`` the rights of ``role`` in ``branch``."""
    on_pages = {("wagtailcore", f"{action}_page") for action in PAGE_PERMISSIONS[role]}
    on_files = _rights_on_files(role)
    anywhere = {("wagtailadmin", "access_admin")}.union(
        *(_rights(model, owned_permissions(model, role)) for model in owned_models())
    )
    found = _permissions(on_pages | on_files | anywhere)
    group.permissions.add(*(found[name] for name in anywhere))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=branch.root_page, permission=found[name])
        for name in on_pages
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=branch.collection, permission=found[name])
        for name in on_files & found.keys()  # sounds and films know no right to choose
    )


def grant_owned(model, role: Role, group: Group) -> None:
    """Give ``group`` what ``role`` may do on objects of ``model``; what it has it keeps."""
    rights = _rights(model, owned_permissions(model, role))
    group.permissions.add(*_permissions(rights).values())


def follow_models(app_config, apps, **kwargs) -> None:
    """Receive ``post_migrate``: branches made before a model was owned get its rights too."""
    try:
        apps.get_model("centre", "BranchGroup")
    except LookupError:  # taken back to before there were branches
        return
    models = [model for model in owned_models() if model._meta.app_config is app_config]
    for given in BranchGroup.objects.select_related("group") if models else ():
        for model in models:
            grant_owned(model, given.role, given.group)


def _rights_on_files(role: Role) -> set[tuple[str, str]]:
    # Wagtail asks for the rights on its own Image, whatever model replaces it.
    models = (get_image_model(), get_document_model(), get_media_model())
    return set().union(
        *(
            _rights(policy_registry.get_by_type(model).auth_model, COLLECTION_PERMISSIONS[role])
            for model in models
        )
    )


def _rights(model, actions) -> set[tuple[str, str]]:
    """Return the names of permissions, as (application, codename)."""
    return {(model._meta.app_label, f"{action}_{model._meta.model_name}") for action in actions}


def _permissions(names: set[tuple[str, str]]) -> dict[tuple[str, str], Permission]:
    """Return the permissions ``names``, read at once."""
    codenames = {codename for _app, codename in names}
    rows = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    found = {(row.content_type.app_label, row.codename): row for row in rows}
    return {name: found[name] for name in names if name in found}


def _create_workflow(branch: Branch) -> None:
    name = f"{branch} · {Role.DIRECTOR.label}"
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(branch.branch_groups.get(role=Role.DIRECTOR).group)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=branch.root_page)
