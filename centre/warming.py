"""The first visit, made before there is a visitor.

What a process learns with its first pages (templates, statements, styles) is learnt once, before
the processes part, and stands in memory once for all of them.
"""

import io
import logging
import time
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import DatabaseError
from django.http.request import validate_host
from django.urls import NoReverseMatch
from wagtail.models import Page, Site

from centre.querysets import is_unrestricted
from centre.routing import branch_routes, reverse_branch_route

logger = logging.getLogger(__name__)

# While the site learns somebody may be waiting at its door. The first pages teach it most.
SECONDS = 0.8


def warm_up(application, seconds: float = SECONDS) -> int:
    """Ask the WSGI ``application`` for one page of each type of the default site.

    Begins none after so many ``seconds``, but for the first. Returns how many were asked for; a
    site that is not there yet is no error.
    """
    end = time.monotonic() + seconds
    try:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        paths = paths_of(site) if site else []
    except DatabaseError as error:
        logger.warning("No page could be made ready: %s", type(error).__name__)
        return 0
    host = _host(site) if site else ""
    if not host:
        return 0
    asked = 0
    for path in paths:
        if asked and time.monotonic() > end:
            break
        _ask(application, host, path)
        asked += 1
    return asked


def _host(site: Site) -> str:
    """Return a name under which the default site answers, empty where there is none."""
    allowed = settings.ALLOWED_HOSTS
    if validate_host(site.hostname, allowed):
        return site.hostname
    return next((name for name in allowed if name[0] not in ".*"), "")


def paths_of(site: Site) -> list[str]:
    """Return the address of one page of each type, and of what needs no argument beside them."""
    pages = Page.objects.descendant_of(site.root_page, inclusive=True).live()
    pages = pages.filter(is_unrestricted())
    types = pages.order_by().values_list("content_type", flat=True).distinct()
    shown = [pages.filter(content_type=one).order_by("path").first() for one in types]
    root = site.root_page.specific.get_url() or "/"
    return [page.get_url() for page in shown] + [f"{root}{one}" for one in _routes()]


def _routes() -> list[str]:
    found = []
    for pattern in branch_routes():
        try:
            found.append(reverse_branch_route(pattern.name))
        except NoReverseMatch:
            continue
    return found


def _ask(application, host: str, path: str) -> None:
    environ = {
        # Made whole, yet nobody's visit: it is not counted.
        "REQUEST_METHOD": "HEAD",
        "PATH_INFO": path,
        "HTTP_HOST": host,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.input": io.BytesIO(),
    }
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers: None)
    answer.close()
