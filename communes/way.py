"""The way from the portal down to a page, found by one query for the whole address."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from centre.models.routed import specific_page
from centre.statements import Statement

# Addresses have no index, slugs have one.
_pages_on_the_way = Statement(
    lambda *words: (
        Page.objects.filter(
            slug__in=words[: len(words) // 2], url_path__in=words[len(words) // 2 :]
        )
        .order_by()
        .values_list("url_path", "pk", "content_type")
    )
)


def first_stop(portal, components: list[str]) -> tuple[Page, list[str]] | None:
    """Return the page to go on from, and what is left of ``components``; ``None`` without any.

    That is the home page of a centre, which finds its own pages, else the last one on the way.
    """
    steps = range(1, len(components) + 1)
    paths = [f"{portal.url_path}{'/'.join(components[:step])}/" for step in steps]
    rows = _pages_on_the_way.rows(*components, *paths)
    found = {path: (pk, type_id) for path, pk, type_id in rows}
    for step in sorted(steps, key=lambda step: (step > 1 or not _is_centre(found, paths), -step)):
        if paths[step - 1] in found:
            return specific_page(*found[paths[step - 1]]), components[step:]
    return None


def _is_centre(found: dict[str, tuple[int, int]], paths: list[str]) -> bool:
    """Return whether the first page on the way finds all those below by itself."""
    if paths[0] not in found:
        return False
    model = ContentType.objects.get_for_id(found[paths[0]][1]).model_class()
    return getattr(model, "finds_descendants", False)
