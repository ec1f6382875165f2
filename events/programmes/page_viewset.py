"""The staff’s list of programmes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView

from centre.staff.explorer import (
    CentreExplorerView,
    CentrePageFilterSet,
    CentrePageViewSet,
    PublicationColumn,
)
from centre.staff.modules import ClosableListingViewSet
from events.models import ProgrammeIndexPage, ProgrammePage
from events.programmes.detail import budget_in_words


class ProgrammeFilterSet(CentrePageFilterSet):
    """The filters of the list of programmes."""

    class Meta:
        model = ProgrammePage
        fields = []


PROGRAMME_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    Column("budget", label=_("Budget"), accessor=lambda one: budget_in_words(one) or "–"),
    DateColumn("start", label=_("Begins"), sort_key="start", classname="staff-wide"),
    DateColumn("end", label=_("Ends"), sort_key="end", classname="staff-wide"),
    PublicationColumn("publication", label=_("Publication"), sort_key="live"),
]


class ProgrammeIndexView(IndexView):
    """Every programme of her commune."""

    add_item_label = _("Add a programme")


class ProgrammeExplorerView(CentreExplorerView):
    """The programmes under their list, in the tree of pages."""

    base_filterset_class = ProgrammeFilterSet


class ProgrammeListingViewSet(ClosableListingViewSet):
    """The entry "Programmes" of the menu."""

    model = ProgrammePage
    closes_with = ProgrammeIndexPage
    name = "programmes"
    url_prefix = "programmes"
    icon = "folder-open-1"
    menu_label = _("Programmes")
    menu_order = 150
    add_to_admin_menu = True
    index_view_class = ProgrammeIndexView
    columns = PROGRAMME_COLUMNS
    filterset_class = ProgrammeFilterSet
    ordering = "title"


class ProgrammePageViewSet(CentrePageViewSet):
    """The explorer and the editor of programmes."""

    model = ProgrammePage
    parent_models = [ProgrammeIndexPage]
    index_view_class = ProgrammeExplorerView
    columns = PROGRAMME_COLUMNS
    filterset_class = ProgrammeFilterSet
