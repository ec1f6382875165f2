"""What the agenda of a branch can be filtered by, read once and kept until something changes."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import TruncMonth

from centre.cache.snapshot import snapshot
from centre.models import Branch, Commune
from centre.reading import read_together
from events.models import EventPage, Occurrence, Theme


@dataclass(frozen=True)
class Facets:
    """Only what some published date of the branch has.

    ``kinds``: the most frequent first. ``months``: first days of the months in which something
    starts, in order. ``last``: the last day of all, ``None`` without any date.
    """

    kinds: list[str]
    has_courses: bool
    themes: list[Theme]
    communes: list[Commune]
    months: list[dt.date]
    last: dt.date | None

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


def _build(branch: Branch) -> Facets:
    read = read_together(
        themes=Theme.objects.filter(_is_used(branch, "themes", "theme")),
        communes=Commune.objects.filter(_is_used(branch, "communes", "commune")),
    )
    rows = list(
        Occurrence.objects.of_branch(branch)
        .values_list("kind", "is_course", TruncMonth("start_date"))
        .annotate(Count("pk"), Max("end_date"))
        .order_by()
    )
    kinds: Counter[str] = Counter()
    for kind, is_course, _month, count, _last in rows:
        kinds[kind] += 0 if is_course else count
    return Facets(
        kinds=[kind for kind, count in kinds.most_common() if count],
        has_courses=any(is_course for _kind, is_course, *_others in rows),
        themes=read["themes"],
        communes=read["communes"],
        months=sorted({month for _kind, _is_course, month, *_others in rows if month}),
        last=max((last for *_others, last in rows if last), default=None),
    )


def _is_used(branch: Branch, relation: str, target: str) -> Exists:
    """Tell whether a published event of ``branch`` has a ``target`` in its ``relation``."""
    through = EventPage._meta.get_field(relation).remote_field.through
    dates = Occurrence.objects.filter(event=OuterRef("eventpage_id"), branch=branch)
    return Exists(through.objects.filter(Exists(dates), **{f"{target}_id": OuterRef("pk")}))
