"""Sensitive pages: which they are, and what their answers must carry.

The checkbox of a page counts for every page below it.
"""

from django.apps import apps
from django.http import HttpResponse

from centre.cache.snapshot import snapshot
from centre.models.branch import Branch


def sensitive_paths(branch: Branch) -> tuple[str, ...]:
    """Return the tree paths of the pages of ``branch`` ticked as sensitive."""
    return snapshot(branch, "sensitive_paths", read_sensitive_paths)


def read_sensitive_paths(branch: Branch) -> tuple[str, ...]:
    """Return the same as the database has it now, also before a change is committed."""
    from centre.models.page import CentrePage

    first, *others = (
        model.objects.descendant_of(branch.root_page, inclusive=True)
        .filter(is_sensitive=True)
        .order_by()
        .values_list("path", flat=True)
        for model in apps.get_models()
        if issubclass(model, CentrePage)
    )
    return tuple(first.union(*others, all=True))


def protect(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache, and its address out of other sites' logs."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noarchive"
    return response
