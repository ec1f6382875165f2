"""The report of visits by day and page: for her own commune, where it counts."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from centre.counts.purge import of_sensitive_pages
from centre.models import DailyCount, Role
from centre.replica import may_lag
from centre.tenancy.roles import allow_only

READERS = (Role.DIRECTOR, Role.EDITOR)


def grant() -> None:
    """Let directors and editors read the counts; nobody writes them."""
    for role in Role:
        allow_only(DailyCount, role, *(["view"] if role in READERS else []))


def branches_for(user):
    """Return the branches of which ``user`` may read the counts."""
    return policy_registry.get_by_type(DailyCount).branches_for(user, ["view"])


def counts_for(user):
    """Return the counts that ``user`` may read, without those of pages now sensitive."""
    branches = branches_for(user).select_related("root_page")
    return DailyCount.objects.filter(branch__in=branches).exclude(of_sensitive_pages(branches))


class VisitsFilterSet(WagtailFilterSet):
    """Which days."""

    date = DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)

    class Meta:
        model = DailyCount
        fields = ["date"]


class VisitsView(ReportView):
    """Visits by day and page."""

    page_title = _("Visits")
    header_icon = "view"
    index_url_name = "centre_visits"
    index_results_url_name = "centre_visits_results"
    filterset_class = VisitsFilterSet
    default_ordering = ("-date", "-count", "page__title")
    model = DailyCount
    any_permission_required = ["view"]
    list_export = ["date", "branch.commune.name", "page.title", "count"]
    export_headings = {
        "date": _("Day"),
        "branch.commune.name": _("Commune"),
        "page.title": _("Page"),
        "count": _("Visits"),
    }
    columns = [
        Column("date", label=_("Day"), sort_key="date"),
        Column("page", label=_("Page"), accessor="page.title", sort_key="page__title"),
        Column("count", label=_("Visits"), sort_key="count"),
    ]

    def get_base_queryset(self):
        """Return the counts that the user may read."""
        return counts_for(self.request.user).select_related("page", "branch__commune")


class VisitsMenuItem(MenuItem):
    """The entry of the report, where there is something to report."""

    def is_shown(self, request):
        """Return whether a commune of the user counts.

        Every page of the staff area asks: which pages are sensitive is left to the report.
        """
        return DailyCount.objects.filter(branch__in=branches_for(request.user)).exists()


def menu_item():
    """Return the entry of the menu of reports."""
    return VisitsMenuItem(
        _("Visits"), reverse("centre_visits"), name="visits", icon_name="view", order=600
    )


urlpatterns = [
    path("reports/visites/", may_lag(VisitsView.as_view()), name="centre_visits"),
    path(
        "reports/visites/results/",
        may_lag(VisitsView.as_view(results_only=True)),
        name="centre_visits_results",
    ),
]
