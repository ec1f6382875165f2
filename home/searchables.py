"""What the public search may know of the front door's pages."""

from centre.search.documents import BODY, SUMMARY, TITLE, Document
from centre.search.registry import register_searchable
from home.models import PartnersPage, StandardPage
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


def register() -> None:
    """Tell the search what free pages hold."""
    for model in (StandardPage, PartnersPage):
        register_searchable(model, page_document)
