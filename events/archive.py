"""What took place in a year, and what came of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda import PER_PAGE, Agenda, Page, start_of
from events.cards import OFF
from events.models import EventPage
from events.recurrence import Precision
from events.turnout import last_reports, people_in_words
from events.wording import days_in_words, when_in_words

WORDS_OF_OUTCOME = 30
KEPT = ~Q(status__in=OFF)
EVENT = ("event_id", "title", "introduction", "url_path", "is_sensitive")


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event that is over, with what everybody may know of what came of it."""

    title: str
    url: str
    when: str
    text: str
    people: str
    is_off: bool
    is_sensitive: bool


def archive_context(agenda: Agenda, year: int, number: int) -> dict:
    """Return the context of page ``number`` of the archive of ``year``, the latest event first."""
    bounds = (start_of(dt.date(year, 1, 1)), start_of(dt.date(year + 1, 1, 1)))
    rows = agenda.rows.past(agenda.at).filter(starts__gte=bounds[0], starts__lt=bounds[1])
    page, events = past_events(rows, number, agenda.address, year)
    return {
        "year": year,
        "shown": page,
        "events": events,
        "years": agenda.facets.years(agenda.today),
    }


def past_events(
    rows, number: int, address: Callable[[str], str], year: int, most: int = PER_PAGE
) -> tuple[Page, list[PastEvent]]:
    """Return page ``number`` of the events of the past dates ``rows``, the latest first.

    There are ``most`` to a page; ``address`` gives the address of a path of the tree; ``year`` is
    the one that needs not be said.
    """
    page = _page(_one_for_each(rows), number, most)
    told = _told([row["event_id"] for row in page.rows if not row["is_sensitive"]])
    return page, [_past_event(row, address, year, *told) for row in page.rows]


def _one_for_each(rows):
    """Return one row for each event of ``rows``, however many dates it has."""
    return (
        rows.order_by()
        .values(*EVENT)
        .annotate(
            first=_of_kept(Min, "start_date"),
            last=_of_kept(Max, "end_date"),
            latest=_of_kept(Max, "starts"),
            vaguest=_of_kept(Min, "precision"),
            surest=_of_kept(Max, "precision"),
            dates=Count("pk"),
            kept=Count("pk", filter=KEPT),
        )
        .order_by("-latest", "-event_id")
    )


def _of_kept(aggregate: type, field: str) -> Coalesce:
    """Return the aggregate over the dates that took place, over all of them where none did."""
    return Coalesce(aggregate(field, filter=KEPT), aggregate(field))


def _page(rows, number: int, most: int) -> Page:
    start = (number - 1) * most
    found = list(rows[start : start + most + 1])
    if not found and number > 1:
        return _page(rows, 1, most)
    return Page(found[:most], number, len(found) > most)


def _told(event_ids: list[int]) -> tuple[dict, dict]:
    events = EventPage.objects.filter(pk__in=event_ids).only("outcome", "decisions")
    return {event.pk: event for event in events}, last_reports(event_ids)


def _past_event(
    row: dict, address: Callable[[str], str], year: int, events: dict, reports: dict
) -> PastEvent:
    event = events.get(row["event_id"])
    report = reports.get(row["event_id"])
    return PastEvent(
        title=row["title"],
        url=address(row["url_path"]),
        when=_when(row, year),
        text=_outcome(event) or row["introduction"],
        people=capfirst(people_in_words(report)) if report else "",
        is_off=not row["kept"],
        is_sensitive=row["is_sensitive"],
    )


def _when(row: dict, year: int) -> str:
    number = row["kept"] or row["dates"]
    if number == 1:
        date = SimpleNamespace(
            precision=row["vaguest"], start_date=row["first"], end_date=row["last"]
        )
        return capfirst(when_in_words(date, year, hours=False))
    count = ngettext("%(count)s date", "%(count)s dates", number) % {"count": number}
    if {row["vaguest"], row["surest"]} != {Precision.DAY.value}:
        return count
    days = days_in_words(row["first"], row["last"], year)
    return capfirst(_("%(days)s (%(count)s)") % {"days": days, "count": count})


def _outcome(event: EventPage | None) -> str:
    """Return the first words of what happened, or of what was decided."""
    if event is None:
        return ""
    field = event._meta.get_field("outcome")
    words = " ".join(field.get_searchable_content(event.outcome)) or event.decisions
    return Truncator(" ".join(words.split())).words(WORDS_OF_OUTCOME, truncate=" …")
