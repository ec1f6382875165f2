"""The staff area of the help numbers: whose they are, and whether somebody checked them."""

import django_filters
from django.forms import RadioSelect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton, ListingButton
from wagtail.permissions import policy_registry

from centre.formats import phone_in_words
from centre.staff.buttons import post_attributes
from centre.staff.views import perform_verification
from centre.tenancy.viewsets import (
    BranchEditView,
    BranchFilterSet,
    BranchIndexView,
    BranchViewSet,
)
from centre.verification import VerifyAction
from services.directory_panels import HELP_LINE_EDIT_HANDLER
from services.models import HelpLine, HelpLinePurpose


class VerifyHelpLine(VerifyAction):
    """Verify a number. A national one is verified by the federation only."""

    date_field = "verified_on"
    user_field = "verified_by"

    def is_allowed(self) -> bool:
        """Return whether the user may change the number."""
        policy = policy_registry.get_by_type(HelpLine)
        return policy.user_has_permission_for_instance(self.user, "change", self.instance)


@require_POST
def verify_help_line(request, pk):
    """Answer the button "J’ai vérifié"; 404 for a number that is not hers to see."""
    policy = policy_registry.get_by_type(HelpLine)
    hers = policy.instances_user_has_any_permission_for(request.user, ["view", "change"])
    line = get_object_or_404(hers, pk=pk)
    return perform_verification(request, VerifyHelpLine(line, request.user, timezone.localdate()))


def verify_buttons(line, user, kind) -> list:
    """Return the button of ``line`` as a ``kind``, or nothing when it would be of no use."""
    today = timezone.localdate()
    if line.verified_on == today or not VerifyHelpLine(line, user, today).is_allowed():
        return []
    attributes = post_attributes(reverse("helpline:verify", args=[line.pk]))
    label = gettext("I have checked it")
    return [kind(label, icon_name="check", attrs=attributes, priority=5)]


def whose(line) -> str:
    """Return the commune of a number, or that it is national."""
    return str(line.branch) if line.branch_id else gettext("national")


def number_of(line) -> str:
    """Return the number of a help line as people write it."""
    return phone_in_words(line.number)


class VerifiedColumn(DateColumn):
    """When a number was verified, and whether that is too long ago."""

    cell_template_name = "wagtailadmin/tables/verified_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        """Add whether the number waits for verification."""
        context = super().get_cell_context_data(instance, parent_context)
        context["is_overdue"] = instance.is_overdue(timezone.localdate())
        return context


class HelpLineFilterSet(BranchFilterSet):
    """The filters of the list of help numbers."""

    overdue = django_filters.ChoiceFilter(
        label=_("Verification"),
        choices=[("yes", _("to verify")), ("no", _("verified"))],
        method="filter_overdue",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    purpose = django_filters.ChoiceFilter(
        label=_("Purpose"), choices=HelpLinePurpose, empty_label=_("All"), widget=RadioSelect
    )
    national = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("yes", _("national")), ("no", _("of a commune"))],
        method="filter_national",
        empty_label=_("All"),
        widget=RadioSelect,
    )

    class Meta:
        model = HelpLine
        fields = ["is_published"]

    def filter_overdue(self, queryset, name, value):
        """Return the numbers that wait for verification today, or the others."""
        overdue = HelpLine.objects.overdue(timezone.localdate()).values("pk")
        known = {"pk__in": overdue}
        return queryset.filter(**known) if value == "yes" else queryset.exclude(**known)

    def filter_national(self, queryset, name, value):
        """Return the national numbers, or the others."""
        return queryset.filter(branch__isnull=value == "yes")


class HelpLineIndexView(BranchIndexView):
    """The list of the help numbers: hers, and the national ones to read."""

    branch_column = Column(
        "whose", label=_("Whose"), accessor=whose, sort_key="branch__commune__name"
    )

    @cached_property
    def sees_several(self):
        return True

    def get_list_buttons(self, instance):
        buttons = verify_buttons(instance, self.request.user, ListingButton)
        return buttons + super().get_list_buttons(instance)


class HelpLineEditView(BranchEditView):
    """The editor of a help number, with the button."""

    @cached_property
    def header_buttons(self):
        return verify_buttons(self.object, self.request.user, HeaderButton)


class HelpLineViewSet(BranchViewSet):
    """The help numbers."""

    model = HelpLine
    icon = "mobile-alt"
    menu_label = _("Help numbers")
    add_item_label = _("Add a help number")
    edit_handler = HELP_LINE_EDIT_HANDLER
    index_view_class = HelpLineIndexView
    edit_view_class = HelpLineEditView
    filterset_class = HelpLineFilterSet
    search_fields = ["label", "number", "answered_by"]
    list_display = [
        "label",
        Column("number", label=_("Number"), accessor=number_of, sort_key="number"),
        "purpose",
        BooleanColumn("is_published", label=_("Published"), sort_key="is_published"),
        VerifiedColumn("verified_on", label=_("Verified on"), sort_key="verified_on"),
    ]
    inspect_view_fields = [
        "label",
        "number",
        "type",
        "purpose",
        "answered_by",
        "cost",
        "hours",
        "languages",
        "area",
        "source",
        "is_published",
        "verified_on",
        "verify_every",
    ]
    list_export = [
        "number",
        "label",
        "get_purpose_display",
        "answered_by",
        "cost",
        "hours",
        "area",
        "is_published",
        "verified_on",
        "source",
    ]
    export_headings = {"get_purpose_display": _("Purpose")}
    export_filename = "numeros-utiles"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("verify/<int:pk>/", verify_help_line, name="verify"),
        ]
