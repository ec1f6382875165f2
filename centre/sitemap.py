"""The site map, in sections of constant size so that its cost does not grow with the site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Substr
from django.http import Http404
from wagtail.models import Page, Site

from centre.models import Branch
from centre.querysets import is_unrestricted
from centre.sites import is_answered

PER_SECTION = 100
# The protocol's limit; a number without one could be too large for the database.
MOST_SECTIONS = 50_000

_counts: dict[int, tuple[tuple[str, ...], tuple[int, int]]] = {}
_sources: list[Callable[[Branch], Iterator[str]]] = []
_root_sources: list[Callable[[Page], Iterator[str]]] = []


@dataclass(frozen=True)
class SitemapEntry:
    """An address, absolute, and when its page was last published."""

    location: str
    changed_at: datetime | None = None


def register_sitemap_source(source: Callable[[Branch], Iterator[str]]) -> None:
    """Add the addresses, relative to the branch's root, that ``source(branch)`` yields.

    They are few: each centre has a section of its own for them.
    """
    _sources.append(source)


def register_root_sitemap_source(source: Callable[[Page], Iterator[str]]) -> None:
    """Add the addresses that ``source(root page of the site)`` yields, relative to that page."""
    _root_sources.append(source)


def sections(site: Site) -> list[str]:
    """Return the names of the sections of ``site``, as they stand in their addresses.

    Counted again when something changed in one of its branches.
    """
    branches = Branch.objects.filter(root_page__path__startswith=site.root_page.path)
    versions = tuple(branches.order_by("pk").values_list("content_version", flat=True))
    known = _counts.get(site.pk)
    if known is None or known[0] != versions or not versions:
        pages = public_pages(site)
        counted = pages.count(), _centres(pages).count()
        known = _counts[site.pk] = (versions, counted)
    pages, centres = known[1]
    last = -(-pages // PER_SECTION)
    return [*map(str, range(last + 1)), *(f"centre-{number + 1}" for number in range(centres))]


def public_pages(site: Site):
    """Return the pages of ``site`` that everybody may see, in tree order.

    What has a host of its own is in the site map of that host: no page is in two.
    """
    pages = Page.objects.live().filter(is_unrestricted()).order_by("path")
    pages = pages.descendant_of(site.root_page, inclusive=True)
    for length, paths in _roots_elsewhere(site).items():
        pages = pages.alias(above=Substr("path", 1, length)).exclude(above__in=paths)
    return pages


def _roots_elsewhere(site: Site) -> dict[int, list[str]]:
    """Return the tree paths below the root of ``site`` that other hosts have, by their length."""
    found: dict[int, list[str]] = {}
    root = site.root_page
    others = Site.objects.filter(
        root_page__path__startswith=root.path, root_page__depth__gt=root.depth
    )
    for hostname, path in others.order_by().values_list("hostname", "root_page__path"):
        if is_answered(hostname):
            found.setdefault(len(path), []).append(path)
    return found


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


def front_section(site: Site) -> list[SitemapEntry]:
    """Return the addresses of the root of ``site`` that are not pages of the tree."""
    root = site.root_page
    return [
        SitemapEntry(f"{site.root_url}/{address}")
        for source in _root_sources
        for address in source(root)
    ]


def centre_section(site: Site, number: int) -> list[SitemapEntry]:
    """Return the addresses of the centre ``number``, from 1, that are not pages of the tree.

    Raises ``Http404`` past the last one.
    """
    if not 0 < number <= MOST_SECTIONS:
        raise Http404
    branches = _centres(public_pages(site)).order_by("pk")
    branch = branches.select_related("root_page", "commune")[number - 1 : number].first()
    if branch is None:
        raise Http404
    return [
        SitemapEntry(_under(site, branch, address))
        for source in _sources
        for address in source(branch)
    ]


def _centres(pages):
    """Return the branches whose front page is one of ``pages``."""
    return Branch.objects.filter(root_page__in=pages.order_by().values("pk"))


def _under(site: Site, branch: Branch, address: str) -> str:
    path = branch.root_page.url_path.removeprefix(site.root_page.url_path)
    return f"{site.root_url}/{path}{address}"
