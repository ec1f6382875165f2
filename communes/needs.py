"""Services by need across communes: who answers, the nearest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from centre.cache.snapshot import snapshot
from communes.filters import WhereForm
from communes.national import Centre
from communes.nearness import Nearness, Spot, distance, nearness
from communes.portal import address, addressed, centres_of, offered, territory_of
from communes.where import REGIONS, spot_of
from events.agenda import query_of
from services.models import ServicePage
from services.summaries import Summary, read_summaries

PER_PAGE = 30


@dataclass(frozen=True)
class Group:
    """The services of one centre, how near it is in words, and how many it has in all."""

    centre: Centre
    near: str
    services: list[Summary]
    url: str


@dataclass(frozen=True)
class Slice:
    """The services of one centre that stand on a page: after the first ``start``, ``count``."""

    centre: Centre
    start: int
    count: int


def needs_context(home, request) -> dict:
    """Return the centres; the directory has the needs that some of them answer."""
    return {"centres": addressed(home, request)}


def need_context(home, request, need) -> dict:
    """Return who answers ``need``, the nearest first to where the query string says."""
    territory = territory_of(home)
    form = WhereForm(request.GET, territory)
    services = offered(home).for_need(need.slug)
    count = partial(_counts, home, services)
    counts = snapshot(home.house, f"services_for_{need.slug}", count)
    centres = ordered([one for one in centres_of(home) if one.path in counts], form.spot)
    total, number = sum(counts.values()), form.number
    slices = window(centres, counts, (number - 1) * PER_PAGE, PER_PAGE)
    if not slices and number > 1:
        number, slices = 1, window(centres, counts, 0, PER_PAGE)
    return {
        "need": need,
        "form": form,
        "query": query_of(form.applied),
        "groups": _groups(home, request, need, slices, form.spot),
        "total": total,
        "number": number,
        "has_previous": number > 1,
        "has_next": number * PER_PAGE < total,
    }


def _counts(home, services, _house) -> dict[str, int]:
    """Return how many of ``services`` stand in each centre, by its tree path."""
    length = len(home.path) + home.steplen
    rows = services.order_by().annotate(centre=Substr("path", 1, length)).values("centre")
    return {row["centre"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def ordered(centres: list[Centre], spot: Spot | None) -> list[Centre]:
    """Return ``centres``, the nearest to ``spot`` first, else from the coast to the north."""
    if spot is None:
        return centres
    return sorted(centres, key=lambda one: distance(spot, spot_of(one.commune), REGIONS))


def window(centres: list[Centre], counts: dict[str, int], first: int, most: int) -> list[Slice]:
    """Return which services of which centres stand on a page.

    Counted over all of them in the order of ``centres``: ``most`` from number ``first`` on.
    """
    found, before = [], 0
    for centre in centres:
        start = max(first - before, 0)
        count = min(counts[centre.path] - start, first + most - before - start)
        if count > 0:
            found.append(Slice(centre, start, count))
        before += counts[centre.path]
    return found


def _groups(home, request, need, slices: list[Slice], spot: Spot | None) -> list[Group]:
    by_path = _read(need, slices, home.directory)
    return [
        Group(
            centre=one.centre,
            near=near_in_words(spot, spot_of(one.centre.commune)) if spot else "",
            services=_seen(by_path[one.centre.path], home, request),
            url=address(home, request, one.centre.url_path),
        )
        for one in slices
    ]


def _seen(summaries: list[Summary], home, request) -> list[Summary]:
    for summary in summaries:
        summary.url = address(home, request, summary.url_path)
    return summaries


def _read(need, slices: list[Slice], directory) -> dict[str, list[Summary]]:
    """Return what lists say of the services of ``slices``, by the tree path of their centre."""
    by_path: dict[str, list] = {one.centre.path: [] for one in slices}
    centre_of = dict(_keys(need, slices))
    chosen = ServicePage.objects.filter(pk__in=centre_of).order_by("path")
    for summary in read_summaries(chosen, directory):
        by_path[centre_of[summary.pk]].append(summary)
    return by_path


def _keys(need, slices: list[Slice]) -> Iterator[tuple[int, str]]:
    """Yield the key of each service of ``slices`` and the tree path of its centre.

    Each centre is looked up apart, in one statement: of one question about all of them a database
    reads the services of the whole country.
    """
    parts = [_of_centre(need, one.centre) for one in slices]
    rows = sorted(parts[0].union(*parts[1:], all=True), key=itemgetter(1)) if parts else []
    for one in slices:
        path = one.centre.path
        theirs = [pk for pk, found in rows if found.startswith(path)]
        yield from ((pk, path) for pk in theirs[one.start : one.start + one.count])


def _of_centre(need, centre: Centre):
    found = ServicePage.objects.offered(centre).for_need(need.slug)
    return found.order_by().values_list("pk", "path")


def near_in_words(here: Spot, there: Spot) -> str:
    """Return how near a centre is, in words."""
    return {
        Nearness.SAME_COMMUNE: _("In your commune"),
        Nearness.SAME_PREFECTURE: _("In your prefecture, %(name)s"),
        Nearness.SAME_REGION: _("In your region, %(name)s"),
        Nearness.ELSEWHERE: _("In another region, %(name)s"),
    }[near := nearness(here, there)] % {
        "name": there.prefecture if near == Nearness.SAME_PREFECTURE else there.region
    }
