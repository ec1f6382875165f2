"""The list of news, by page and by year, and the latest ones for the front page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.utils.text import capfirst

from centre.cache.snapshot import snapshot
from centre.querysets import is_unrestricted
from centre.safety.naming import told_introduction, told_title
from events.programmes.detail import address_in
from home.front import front_page_of
from home.models import NewsIndexPage, NewsPage
from services.filters import PageForm
from services.wording import date_in_words

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A piece of news in a list; ``url_path`` is its path in the tree."""

    title: str
    introduction: str
    when: str
    url_path: str
    url: str = ""


def card_of(news: NewsPage, branch) -> NewsCard:
    """Return the card of a piece of news in ``branch``, without its address."""
    news.owner_branch = branch
    when = capfirst(date_in_words(news.date, weekday=False))
    return NewsCard(told_title(news), told_introduction(news), when, news.url_path)


def addressed(cards: Iterable[NewsCard], branch, request) -> list[NewsCard]:
    """Return ``cards`` with their addresses for a reader."""
    address = address_in(branch, request)
    return [
        NewsCard(card.title, card.introduction, card.when, card.url_path, address(card.url_path))
        for card in cards
    ]


def news_context(index: NewsIndexPage, request, **day) -> dict:
    """Return the context of a page of the list; ``day``: a condition on dates, such as a year."""
    from home.letter.page import latest_letters

    number = PageForm(request.GET).number
    told = NewsPage.objects.told_in(index).defer("body").filter(**day)
    start = (number - 1) * PER_PAGE
    found = list(told[start : start + PER_PAGE + 1])
    if not found and number > 1:
        number, found = 1, list(told[: PER_PAGE + 1])
    branch = index.owner_branch
    cards = [card_of(news, branch) for news in found[:PER_PAGE]]
    return {
        "news": addressed(cards, branch, request),
        "number": number,
        "has_previous": number > 1,
        "has_next": len(found) > PER_PAGE,
        "list_url": index.get_url(request),
        "years": years_of(index, request),
        "letters": latest_letters(index, request),
    }


def year_context(index: NewsIndexPage, request, year: int) -> dict:
    """Return the context of the news of ``year``; raises ``Http404`` for one without any."""
    if year not in years_of(index, request):
        raise Http404
    return news_context(index, request, date__year=year) | {"year": year}


def years_of(index: NewsIndexPage, request) -> list[int]:
    """Return the years with news, the latest first."""
    return sorted({month.year for month in months_of(index, request)}, reverse=True)


def months_of(index: NewsIndexPage, request=None) -> list[dt.date]:
    """Return the first days of the months with news, in order (no query while nothing changed)."""
    house = front_page_of(index, request)
    read = partial(_months, index)
    return snapshot(house.house, f"news_months_{index.pk}", read) if house else read(None)


def _months(index: NewsIndexPage, house) -> list[dt.date]:
    days = NewsPage.objects.told_in(index).order_by().values_list("date", flat=True)
    return sorted({day.replace(day=1) for day in days})


def latest_news(home, most: int, request) -> tuple[list[NewsCard], str]:
    """Return the ``most`` latest news of the house of ``home`` and the address of the others.

    No query while nothing has changed; nothing where there are none.
    """
    cards, url_path = snapshot(home.house, f"latest_news_{most}", partial(_latest, home, most))
    if not cards:
        return [], ""
    return addressed(cards, home.branch, request), address_in(home.branch, request)(url_path)


def _latest(home, most: int, house) -> tuple[list[NewsCard], str]:
    index = NewsIndexPage.objects.live().filter(is_unrestricted()).child_of(home).first()
    if index is None:
        return [], ""
    index.owner_branch = home.branch
    told = NewsPage.objects.told_in(index).defer("body")[:most]
    return [card_of(news, home.branch) for news in told], index.url_path
