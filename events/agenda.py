"""Which dates the agenda shows, and under which heading."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst

from centre.models.routed import centre_root
from centre.statements import Rows
from events.cards import VAGUE, Cards, EventCard
from events.facets import Facets, facets_of
from events.filters import COURSES, EventFilterForm, filtered, genres
from events.models import EventKind, Occurrence
from events.recurrence import Precision
from events.wording import day_in_words, month_in_words, when_in_words
from services.directory import directory_of
from services.hours.clock import first_instant
from services.wording import date_in_words

PER_PAGE = 30
# Of what lasts and of what has no date yet: beyond, nobody reads them.
MOST_LASTING = 12
# The kinds that readers look for; the others stand in the form.
KINDS_AS_LINKS = (COURSES, EventKind.AWARENESS)


@cache
def _upcoming(most: int) -> Rows:
    return Rows(
        Occurrence,
        lambda branch, *time: Occurrence.objects.of_branch(branch).upcoming(*time)[:most],
    )


@cache
def _ongoing(most: int) -> Rows:
    return Rows(
        Occurrence,
        lambda branch, *time: Occurrence.objects.of_branch(branch).ongoing(*time)[:most],
    )


class Group(NamedTuple):
    """A heading and what takes place then."""

    heading: str
    cards: list[EventCard]


@dataclass(frozen=True)
class Page:
    """One page of dates. ``has_next`` spares the count of all of them."""

    rows: list[Occurrence]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1


class Agenda:
    """The published dates of the centre of ``home``, as a request sees them now."""

    def __init__(self, home, branch, request):
        self.home = home
        self.branch = branch
        self.at = timezone.now()
        self.today = timezone.localdate(self.at)
        self.directory = directory_of(branch)
        self.root = centre_root(home, request)
        self.cards = Cards(self.directory, self.today, self.address)

    @cached_property
    def facets(self) -> Facets:
        """What the dates can be filtered by."""
        return facets_of(self.branch)

    @property
    def rows(self):
        """Return every date."""
        return Occurrence.objects.of_branch(self.branch)

    def address(self, url_path: str) -> str:
        """Return the address of a page of the centre, given its path in the tree."""
        return self.root + url_path.removeprefix(self.home.url_path)

    def between(self, rows, days: tuple[dt.date, dt.date] | None):
        """Return what starts, and what was going on before, from now on or within ``days``.

        The second of ``days`` is excluded.
        """
        if days is None:
            now, midnight = self.at, start_of(self.today)
            return rows.upcoming(now, midnight), rows.ongoing(now, midnight)
        start, end = map(start_of, days)
        return rows.starting(start, end), rows.ongoing(start, start)

    def starting(self, most: int) -> list[EventCard]:
        """Return the cards of the next ``most`` dates that start."""
        rows = self.rows.upcoming(self.at, start_of(self.today))
        return [self.cards.dated(row) for row in rows[:most]]

    def next(self, most: int) -> list[EventCard]:
        """Return the cards of the next ``most`` dates; what lasts comes after what starts."""
        asked = (self.branch.pk, self.at, start_of(self.today))
        rows = [*_upcoming(most).find(*asked), *_ongoing(most).find(*asked)][:most]
        return [self.cards.dated(row) for row in rows]

    def grouped(self, rows: Iterable[Occurrence]) -> list[Group]:
        """Return the cards of ``rows`` under their days, in words."""
        ordered = sorted(rows, key=_position)
        return [
            Group(heading, [self.cards.under_day(row) for row in found])
            for heading, found in groupby(ordered, key=self._heading)
        ]

    def _heading(self, row: Occurrence) -> str:
        if row.precision == Precision.DAY and row.start_date == row.end_date:
            return capfirst(day_in_words(row.start_date, self.today))
        return capfirst(when_in_words(row, self.today.year, hours=False))


def start_of(day: dt.date) -> dt.datetime:
    """Return the first instant of ``day`` here."""
    return first_instant(day, dt.timedelta(), timezone.get_current_timezone())


def page_of(rows, number: int) -> Page:
    """Return page ``number`` of ``rows``, counted from 1; past the end, the first one."""
    start = (number - 1) * PER_PAGE
    found = list(rows[start : start + PER_PAGE + 1])
    if not found and number > 1:
        return page_of(rows, 1)
    return Page(found[:PER_PAGE], number, len(found) > PER_PAGE)


def agenda_context(page, request) -> dict:
    """Return the context of an agenda: ``page`` is its index page."""
    branch = page.owner_branch
    agenda = Agenda(branch.root_page, branch, request)
    form = EventFilterForm(request.GET, agenda.facets, agenda.today)
    rows = filtered(agenda.rows, form.applied)
    starting, before = agenda.between(rows, form.days)
    shown = page_of(starting, form.number)
    lasting = [] if shown.has_previous else list(before[:MOST_LASTING])
    ask_undated = agenda.facets.has_undated and not (shown.has_previous or form.days)
    undated = list(rows.undated()[:MOST_LASTING]) if ask_undated else []
    vague = [row for row in lasting if row.precision in VAGUE]
    groups = agenda.grouped([*shown.rows, *vague])
    return {
        "directory": agenda.directory,
        "form": form,
        "filter_links": filter_links(form),
        "query": query_of(form.applied),
        "shown": shown,
        "groups": groups,
        "ongoing": _lasting(agenda, (one for one in lasting if one.precision not in VAGUE)),
        "undated": _lasting(agenda, undated),
        "next_cards": agenda.starting(1) if form.applied and not groups else [],
        "month": (form.days or (agenda.today,))[0].replace(day=1),
        "years": agenda.facets.years(agenda.today),
    }


def _lasting(agenda: Agenda, rows: Iterable[Occurrence]) -> list[EventCard]:
    return [agenda.cards.lasting(row) for row in rows]


def _position(row: Occurrence) -> tuple:
    """Order the rows of a page: what has no day of its own comes last among the days it may be."""
    if row.precision in VAGUE:
        return row.end_date, 2, row.start_date, row.starts
    return row.start_date, int(row.start_date != row.end_date), row.end_date, row.starts


def query_of(applied: dict) -> str:
    """Return valid filters as a query string."""
    return urlencode({name: _as_text(name, value) for name, value in applied.items()})


def filter_links(form: EventFilterForm) -> list[dict]:
    """Return links that add or remove a filter: the kinds, the price, and the days asked for."""
    kinds = genres(form.facets)
    offered = [("genre", value, name) for value, name in kinds if value in KINDS_AS_LINKS]
    offered.append(("gratuit", True, form.fields["gratuit"].label))
    for name in ("mois", "date"):
        if value := form.applied.get(name):
            offered.append((name, value, _day_label(form, name, value)))
    links = []
    for name, value, label in offered:
        is_on = form.applied.get(name) == value
        others = {key: kept for key, kept in form.applied.items() if key != name}
        query = query_of(others if is_on else others | {name: value})
        links.append({"label": label, "is_on": is_on, "query": query})
    return links


def _day_label(form: EventFilterForm, name: str, value: dt.date) -> str:
    year = form.today.year
    words = month_in_words(value, year) if name == "mois" else date_in_words(value, this_year=year)
    return capfirst(words)


def _as_text(name: str, value) -> str:
    if value is True:
        return "1"
    return f"{value:%Y-%m}" if name == "mois" else str(value)
