"""What is within a user's reach: what belongs to the communes in which she has a role."""

from os.path import commonprefix

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import (
    Collection,
    Page,
    Revision,
    Task,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from centre.models.branch import Branch
from centre.tenancy.policy import is_owned


class Reach:
    """The communes of ``user``, and what is in them.

    What is of no commune is out of reach; a superuser is not to be asked about.
    """

    def __init__(self, user):
        self.user = user

    @cached_property
    def branches(self) -> list[Branch]:
        """The branches in which she has a role, with their pages and collections."""
        return list(Branch.objects.for_user(self.user).select_related("root_page", "collection"))

    @cached_property
    def root_path(self) -> str:
        """The path of the lowest page above everything of hers; empty when she has nothing."""
        paths = [branch.root_page.path for branch in self.branches]
        common = commonprefix(paths)  # noqa: RUF071 - steps of a path are characters here
        return common[: len(common) // Page.steplen * Page.steplen]

    def pages(self, prefix: str = "") -> Q:
        """Return the condition that a page is hers; ``prefix`` leads to the page."""
        return _below(f"{prefix}path", [branch.root_page.path for branch in self.branches])

    def collections(self, prefix: str = "") -> Q:
        """Return the condition that a collection is hers; ``prefix`` leads to the collection."""
        return _below(f"{prefix}path", [branch.collection.path for branch in self.branches])

    def passes(self, path: str) -> bool:
        """Return whether the page at ``path`` is on the way to hers, at or below the lowest."""
        return bool(self.root_path) and any(
            branch.root_page.path.startswith(path) and path.startswith(self.root_path)
            for branch in self.branches
        )

    def passed(self) -> Q:
        """Return the condition that a page is on the way to hers."""
        roots = [branch.root_page.path for branch in self.branches]
        paths = {
            root[:end]
            for root in roots
            for end in range(len(self.root_path) or 1, len(root) + 1, Page.steplen)
        }
        return Q(path__in=paths)

    def holds(self, model, pk) -> bool:
        """Return whether the object of ``model`` with the key ``pk`` is hers. Nothing is not."""
        try:
            return self.of(model).filter(pk=pk).exists()
        except (ValueError, TypeError, ValidationError):
            return False

    def of(self, model):
        """Return the objects of ``model`` that are hers."""
        objects = model._base_manager.all()
        if issubclass(model, Page):
            return objects.filter(self.pages())
        if issubclass(model, Collection):
            return objects.filter(self.collections())
        if is_owned(model):
            return objects.filter(Q(branch__in=self.branches) | Q(branch__isnull=True))
        if any(field.name == "collection" for field in model._meta.fields):
            return objects.filter(self.collections("collection__"))
        rule = self._rules.get(model)
        return objects.filter(rule()) if rule else objects.none()

    @cached_property
    def _rules(self) -> dict:
        return {
            Branch: lambda: Q(pk__in=[branch.pk for branch in self.branches]),
            get_user_model(): lambda: Q(groups__branch_group__branch__in=self.branches),
            Revision: self._about_pages,
            WorkflowState: self._about_pages,
            TaskState: lambda: self._about_pages("workflow_state__"),
            Task: self._of_her_approvals,
            UploadedFile: lambda: Q(uploaded_by_user=self.user),
        }

    def _about_pages(self, prefix: str = "") -> Q:
        pages = Page.objects.filter(self.pages()).values("pk")
        kind = ContentType.objects.get_for_model(Page)
        return Q(
            **{
                f"{prefix}base_content_type": kind,
                # The key of anything is kept as text.
                f"{prefix}object_id__in": [str(row["pk"]) for row in pages],
            }
        )

    def _of_her_approvals(self) -> Q:
        """The steps by which her pages go: set on one of them, or above them all."""
        above = Q(workflow_tasks__workflow__workflow_pages__page__path__in=self._paths_above)
        return above | self.pages("workflow_tasks__workflow__workflow_pages__page__")

    @property
    def _paths_above(self) -> list[str]:
        return [
            self.root_path[:end]
            for end in range(Page.steplen, len(self.root_path) + 1, Page.steplen)
        ]


def reach_of(request) -> Reach:
    """Return the reach of the user of ``request``, found once."""
    if not hasattr(request, "_reach"):
        request._reach = Reach(request.user)
    return request._reach


def _below(name: str, paths: list[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{name}__startswith": path})
    return condition
