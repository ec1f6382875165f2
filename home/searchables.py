"""What the public search may know of the front door's pages and of its news."""

from centre.safety.naming import told_introduction, told_title
from centre.search.documents import BODY, SUMMARY, TITLE, Document
from centre.search.registry import register_searchable
from home.models import NewsPage, PartnersPage, StandardPage
from services.searchables import relative_url


def page_document(page) -> Document | None:
    """Return what finds a free page."""
    branch = page.owner_branch
    if branch is None:
        return None
    body = page._meta.get_field("body").get_searchable_content(page.body)
    return Document(
        branch_id=branch.pk,
        kind="page",
        title=page.title,
        summary=page.introduction,
        url=relative_url(page, branch),
        texts={TITLE: page.title, SUMMARY: page.introduction, BODY: " ".join(body)},
    )


def news_document(news: NewsPage) -> Document | None:
    """Return what finds a piece of news; of a sensitive one, only its neutral title."""
    branch, title = news.owner_branch, told_title(news)
    if branch is None or not title:
        return None
    body = news._meta.get_field("body").get_searchable_content(news.body)
    texts = {TITLE: title, SUMMARY: told_introduction(news)}
    return Document(
        branch_id=branch.pk,
        kind="news",
        title=title,
        summary=told_introduction(news),
        url=relative_url(news, branch),
        texts=texts if news.sensitive else texts | {BODY: " ".join(body)},
    )


def register() -> None:
    """Tell the search what free pages and news hold."""
    for model in (StandardPage, PartnersPage):
        register_searchable(model, page_document)
    register_searchable(NewsPage, news_document)
