"""Whole public pages, kept for the readers who come next (docs/decisions/0011)."""

import hashlib
import threading
from http import HTTPStatus

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from centre.cache.encoding import best_encoding, pack
from centre.cache.moments import next_moment
from centre.cache.outage import is_away, is_found_away
from centre.cache.pages import (
    KeptPage,
    Turn,
    find,
    forget,
    is_worth_waiting_for,
    keep,
    key_for,
)
from centre.cache.parameters import known_parameters
from centre.counts import count_visit, counted_page
from centre.models.branch import Branch
from centre.weight.choice import saves_data

# Nothing below these is a page of a centre.
ELSEWHERE = (
    "/admin/", "/documents/", "/_util/", "/healthz", "/readyz",
    settings.STATIC_URL, settings.MEDIA_URL,
)  # fmt: skip

_renewing = threading.Lock()


class PageCacheMiddleware:
    """Answer anonymous readers from memory as long as the page would say the same.

    It stands where answers are not compressed yet. Nothing of a reader is in the key: two
    readers of one address, encoding and choice of pictures get the same bytes.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Return the page kept, or made and perhaps kept."""
        if not settings.PAGE_CACHE or not is_anonymous_reading(request):
            return self._made(request)[0]
        request.page_cache = "made"
        request.GET = known_parameters(request.GET)
        key = key_of(request)
        kept = find(key)
        if kept and (is_away() or kept.is_right(timezone.now().timestamp())):
            return self._again(request, kept)
        if request.method == "HEAD":
            return self._made(request)[0]
        if kept:
            return self._renewed(request, key, kept)
        if is_worth_waiting_for(key):
            return self._in_turn(request, key, None)
        return self._made_and_kept(request, key)

    def _renewed(self, request, key: str, kept: KeptPage):
        """Make one page at a time anew in this process; of the others the last one is given.

        After a publication all pages of a commune are to be made: all threads would be at it, and
        nobody would be left to answer.
        """
        if not _renewing.acquire(blocking=False):
            return self._again(request, kept)
        try:
            return self._in_turn(request, key, kept)
        finally:
            _renewing.release()

    def _in_turn(self, request, key: str, kept: KeptPage | None):
        """Let one make the page; the others get the last one, or wait for the first."""
        turn = Turn(key)
        if not turn.take():
            kept = kept or turn.awaited()
            return self._again(request, kept) if kept else self._made_and_kept(request, key)
        try:
            made = find(key)
            if made and (kept is None or made.made > kept.made):
                # Somebody's turn ended between the look and the turn.
                return self._again(request, made)
            response = self._made_and_kept(request, key)
        finally:
            turn.give_back()
        has_failed = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        return self._again(request, kept) if kept and has_failed and is_found_away() else response

    def _made(self, request):
        """Return the answer and the id of the page that it is a visit of, if it is one."""
        response = revalidated(request, self.get_response(request))
        page_id = counted_page(request, response)
        if page_id is not None:
            count_visit(request.centre_home.branch.pk, page_id, timezone.localdate())
        return response, page_id

    def _again(self, request, kept: KeptPage):
        request.page_cache = "kept"
        is_head = request.method == "HEAD"
        if kept.page_id is not None and not is_head:
            count_visit(kept.branch_id, kept.page_id, timezone.localdate())
        return kept.response(is_head)

    def _made_and_kept(self, request, key: str):
        started = timezone.now()
        response, page_id = self._made(request)
        if not is_for_everybody(request, response):
            if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                forget(key)
            return response
        house = request.centre_home.house
        branch = house if isinstance(house, Branch) else None
        if not response.has_header("ETag"):
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        pack(response, best_encoding(request))
        kept = KeptPage(
            branch_id=branch and branch.pk,
            version=house.content_version,
            made=started.timestamp(),
            until=next_moment(branch, started).timestamp(),
            headers=tuple(response.items()),
            content=response.content,
            page_id=page_id,
        )
        keep(key, kept)
        return response


def key_of(request) -> str:
    """Return the key of all that the answer to an anonymous ``request`` depends on.

    Raises ``DisallowedHost`` for a host that is none of the site's.
    """
    return key_for(
        request.scheme, request.get_host(), request.path, request.GET.urlencode(),
        get_language(), best_encoding(request), "light" if saves_data(request) else "",
    )  # fmt: skip


def is_anonymous_reading(request) -> bool:
    """Return whether ``request`` reads, and tells nothing of who reads."""
    return (
        request.method in ("GET", "HEAD")
        and not request.path.startswith(ELSEWHERE)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and not getattr(request, "is_preview", False)
    )


def is_for_everybody(request, response) -> bool:
    """Return whether ``response`` is a whole page of a centre that may be kept in memory."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and getattr(request, "centre_home", None) is not None
        and not response.streaming
        and not response.cookies
        and "no-store" not in control
        and "private" not in control
        and "cookie" not in response.get("Vary", "").lower()
    )


def revalidated(request, response):
    """Let browsers keep a page of a centre and ask each time whether it changed."""
    if getattr(request, "centre_home", None) and not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True)
    return response
