"""The report of the federation: how every commune stands."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_passes_test
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from centre.models import Branch
from communes.versions import CommuneState, overview

HEADINGS = {
    "commune": _("Commune"),
    "address": _("Address"),
    "version": _("Version"),
    "last_login": _("Last entry"),
    "overdue": _("To verify"),
    "reportless": _("Reports missing"),
    "drafts": _("Drafts"),
}


def cells(state: CommuneState, write_date) -> list:
    """Return what stands under each heading; ``write_date`` puts a day in words."""
    login = state.last_login
    values = {name: getattr(state, name) for name in HEADINGS}
    values["last_login"] = write_date(timezone.localtime(login).date()) if login else ""
    return list(values.values())


class CommunesView(ReportView):
    """Every commune, the same numbers as ``manage.py communes``."""

    page_title = _("Communes")
    header_icon = "site"
    index_url_name = "communes_report"
    index_results_url_name = "communes_report_results"
    model = Branch
    is_searchable = False
    paginate_by = 150
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    columns = [Column(name, label=heading) for name, heading in HEADINGS.items()]

    def get_base_queryset(self):
        return Branch.objects.order_by("commune__name")

    @cached_property
    def states(self) -> dict[int, CommuneState]:
        """The state of every commune, by the key of its branch."""
        return {state.branch.pk: state for state in overview(timezone.localdate())}

    def decorate_paginated_queryset(self, object_list):
        """Put the state of each commune in the place of its branch."""
        return [self.states[branch.pk] for branch in object_list]

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))


def menu_item():
    """Return the entry of the menu of reports, which the federation alone sees."""
    return AdminOnlyMenuItem(
        _("Communes"), reverse("communes_report"), name="communes", icon_name="site", order=650
    )


federation_only = user_passes_test(lambda user: user.is_superuser)
urlpatterns = [
    path("reports/communes/", federation_only(CommunesView.as_view()), name="communes_report"),
    path(
        "reports/communes/results/",
        federation_only(CommunesView.as_view(results_only=True)),
        name="communes_report_results",
    ),
]
