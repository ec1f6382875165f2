"""What the front door adds to the staff area."""

from wagtail import hooks

from centre.tenancy import gate
from home.letter import staff as letter
from home.news.page_viewset import NewsListingViewSet, NewsPageViewSet

gate.declare_words("month")
hooks.register("register_admin_menu_item", letter.menu_item)


@hooks.register("register_admin_viewset")
def register_news():
    """Add the menu entry of news, their own lists and editor."""
    return [NewsListingViewSet(), NewsPageViewSet()]


@hooks.register("register_admin_urls")
def staff_urls():
    """Return the addresses of the letter of the month."""
    return letter.urlpatterns
