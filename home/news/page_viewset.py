"""The staff’s list of news."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView

from centre.staff.explorer import (
    CentreExplorerView,
    CentrePageFilterSet,
    CentrePageViewSet,
    PublicationColumn,
)
from centre.staff.modules import ClosableListingViewSet
from home.models import NewsIndexPage, NewsPage


class NewsFilterSet(CentrePageFilterSet):
    """The filters of the list of news."""

    class Meta:
        model = NewsPage
        fields = []


NEWS_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    DateColumn("date", label=_("Date"), sort_key="date"),
    PublicationColumn("publication", label=_("Publication"), sort_key="live"),
]


class NewsIndexView(IndexView):
    """Every piece of news of her commune, the latest first."""

    add_item_label = _("Add news")


class NewsExplorerView(CentreExplorerView):
    """The news under their list, in the tree of pages."""

    base_filterset_class = NewsFilterSet


class NewsListingViewSet(ClosableListingViewSet):
    """The entry "Actualités" of the menu."""

    model = NewsPage
    closes_with = NewsIndexPage
    name = "news"
    url_prefix = "actualites"
    icon = "doc-full"
    menu_label = _("News")
    menu_order = 130
    add_to_admin_menu = True
    index_view_class = NewsIndexView
    columns = NEWS_COLUMNS
    filterset_class = NewsFilterSet
    ordering = "-date"


class NewsPageViewSet(CentrePageViewSet):
    """The explorer and the editor of news."""

    model = NewsPage
    parent_models = [NewsIndexPage]
    index_view_class = NewsExplorerView
    columns = NEWS_COLUMNS
    filterset_class = NewsFilterSet
