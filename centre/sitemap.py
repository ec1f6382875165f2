"""The site map, in sections of constant size so that its cost does not grow with the site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from wagtail.models import Page, Site

from centre.models import Branch
from centre.querysets import is_restricted

PER_SECTION = 100
# The protocol's limit; a number without one could be too large for the database.
MOST_SECTIONS = 50_000

_counts: dict[int, tuple[tuple[str, ...], int]] = {}
_sources: list[Callable[[Branch], Iterator[str]]] = []
_root_sources: list[Callable[[Page], Iterator[str]]] = []


@dataclass(frozen=True)
class SitemapEntry:
    """An address, absolute, and when its page was last published."""

    location: str
    changed_at: datetime | None = None


def register_sitemap_source(source: Callable[[Branch], Iterator[str]]) -> None:
    """Add the addresses, relative to the branch's root, that ``source(branch)`` yields."""
    _sources.append(source)


def register_root_sitemap_source(source: Callable[[Page], Iterator[str]]) -> None:
    """Add the addresses that ``source(root page of the site)`` yields, relative to that page."""
    _root_sources.append(source)


def section_count(site: Site) -> int:
    """Return how many sections the pages of ``site`` fill.

    Counted again when something changed in one of its branches.
    """
    branches = Branch.objects.filter(root_page__path__startswith=site.root_page.path)
    versions = tuple(branches.order_by("pk").values_list("content_version", flat=True))
    known = _counts.get(site.pk)
    if known is None or known[0] != versions or not versions:
        known = _counts[site.pk] = (versions, public_pages(site).count())
    return -(-known[1] // PER_SECTION)


def public_pages(site: Site):
    """Return the pages of ``site`` that everybody may see, in tree order."""
    pages = Page.objects.live().exclude(is_restricted())
    return pages.descendant_of(site.root_page, inclusive=True).order_by("path")


def section(site: Site, number: int) -> list[SitemapEntry]:
    """Return the entries of section ``number``, counted from 1.

    Raises ``Http404`` past the last one.
    """
    if not 0 < number <= MOST_SECTIONS:
        raise Http404
    start = (number - 1) * PER_SECTION
    pages = public_pages(site)[start : start + PER_SECTION]
    rows = list(pages.values_list("url_path", "last_published_at"))
    if not rows:
        raise Http404
    root_path = site.root_page.url_path
    return [
        SitemapEntry(f"{site.root_url}/{path.removeprefix(root_path)}", changed_at)
        for path, changed_at in rows
    ]


def directory_section(site: Site) -> list[SitemapEntry]:
    """Return the public addresses of ``site`` that are not pages of the tree."""
    root = site.root_page
    branches = Branch.objects.filter(root_page__path__startswith=root.path)
    own = [address for source in _root_sources for address in source(root)]
    return [SitemapEntry(f"{site.root_url}/{address}") for address in own] + [
        SitemapEntry(_under(site, branch, address))
        for branch in branches.select_related("root_page", "commune")
        for source in _sources
        for address in source(branch)
    ]


def _under(site: Site, branch: Branch, address: str) -> str:
    path = branch.root_page.url_path.removeprefix(site.root_page.url_path)
    return f"{site.root_url}/{path}{address}"
