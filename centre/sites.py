"""The site of a request: the one Wagtail finds, for a shorter query. And the site of a page.

Wagtail lets the database rank the sites and reads their root pages twice. Most of what a light
page costs went there.

A page may be read at several hosts and has one address to remember: at the host of its own if its
commune has one, else at the federation's. A host to which the instance does not answer yet
(``ALLOWED_HOSTS``) is no address to send anybody to.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.http.request import split_domain_port, validate_host
from wagtail.models import Page, Site

from centre.models.routed import specific_page
from centre.statements import Statement

# Of each site, what tells the address of a page.
SITE_COLUMNS = ("hostname", "port", "is_default_site", "root_page__path", "root_page__url_path")
NAMES = [field.attname for field in Site._meta.concrete_fields]

_sites = Statement(
    lambda hostname: (
        Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
        .order_by()
        .values_list(*NAMES, "root_page__content_type")
    )
)


def find_site(request) -> Site | None:
    """Return the site that ``Site.find_for_request`` finds, its root page already specific."""
    hostname = split_domain_port(request._get_raw_host())[0]
    root_types = {
        Site.from_db(connection.alias, NAMES, values): type_id
        for *values, type_id in _sites.rows(hostname)
    }
    site = best_site(list(root_types), hostname, int(request.get_port()))
    if site is not None:
        site.root_page = specific_page(site.root_page_id, root_types[site])
    return site


def best_site(sites: list[Site], hostname: str, port: int) -> Site | None:
    """Return the site of ``sites`` that answers for a host, as Wagtail ranks them.

    The one of this name and port, else of this name if it is the default one, else the only one of
    this name, else the default one.
    """
    named = [site for site in sites if site.hostname == hostname]
    exact = [site for site in named if site.port == port]
    default = [site for site in sites if site.is_default_site]
    found = exact or [site for site in named if site.is_default_site]
    if not found and (default or len(named) == 1):
        found = named if len(named) == 1 else default
    return found[0] if found else None


def is_answered(hostname: str) -> bool:
    """Return whether the instance answers to ``hostname``."""
    return validate_host(hostname, settings.ALLOWED_HOSTS)


def sites_above(path: str) -> tuple[QuerySet, Iterable[str]]:
    """Return the part (``centre.reading``) of the sites that hold the page at a tree path."""
    steps = range(Page.steplen, len(path) + 1, Page.steplen)
    above = [path[:end] for end in steps]
    return Site.objects.filter(root_page__path__in=above), SITE_COLUMNS


def site_of(path: str, sites: Iterable[Mapping]) -> Mapping | None:
    """Return the one of ``sites`` whose address is to remember for the page at a tree path.

    ``sites`` have ``SITE_COLUMNS``. Of those that answer, as Wagtail chooses: that of the nearest
    root, the default one first, then by name.
    """
    holding = (site for site in sites if path.startswith(site["root_page__path"]))
    return min(holding, key=_rank, default=None)


def _rank(site: Mapping) -> tuple:
    return (
        not is_answered(site["hostname"]),
        -len(site["root_page__path"]),
        not site["is_default_site"],
        site["hostname"],
    )


def address_of(page, sites: Iterable[Mapping]) -> str:
    """Return the whole address to remember of ``page``, empty where none of ``sites`` has it."""
    site = site_of(page.path, sites)
    if site is None:
        return ""
    root = Site(hostname=site["hostname"], port=site["port"]).root_url
    return f"{root}/{page.url_path.removeprefix(site['root_page__url_path'])}"


def address_from(request, url_path: str) -> str:
    """Return where to lead who reads ``request``: with a host where another one has the page."""
    holding = [one for one in Site.get_site_root_paths() if url_path.startswith(one.root_path)]
    if not holding:
        return "/"
    # The nearest root comes first.
    best = min(holding, key=lambda one: not is_answered(urlsplit(one.root_url).hostname))
    here = Site.find_for_request(request) if request else None
    near = {one.site_id for one in holding if one.root_path == best.root_path}
    root = "" if here and here.pk in near else best.root_url
    return f"{root}/{url_path.removeprefix(best.root_path)}"
