"""The staff’s list of services: what columns and filters help to keep them right."""

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from centre.staff.explorer import (
    CentreExplorerView,
    CentrePageFilterSet,
    CentrePageViewSet,
    PublicationColumn,
)
from services.models import Need, ServicePage, ServiceStatus


class VerificationFilter(ChoiceFilter):
    """Services by their verification."""

    CHOICES = [("overdue", _("to verify")), ("never", _("never verified")), ("fine", _("verified"))]

    def filter(self, queryset, value):
        """Return the services of ``queryset`` in the state ``value``, all when there is none."""
        if value == "never":
            return queryset.filter(assured_date__isnull=True)
        if not value:
            return queryset
        overdue = ServicePage.objects.overdue(timezone.localdate()).values("pk")
        if value == "overdue":
            return queryset.filter(pk__in=overdue)
        return queryset.exclude(pk__in=overdue)


class ServiceFilterSet(CentrePageFilterSet):
    """The filters of the list of services."""

    status = MultipleChoiceFilter(
        label=_("Status"), choices=ServiceStatus, widget=CheckboxSelectMultiple
    )
    needs = ModelMultipleChoiceFilter(
        label=_("Need"), queryset=Need.objects.all(), widget=CheckboxSelectMultiple
    )
    verification = VerificationFilter(
        label=_("Verification"),
        choices=VerificationFilter.CHOICES,
        empty_label=_("All"),
        widget=RadioSelect,
    )

    class Meta:
        model = ServicePage
        fields = []


class VerifiedColumn(DateColumn):
    """When a service was verified, and whether that is too long ago."""

    cell_template_name = "wagtailadmin/tables/verified_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        """Add whether the service waits for verification."""
        context = super().get_cell_context_data(instance, parent_context)
        context["is_overdue"] = instance.live and instance.is_overdue(timezone.localdate())
        return context


def needs_of(service) -> str:
    """Return the needs of a service in one line."""
    return ", ".join(need.title for need in service.needs.all())


SERVICE_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    StatusTagColumn(
        "status_of_service",
        label=_("Status"),
        accessor="get_status_display",
        sort_key="status",
        primary=lambda service: service.status == ServiceStatus.ACTIVE,
    ),
    Column("needs", label=_("Need"), accessor=needs_of, classname="staff-wide"),
    VerifiedColumn("assured_date", label=_("Verified on"), sort_key="assured_date"),
    PublicationColumn("publication", label=_("Publication"), sort_key="live"),
    DateColumn(
        "latest_revision_created_at",
        label=_("Changed"),
        classname="staff-wide",
        sort_key="latest_revision_created_at",
    ),
]


class WithNeeds:
    """Fetch the needs of all the services listed at once."""

    def annotate_queryset(self, pages):
        """Return ``pages`` with what the columns show."""
        return super().annotate_queryset(pages).prefetch_related("needs")


class ServiceIndexView(WithNeeds, IndexView):
    """Every service of her commune, wherever it stands."""

    add_item_label = _("Add a service")


class ServiceExplorerView(WithNeeds, CentreExplorerView):
    """The services under their list, in the tree of pages."""

    base_filterset_class = ServiceFilterSet


class ServiceListingViewSet(PageListingViewSet):
    """The entry "Services" of the menu."""

    model = ServicePage
    name = "services"
    url_prefix = "services"
    icon = "list-ul"
    menu_label = _("Services")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ServiceIndexView
    columns = SERVICE_COLUMNS
    filterset_class = ServiceFilterSet
    ordering = "title"


class ServicePageViewSet(CentrePageViewSet):
    """The explorer and the editor of services."""

    model = ServicePage
    index_view_class = ServiceExplorerView
    columns = SERVICE_COLUMNS
    filterset_class = ServiceFilterSet
