"""Wagtail's reports, without the people, the circuits and the pages of other communes.

Their rows are hers already, but their filters offer everybody, the history shows what every
commune did to what is not a page, and two reports are about the whole tree. The addresses
stand before Wagtail's own in ``centre.urls``.
"""

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, Value
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access, user_passes_test
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)
from wagtail.models import PageLogEntry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centre.querysets import closed_pages
from centre.replica import may_lag


class WorkflowFilterSet(WorkflowReportFilterSet):
    """Filters that name no circuit and nobody."""

    requested_by = None

    class Meta(WorkflowReportFilterSet.Meta):
        fields = ["reviewable", "status", "created_at"]


class WorkflowTasksFilterSet(WorkflowTasksReportFilterSet):
    """Filters that name no circuit and no step of one."""

    workflow = None
    task = None

    class Meta(WorkflowTasksReportFilterSet.Meta):
        fields = ["reviewable", "status", "started_at", "finished_at"]


class LockedPagesFilterSet(LockedPagesReportFilterSet):
    """Filters that name nobody."""

    locked_by = None

    class Meta(LockedPagesReportFilterSet.Meta):
        fields = ["locked_at", "live"]


class HistoryFilterSet(SiteHistoryReportFilterSet):
    """Filters that name only who worked on pages she sees."""

    def get_users_queryset(self):
        """Return the users that the filter offers."""
        return get_user_model().objects.filter(
            pk__in=PageLogEntry.objects.viewable_by_user(self.request.user).values("user")
        )


class CentreWorkflowView(WorkflowView):
    """Texts sent for approval."""

    filterset_class = WorkflowFilterSet


class CentreWorkflowTasksView(WorkflowTasksView):
    """Steps of approvals."""

    filterset_class = WorkflowTasksFilterSet


class CentreLockedPagesView(LockedPagesView):
    """Pages that somebody keeps from being changed."""

    filterset_class = LockedPagesFilterSet

    def get_base_queryset(self):
        """Return the pages of the report: also of those she locked herself, only open ones."""
        return super().get_base_queryset().exclude(pk__in=closed_pages())


class CentreHistoryView(LogEntriesView):
    """What was done, to her pages; each other thing shows its own history."""

    filterset_class = HistoryFilterSet

    def get_filtered_queryset(self):
        """Return the lines of the report; the federation sees those of everything."""
        if self.request.user.is_superuser:
            return super().get_filtered_queryset()
        self.log_models = [PageLogEntry]
        lines = PageLogEntry.objects.viewable_by_user(self.request.user).values("pk", "timestamp")
        lines = lines.annotate(log_model_index=Value(0, output_field=IntegerField()))
        return self.filter_queryset(lines).order_by("-timestamp")


federation_only = user_passes_test(lambda user: user.is_superuser)


def _both(address: str, view_class, guard=lambda view: view) -> list:
    """Return the patterns of a report and of its results alone."""
    return [
        path(f"{address}/", guard(view_class.as_view())),
        path(f"{address}/results/", guard(view_class.as_view(results_only=True))),
    ]


urlpatterns = [
    *_both("locked", CentreLockedPagesView),
    *_both("workflow", CentreWorkflowView),
    *_both("workflow_tasks", CentreWorkflowTasksView),
    *_both("site-history", CentreHistoryView),
    *_both("aging-pages", AgingPagesView, federation_only),
    *_both("page-types-usage", PageTypesUsageReportView, federation_only),
]
urlpatterns = decorate_urlpatterns(urlpatterns, may_lag)
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
