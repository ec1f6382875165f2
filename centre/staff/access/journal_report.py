"""The report of the journal: to a director what concerns her commune, to the federation all."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, Q, Value
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from centre.models import Branch
from centre.replica import may_lag
from centre.staff.access.journal import ACTS, OF_ACCOUNTS, sentence_of
from centre.tenancy.team import directed_by


class Journal:
    """The lines of the journal that ``user`` reads."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def branches(self) -> list[Branch]:
        """The communes of which she reads the journal."""
        return list(directed_by(self.user).select_related("root_page"))

    def lines(self, model):
        """Return the lines of one of Wagtail's two logs."""
        lines = model.objects.filter(action__in=ACTS)
        if self.user.is_superuser:
            return lines
        about = self._of_pages if model is PageLogEntry else self._of_people
        return lines.filter(about())

    def people(self):
        """Return whose acts she may choose among."""
        users = get_user_model().objects.order_by("first_name", "last_name", "username")
        if self.user.is_superuser:
            return users
        return users.filter(pk__in=self._members())

    def _of_pages(self) -> Q:
        pages = Page.objects.none()
        for branch in self.branches:
            pages |= Page.objects.filter(path__startswith=branch.root_page.path)
        return Q(page__in=pages.values("pk"))

    def _of_people(self) -> Q:
        """What was done in the commune, and what was noted of the accounts of its members."""
        kind = ContentType.objects.get_for_model(get_user_model())
        accounts = [str(pk) for pk in self._members()]
        hers = Q(content_type=kind, object_id__in=accounts, action__in=OF_ACCOUNTS)
        return hers | Q(data__branch__in=[branch.pk for branch in self.branches])

    def _members(self):
        users = get_user_model().objects.filter(is_superuser=False)
        hers = users.filter(groups__branch_group__branch__in=self.branches)
        return hers.values_list("pk", flat=True).distinct()


class JournalFilterSet(HistoryFilterSet):
    """Which days, which acts, whose."""

    def get_action_choices(self):
        """Return the acts that the journal tells."""
        return [choice for choice in registry.get_choices() if choice[0] in ACTS]

    def get_users_queryset(self):
        """Return the people that the filter offers."""
        return Journal(self.request.user).people()

    class Meta:
        model = PageLogEntry
        fields = []


class JournalView(LogEntriesView):
    """Who did what."""

    page_title = _("Journal")
    results_template_name = "wagtailadmin/access/journal_results.html"
    filterset_class = JournalFilterSet
    index_url_name = "centre_journal"
    index_results_url_name = "centre_journal_results"
    list_export = ["timestamp", "user_display_name", "what", "label"]
    export_headings = {
        "timestamp": _("Date"),
        "user_display_name": _("Who"),
        "what": _("What"),
        "label": _("About"),
    }

    def dispatch(self, request, *args, **kwargs):
        """Answer who directs a commune, and the federation."""
        if not (request.user.is_superuser or directed_by(request.user).exists()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self):
        """Return the name of the file to take away, without its end."""
        return "journal"

    def get_filtered_queryset(self):
        """Return the keys of the lines in both logs, the newest first."""
        journal = Journal(self.request.user)
        self.log_models = [PageLogEntry, ModelLogEntry]
        found = []
        for number, model in enumerate(self.log_models):
            keys = journal.lines(model).values("pk", "timestamp")
            keys = keys.annotate(log_model_index=Value(number, output_field=IntegerField()))
            found.append(self.filter_queryset(keys).order_by())
        return found[0].union(found[1], all=True).order_by("-timestamp")

    def decorate_paginated_queryset(self, queryset):
        """Return the lines themselves, each with its sentence."""
        entries = super().decorate_paginated_queryset(queryset)
        for entry in entries:
            entry.what = sentence_of(entry)
        return entries


class JournalMenuItem(MenuItem):
    """The entry of the report, for who may read it."""

    def is_shown(self, request):
        """Return whether there is a commune whose journal she reads."""
        return request.user.is_superuser or directed_by(request.user).exists()


def menu_item():
    """Return the entry of the menu of reports."""
    return JournalMenuItem(
        _("Journal"), reverse("centre_journal"), name="journal", icon_name="history", order=610
    )


urlpatterns = [
    path("reports/journal/", may_lag(JournalView.as_view()), name="centre_journal"),
    path(
        "reports/journal/results/",
        may_lag(JournalView.as_view(results_only=True)),
        name="centre_journal_results",
    ),
]
