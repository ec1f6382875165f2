"""The letter of a month as a public page, and which months have one."""

import datetime as dt

from django.http import Http404
from django.utils import timezone
from django.utils.text import capfirst

from centre.sharing import ways_of
from events.facets import facets_of
from events.programmes.detail import address_in
from events.wording import month_in_words
from home.letter.contents import letter_of, this_month
from home.models import NewsIndexPage
from home.news.listing import months_of

SHOWN = 6


def letter_context(index: NewsIndexPage, request, month: dt.date) -> dict:
    """Return the context of the letter of ``month``; raises ``Http404`` for one to come."""
    now = timezone.now()
    if month > this_month(now):
        raise Http404
    letter = letter_of(index, month, now, address_in(index.owner_branch, request))
    address = letter_address(index, month, request)
    # The message leaves room for the address, which the ways to share write below.
    text = letter.whatsapp(address).removesuffix(f"\n\n{address}")
    return {
        "letter": letter,
        "list_url": index.get_url(request),
        "share": ways_of(text, letter.title, address) if letter.sections else None,
    }


def letter_address(index: NewsIndexPage, month: dt.date, request=None) -> str:
    """Return the whole address of the letter of ``month``."""
    return f"{index.get_full_url(request)}{letter_path(month)}"


def letter_path(month: dt.date) -> str:
    """Return the address of the letter of ``month`` below the list of news."""
    return f"lettre/{month:%Y-%m}/"


def lettered_months(index: NewsIndexPage, today: dt.date, request=None) -> list[dt.date]:
    """Return the first days of the months of which a letter says something, the latest first."""
    months = set(months_of(index, request))
    if index.owner_branch:
        months |= set(facets_of(index.owner_branch).months)
    return sorted((month for month in months if month <= today), reverse=True)


def latest_letters(index: NewsIndexPage, request) -> list[dict]:
    """Return name and address of the last letters."""
    root, today = index.get_url(request), timezone.localdate()
    return [
        {"month": capfirst(month_in_words(month)), "url": f"{root}{letter_path(month)}"}
        for month in lettered_months(index, today, request)[:SHOWN]
    ]
