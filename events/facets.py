"""What the agenda of a branch can be filtered by, read once and kept until something changes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import TruncMonth

from centre.cache.snapshot import snapshot
from centre.models import Branch, Commune
from centre.reading import Parts, Reading, instances, whole
from events.models import EventPage, Occurrence, Theme


@dataclass(frozen=True)
class Facets:
    """Only what some published date of the branch has.

    ``kinds``: the most frequent first. ``months``: first days of the months in which something
    starts, in order. ``last``: the last day of all, ``None`` without any date. ``has_undated``:
    whether something has no date yet.
    """

    kinds: list[str]
    has_courses: bool
    themes: list[Theme]
    communes: list[Commune]
    months: list[dt.date]
    last: dt.date | None
    has_undated: bool

    def years(self, today: dt.date) -> list[int]:
        """Return the years in which something starts, up to ``today``, the latest first."""
        return sorted({month.year for month in self.months if month <= today}, reverse=True)

    def reaches(self, month: dt.date) -> bool:
        """Return whether the calendar has dates in the month of the first day ``month``, or both
        before and after it."""
        return bool(self.months) and self.months[0] <= month <= self.last


def facets_of(branch: Branch) -> Facets:
    """Return the facets of ``branch`` (no query while nothing has changed)."""
    return snapshot(branch, "agenda_facets", _build)


def _facets(branch_id: int) -> Parts:
    rows = Occurrence.objects.of_branch(branch_id)
    counted = (
        rows.values("kind", "is_course")
        .annotate(month=TruncMonth("start_date"))
        .annotate(dates=Count("pk"), last=Max("end_date"))
    )
    return {
        "themes": whole(Theme.objects.filter(_is_used(branch_id, "themes", "theme"))),
        "communes": whole(Commune.objects.filter(_is_used(branch_id, "communes", "commune"))),
        "counted": (counted, ["kind", "is_course", "month", "dates", "last"]),
    }


_read_facets = Reading(_facets)


def _build(branch: Branch) -> Facets:
    read = _read_facets(branch.pk)
    kinds: Counter[str] = Counter()
    for row in read["counted"]:
        kinds[row["kind"]] += 0 if row["is_course"] else row["dates"]
    return Facets(
        kinds=[kind for kind, count in kinds.most_common() if count],
        has_courses=any(row["is_course"] for row in read["counted"]),
        themes=instances(Theme, read["themes"]),
        communes=instances(Commune, read["communes"]),
        months=sorted(set(_days(row["month"] for row in read["counted"]))),
        last=max(_days(row["last"] for row in read["counted"]), default=None),
        has_undated=any(row["month"] is None for row in read["counted"]),
    )


def _days(texts: Iterable[str | None]) -> list[dt.date]:
    return [dt.date.fromisoformat(text[:10]) for text in texts if text]


def _is_used(branch_id: int, relation: str, target: str) -> Exists:
    """Tell whether a published event of the branch has a ``target`` in its ``relation``."""
    through = EventPage._meta.get_field(relation).remote_field.through
    dates = Occurrence.objects.filter(event=OuterRef("eventpage_id"), branch=branch_id)
    return Exists(through.objects.filter(Exists(dates), **{f"{target}_id": OuterRef("pk")}))
