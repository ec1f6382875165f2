"""Links of running text to other pages."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from centre.querysets import is_closed


class OpenPageLinkHandler(PageLinkHandler):
    """Opens a link to a page; one to what its commune has switched off is no link, only words."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        """Return the page of each link, in order; ``None`` for one that is gone or closed."""
        ids = [attrs.get("id") for attrs in attrs_list]
        pages = Page.objects.filter(id__in=ids).exclude(is_closed())
        found = {str(page.pk): page for page in pages.defer_streamfields().specific()}
        return [found.get(str(pk)) for pk in ids]
