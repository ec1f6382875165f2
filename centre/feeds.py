"""Feeds: news for readers that ask again by themselves (RFC 4287), and how they are answered.

An answer is good as long as the content version of its house stands, a branch or the federation:
who asks again with the tag gets 304, and the first request after a change gets what is new.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag

from centre.formats import one_line

ATOM = "application/atom+xml; charset=utf-8"
KEPT_SECONDS = 3600
# Of what nobody ever published by hand, such as a page that was loaded.
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One entry: ``link`` is a full address, ``name`` a URI that never changes."""

    title: str
    link: str
    summary: str
    name: str
    changed: dt.datetime
    category: str = ""


def atom_file(title: str, link: str, address: str, entries: Iterable[AtomEntry]) -> bytes:
    """Return the file of a feed about ``link``; ``address`` is that of the file."""
    atom = Atom1Feed(
        title=one_line(title),
        link=link,
        description="",
        language="fr",
        feed_url=address,
        feed_guid=address,
    )
    for entry in entries:
        atom.add_item(
            title=one_line(entry.title),
            link=entry.link,
            description=entry.summary,
            unique_id=entry.name,
            updateddate=entry.changed,
            categories=(entry.category,) if entry.category else (),
        )
    return atom.writeString("utf-8").encode()


def feed_response(
    house, request, content_type: str, build: Callable[[], bytes], *, more="", kept=False
) -> HttpResponse:
    """Return 304 to who has the present answer of ``house``, else what ``build`` gives.

    ``more``: what else the answer depends on. It is remembered if ``kept``.
    """
    made_from = (house.content_version, request.build_absolute_uri(request.path), more)
    digest = hashlib.sha256("|".join(made_from).encode()).hexdigest()[:32]
    since = cache.get_or_set(f"feed-since-{house.content_version}", timezone.now, None)
    etag = quote_etag(digest)
    response = get_conditional_response(request, etag, int(since.timestamp()))
    if response is None:
        content = cache.get_or_set(f"feed-{digest}", build, KEPT_SECONDS) if kept else build()
        response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(since.timestamp())
    # Kept, but asked about each time: a change of date must be seen at once.
    response["Cache-Control"] = "no-cache"
    return response
