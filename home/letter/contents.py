"""What a letter says: all that was published in a month, and the dates of the next one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centre.cache.snapshot import snapshot
from centre.formats import of_in_words
from centre.models import Branch
from centre.safety.naming import told_introduction, told_title
from centre.safety.sensitive import sensitive_paths
from events.agenda import start_of
from events.archive import past_events
from events.cards import place_in_words, status_in_words
from events.models import Occurrence
from events.wording import month_in_words, when_in_words
from home.letter.words import WHATSAPP_LIMIT, Section, whatsapp_letter
from home.models import LetterWord, NewsIndexPage, NewsPage
from services.directory import directory_of
from services.models import ServicePage
from services.wording import date_in_words

# A letter is read in one go.
MOST = 40
ONE_MONTH = relativedelta(months=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a letter; ``url`` is empty where its address stays unsaid."""

    title: str
    when: str
    text: str
    url: str

    def __str__(self):
        return " · ".join(filter(None, (self.title, self.when)))


@dataclass(frozen=True)
class Letter:
    """The letter of ``month``, a first day: what the centre says itself, then lines by heading."""

    month: dt.date
    word: str
    news: list[Line] = field(default_factory=list)
    past: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)
    services: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What stands on top: "La lettre de novembre 2026"."""
        return _("The letter %(of_month)s") % {"of_month": of_in_words(month_in_words(self.month))}

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        """The parts that hold something, each with its heading."""
        following = of_in_words(month_in_words(self.month + ONE_MONTH))
        parts = [
            (_("News"), self.news),
            (_("What took place"), self.past),
            (_("The dates %(of_month)s") % {"of_month": following}, self.coming),
            (_("New services"), self.services),
        ]
        return [(heading, lines) for heading, lines in parts if lines]

    def whatsapp(self, address: str = "") -> str:
        """Return it as a message that ends with ``address``."""
        sections: list[Section] = [
            (heading, [str(line) for line in lines]) for heading, lines in self.sections
        ]
        ending = f"\n\n{address}" if address else ""
        limit = WHATSAPP_LIMIT - len(ending)
        return whatsapp_letter(self.title, self.word, sections, limit) + ending


def letter_of(
    index: NewsIndexPage, month: dt.date, now: dt.datetime, address: Callable[[str], str]
) -> Letter:
    """Return the letter of ``month`` as it stands at ``now``: published things alone.

    ``address`` gives the address of a path of the tree. The federation has news and no agenda.
    """
    letter = Letter(month, word_of(index, month), _news(index, month, address))
    if branch := index.owner_branch:
        letter.past.extend(_past(branch, month, now, address))
        letter.coming.extend(_coming(branch, month + ONE_MONTH, address))
        letter.services.extend(_services(branch, month, address))
    return letter


def word_of(index: NewsIndexPage, month: dt.date) -> str:
    """Return what the centre says itself in the letter of ``month``, often nothing."""
    branch = index.owner_branch
    if branch is None:
        return _words(index)(None).get(month, "")
    return snapshot(branch, f"letter_words_{index.pk}", _words(index)).get(month, "")


def _words(index: NewsIndexPage) -> Callable:
    words = LetterWord.objects.filter(page=index.pk)
    return lambda _house: dict(words.values_list("month", "text"))


def _bounds(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    return start_of(month), start_of(month + ONE_MONTH)


def _news(index: NewsIndexPage, month: dt.date, address) -> list[Line]:
    told = NewsPage.objects.told_in(index).defer("body")
    lines = []
    for news in told.filter(date__gte=month, date__lt=month + ONE_MONTH)[:MOST]:
        news.owner_branch = index.owner_branch
        url = "" if news.sensitive else address(news.url_path)
        when = date_in_words(news.date, this_year=month.year, weekday=False)
        lines.append(Line(told_title(news), when, told_introduction(news), url))
    return lines[::-1]


def _named(branch: Branch):
    """Return the dates of ``branch`` that may be named: those of sensitive events discreetly."""
    rows = Occurrence.objects.of_branch(branch)
    return rows.exclude(is_sensitive=True, event__neutral_title="")


def _past(branch: Branch, month: dt.date, now: dt.datetime, address) -> list[Line]:
    first, end = _bounds(month)
    rows = _named(branch).past(now).filter(starts__gte=first, starts__lt=end)
    _page, events = past_events(rows, 1, address, month.year, MOST)
    return [
        Line(
            event.title,
            event.when,
            " · ".join(filter(None, (event.people, event.text))),
            "" if event.is_sensitive else event.url,
        )
        for event in events[::-1]
        if not event.is_off
    ]


def _coming(branch: Branch, month: dt.date, address) -> list[Line]:
    first, end = _bounds(month)
    dates = _named(branch).touching(first, end)
    places = directory_of(branch).places
    by_event: dict[int, Occurrence] = {}
    for row in dates:
        by_event.setdefault(row.event_id, row)
    return [
        Line(
            row.title,
            capfirst(when_in_words(row, month.year)),
            " · ".join(filter(None, (_status(row, month), capfirst(place_in_words(row, places))))),
            "" if row.is_sensitive else address(row.url_path),
        )
        for row in [*by_event.values()][:MOST]
    ]


def _status(row: Occurrence, month: dt.date) -> str:
    status, _tone = status_in_words(row, month)
    return ". ".join(filter(None, (capfirst(status), row.reason)))


def _services(branch: Branch, month: dt.date, address) -> list[Line]:
    first, end = _bounds(month)
    found = ServicePage.objects.offered(branch.root_page).filter(
        first_published_at__gte=first, first_published_at__lt=end
    )
    hidden = sensitive_paths(branch)
    return [
        Line(service.title, "", service.introduction, address(service.url_path))
        for service in found.order_by("title", "pk")[: 2 * MOST]
        if not service.path.startswith(hidden)
    ][:MOST]


def this_month(now: dt.datetime) -> dt.date:
    """Return the first day of the month of ``now`` here."""
    return timezone.localdate(now).replace(day=1)
