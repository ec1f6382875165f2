"""Sensitive pages: which they are, and what their answers must carry.

The checkbox of a page counts for every page below it. docs/safety.md lists what it switches.
"""

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponse
from wagtail.models import Page

from centre.cache.snapshot import snapshot
from centre.models.branch import Branch


def is_sensitive_path(branch: Branch | None, path: str) -> bool:
    """Return whether the page at the tree path ``path`` in ``branch`` is sensitive.

    Outside of the communes (``branch`` is ``None``) the database is asked.
    """
    if branch is None:
        return bool(_ticked_above(path))
    return path.startswith(sensitive_paths(branch))


def _ticked_above(path: str) -> tuple[str, ...]:
    """Return the tree paths at and above ``path`` that are ticked; nothing stands above a root."""
    steps = range(2 * Page.steplen, len(path) + 1, Page.steplen)
    above = [path[:end] for end in steps]
    return ticked_paths(lambda pages: pages.filter(path__in=above)) if above[1:] else ()


def sensitive_paths(branch: Branch) -> tuple[str, ...]:
    """Return the tree paths of the pages of ``branch`` ticked as sensitive."""
    return snapshot(branch, "sensitive_paths", read_sensitive_paths)


def read_sensitive_paths(branch: Branch) -> tuple[str, ...]:
    """Return the same as the database has it now, also before a change is committed."""
    return ticked_paths(lambda pages: pages.descendant_of(branch.root_page, inclusive=True))


def ticked_paths(among=QuerySet.all) -> tuple[str, ...]:
    """Return the tree paths of the pages ticked as sensitive, of any commune; asks one query.

    ``among`` narrows a queryset of pages.
    """
    from centre.models.page import CentrePage

    first, *others = (
        among(model.objects.all())
        .filter(is_sensitive=True)
        .order_by()
        .values_list("path", flat=True)
        for model in apps.get_models()
        if issubclass(model, CentrePage)
    )
    return tuple(first.union(*others, all=True))


def ticked_page(page, parent=None) -> Page | None:
    """Return the page whose tick makes ``page`` sensitive: itself, one above, else ``None``.

    ``parent``: below which a page without a place in the tree will stand.
    """
    if page.is_sensitive:
        return page
    path = page.path or getattr(parent, "path", "")
    branch = Branch.objects.for_path(path).first()
    known = sensitive_paths(branch) if branch else _ticked_above(path)
    above = [one for one in known if path.startswith(one)]
    return Page.objects.filter(path__in=above).order_by("-path").first()


def protect(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache, and its address out of other sites' logs."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noarchive"
    return response
