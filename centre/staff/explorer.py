"""Lists of pages and the page editor, for staff who know their own commune only."""

from django.db.models import Q
from django.forms import RadioSelect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from centre.models import Branch
from centre.safety.sensitive import read_sensitive_paths, ticked_paths
from centre.staff.buttons import verify_buttons
from centre.staff.modules import OpenAddSubpageView
from centre.staff.turns import OneAfterTheOtherMixin
from centre.tenancy.reach import reach_of


class PublicationFilter(ChoiceFilter):
    """Pages by what the public sees of them."""

    CONDITIONS = {
        "live": Q(live=True),
        "changed": Q(live=True, has_unpublished_changes=True),
        "draft": Q(live=False),
    }
    CHOICES = [
        ("live", _("published")),
        ("changed", _("published, with a newer draft")),
        ("draft", _("not published")),
    ]

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Publication"),
            choices=self.CHOICES,
            empty_label=_("All"),
            widget=RadioSelect,
            **kwargs,
        )

    def filter(self, queryset, value):
        """Return the pages of ``queryset`` in the state ``value``, all when there is none."""
        return queryset.filter(self.CONDITIONS[value]) if value else queryset


class CentrePageFilterSet(WagtailFilterSet):
    """Filters that name nobody: Wagtail's own list the users and sites of every commune."""

    publication = PublicationFilter()
    latest_revision_created_at = DateFromToRangeFilter(
        label=_("Changed between"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Page
        fields = []


def paths_for(user) -> tuple[str, ...]:
    """Return the tree paths of the pages ticked as sensitive where ``user`` works."""
    if user.is_superuser:
        return ticked_paths()
    branches = Branch.objects.for_user(user).select_related("root_page")
    return tuple(path for branch in branches for path in read_sensitive_paths(branch))


class PublicationColumn(PageStatusColumn):
    """What the public sees of a page, and whether it is sensitive, by itself or from above."""

    cell_template_name = "wagtailadmin/tables/publication_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        """Add whether the page is sensitive; asked once for the whole list."""
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        if not hasattr(request, "ticked_paths"):
            request.ticked_paths = paths_for(request.user)
        context["is_sensitive"] = instance.path.startswith(request.ticked_paths)
        return context


class CentreExplorerView(ExplorableIndexView):
    """The tree of pages."""

    base_filterset_class = CentrePageFilterSet
    base_columns = [
        PublicationColumn("status", label=column.label, sort_key="live", width="12%")
        if isinstance(column, PageStatusColumn)
        else column
        for column in ExplorableIndexView.base_columns
    ]

    def get_base_queryset(self):
        """Return what Wagtail lists.

        It would have the database gather first all that she may open anywhere, which takes
        longer with each other commune. Below one page the same rules are asked of its children.
        """
        if self.is_searching or self.is_filtering:
            return super().get_base_queryset()
        children = self.model._default_manager.child_of(self.parent_page)
        hers = self.permission_policy.explorable_instances(self.request.user)
        below = hers.child_of(self.parent_page).order_by()
        return self.annotate_queryset(children.filter(pk__in=below.values("pk")))


class CentreEditView(OneAfterTheOtherMixin, EditView):
    """The page editor, with the button "J’ai vérifié" in its header."""

    @cached_property
    def header_buttons(self):
        """Return the buttons beside the title."""
        return verify_buttons(self.page, self.request.user, HeaderButton)


class CentrePrivacyView(SetPrivacyView):
    """Who may read a page: the groups of her communes are offered, not those of every commune."""

    def get_form(self, form_class=None):
        """Return the form."""
        form = super().get_form(form_class)
        if not self.request.user.is_superuser:
            groups = form.fields["groups"]
            groups.queryset = groups.queryset.filter(
                branch_group__branch__in=reach_of(self.request).branches
            )
        return form


class CentrePageViewSet(PageViewSet):
    """The explorer and the editor of pages of every type."""

    index_view_class = CentreExplorerView
    edit_view_class = CentreEditView
    add_subpage_view_class = OpenAddSubpageView
    filterset_class = CentrePageFilterSet
    set_privacy_view_class = CentrePrivacyView
