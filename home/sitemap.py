"""The public addresses of the news that are not pages of the tree."""

from collections.abc import Iterator

from django.utils import timezone

from centre.models import Branch
from centre.querysets import is_unrestricted
from home.letter.page import letter_path, lettered_months
from home.models import NewsIndexPage
from home.news.listing import years_of
from services.searchables import relative_url


def news_addresses(branch: Branch) -> Iterator[str]:
    """Yield the addresses, relative to the branch's root, of the years of news and of letters."""
    lists = NewsIndexPage.objects.live().filter(is_unrestricted()).child_of(branch.root_page)
    for index in lists:
        index.owner_branch = branch
        root = relative_url(index, branch)
        for year in years_of(index, None):
            yield f"{root}{year}/"
        for month in lettered_months(index, timezone.localdate()):
            yield f"{root}{letter_path(month)}"
