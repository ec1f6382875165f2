"""What something of a commune may point at: what is its own, and what is no other commune's."""

from collections import defaultdict

from django.db.models import Q
from wagtail.models import Page

from centre.models.branch import Branch
from centre.tenancy.policy import is_owned


def branch_at(path: str) -> Branch | None:
    """Return the branch in which the page at the tree path ``path`` stands, if any."""
    return Branch.objects.for_path(path or "").first()


def leaves_its_commune(page, parent) -> bool:
    """Return whether ``page`` would leave its commune by standing under ``parent``.

    The home page of a commune takes the commune along, wherever it goes.
    """
    branch = branch_at(page.path)
    if branch is None or branch.root_page_id == page.pk:
        return False
    return branch_at(parent.path) != branch


def own(objects, branch: Branch | None):
    """Return those of ``objects``, a queryset, at which something of ``branch`` may point.

    ``branch`` is ``None`` for the federation: it owns no such thing, but shows pages and
    files of every commune.
    """
    model = objects.model
    if is_owned(model):
        return objects.filter(branch__isnull=False, branch=branch)
    if branch is None:
        return objects
    others = Branch.objects.exclude(pk=branch.pk)
    if issubclass(model, Page):
        paths = others.values_list("root_page__path", flat=True)
        return objects.exclude(_below("path", paths)).filter(
            Q(path__startswith=branch.root_page.path) | Q(live=True)
        )
    if _has_collection(model):
        paths = others.values_list("collection__path", flat=True)
        return objects.exclude(_below("collection__path", paths))
    return objects


def is_bound(model) -> bool:
    """Return whether it matters to whom an object of ``model`` belongs."""
    return is_owned(model) or issubclass(model, Page) or _has_collection(model)


def points_elsewhere(references, branch: Branch | None) -> bool:
    """Return whether one of ``references`` leads to what ``branch`` may not point at.

    They are as Wagtail's ``extract_references`` gives them: model, key, and where it stands.
    """
    named = defaultdict(set)
    for model, pk, *_place in references:
        if is_bound(model):
            named[model].add(str(pk))
    return any(
        own(model._base_manager.filter(pk__in=pks), branch).count() < len(pks)
        for model, pks in named.items()
    )


def _has_collection(model) -> bool:
    return any(field.name == "collection" for field in model._meta.fields)


def _below(name: str, paths) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{name}__startswith": path})
    return condition
