"""The news as a feed (RFC 4287)."""

from django.utils.translation import gettext as _

from centre.feeds import ATOM, LONG_AGO, AtomEntry, atom_file, feed_response
from centre.models import Federation
from centre.safety.naming import told_introduction, told_title
from home.front import front_page_of
from home.models import NewsIndexPage, NewsPage

MOST = 50


def news_feed(index: NewsIndexPage, request):
    """Answer with the news of ``index``, the latest first."""
    home = front_page_of(index, request)
    house = home.house if home else Federation.current()
    title = _("News of %(centre)s") % {"centre": home.public_title if home else index.title}
    return feed_response(house, request, ATOM, lambda: _file(index, title, request), kept=True)


def _file(index: NewsIndexPage, title: str, request) -> bytes:
    link = index.get_full_url(request)
    news = NewsPage.objects.told_in(index).defer("body")[:MOST]
    return atom_file(
        title,
        link,
        f"{link}atom.xml",
        [_entry(one, index, request) for one in news],
    )


def _entry(news: NewsPage, index: NewsIndexPage, request) -> AtomEntry:
    news.owner_branch = index.owner_branch
    # A reader keeps the address: that of a sensitive page stays unsaid.
    page = index if news.sensitive else news
    return AtomEntry(
        title=told_title(news),
        link=page.get_full_url(request),
        summary=told_introduction(news),
        name=f"urn:uuid:{news.translation_key}",
        changed=news.last_published_at or LONG_AGO,
    )
