"""The staff area of what a branch owns: lists and editors that show a user only hers.

Wagtail's generic views ask the permission policy about the model, not about the object.
These ask about the object: what is not hers does not exist for her (404).
"""

import datetime as dt

import django_filters
from django.contrib.admin.utils import unquote
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from centre.models.branch import Branch
from centre.staff.turns import LastEntrySeenMixin

SAVED = _("Saved: “%(object)s”.")
NOT_SAVED = _("Nothing is saved yet: see what is marked in red.")


def in_words(value):
    """Return a value as staff read it: nothing known is a dash."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.date):
        return date_format(value)
    return "–" if value in (None, "") else value


class HersMixin:
    """A view of the objects on which the user may do one of the things the view is for."""

    def hers(self):
        """Return those objects."""
        actions = self.any_permission_required or [self.permission_required]
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, actions
        )


class BranchIndexView(HersMixin, generic.IndexView):
    """The list. A column says whose an object is to who sees several communes."""

    branch_column = Column("branch", label=_("Commune"), sort_key="branch__commune__name")
    custom_value_preprocess = generic.IndexView.custom_value_preprocess | {
        bool: {"csv": in_words, "xlsx": in_words}
    }

    def get_base_queryset(self):
        return self.hers().select_related("branch__commune")

    @cached_property
    def sees_several(self) -> bool:
        """Whether the column of the communes says something."""
        return self.permission_policy.branches_for(self.request.user, ["view"]).count() > 1

    @cached_property
    def columns(self):
        columns = list(super().columns)
        if self.sees_several:
            columns.insert(1, self.branch_column)
        return columns

    def may(self, action, instance) -> bool:
        """Return whether the user may do ``action`` on ``instance``."""
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, action, instance
        )

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.may("change", instance) else None

    def get_delete_url(self, instance):
        return super().get_delete_url(instance) if self.may("delete", instance) else None


class StaffCreateView(generic.CreateView):
    """An empty editor, under the name of the button that led to it."""

    add_item_label = ""
    success_message = SAVED
    error_message = NOT_SAVED

    def get_page_subtitle(self):
        return self.add_item_label

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        return [*items[:-1], items[-1] | {"label": self.add_item_label}]


class StaffEditView(LastEntrySeenMixin, generic.EditView):
    """The editor of an object."""

    success_message = SAVED
    error_message = NOT_SAVED


class StaffDeleteView(generic.DeleteView):
    """The deletion of an object."""

    success_message = _("Deleted: “%(object)s”.")


class BranchEditView(HersMixin, StaffEditView):
    """The editor of an object of hers."""

    def get_queryset(self):
        return self.hers()


class BranchDeleteView(HersMixin, StaffDeleteView):
    """The deletion of an object of hers."""

    def get_queryset(self):
        return self.hers()


class BranchHistoryView(HersMixin, HistoryView):
    """Who did what to an object of hers."""

    def get_base_object_queryset(self):
        return self.hers()


class BranchUsageView(HersMixin, UsageView):
    """Where an object of hers is used."""

    def get_base_object_queryset(self):
        return self.hers()


class BranchInspectView(HersMixin, generic.InspectView):
    """An object of hers, to read. What she may not change is only read here."""

    def get_object(self, queryset=None):
        return get_object_or_404(self.hers(), pk=unquote(str(self.pk)))

    def get_field_display_value(self, field_name, field):
        # Wagtail draws a picture even when there is none.
        if getattr(self.object, field_name) is None:
            return in_words(None)
        return in_words(super().get_field_display_value(field_name, field))

    def get_edit_url(self):
        may = self.user_has_permission_for_instance("change", self.object)
        return super().get_edit_url() if may else None

    def get_delete_url(self):
        may = self.user_has_permission_for_instance("delete", self.object)
        return super().get_delete_url() if may else None


class BranchFilterSet(WagtailFilterSet):
    """Filters of a list; the one by commune is there for who sees several."""

    branch = django_filters.ModelChoiceFilter(label=_("Commune"), queryset=Branch.objects.none())

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        policy = policy_registry.get_by_type(self._meta.model)
        branches = policy.branches_for(request.user, ["view"]).select_related("commune")
        if len(branches) > 1:
            self.filters["branch"].queryset = branches
        else:
            del self.filters["branch"]


class StaffViewSet(ModelViewSet):
    """Abstract: a list of the staff area, searched with the database alone.

    Subclasses give ``add_item_label``, what the button says that leads to an empty editor.
    """

    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    delete_view_class = StaffDeleteView
    add_item_label = ""
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(add_item_label=self.add_item_label, **kwargs)

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(add_item_label=self.add_item_label, **kwargs)


class FederationViewSet(StaffViewSet):
    """Abstract: a reference list, which the federation alone sees and edits here.

    No role has rights on these models, so Wagtail's own policy says so.
    """


class BranchViewSet(StaffViewSet):
    """Abstract: the staff area of one owned model.

    Subclasses give ``edit_handler`` (with ``base_form_class=BranchOwnedForm`` or one made
    from it, and a panel for ``branch``), ``inspect_view_fields`` and ``list_export``: both
    name what may be read, nothing else is shown or exported.
    """

    index_view_class = BranchIndexView
    edit_view_class = BranchEditView
    delete_view_class = BranchDeleteView
    history_view_class = BranchHistoryView
    usage_view_class = BranchUsageView
    inspect_view_class = BranchInspectView
    inspect_view_enabled = True
    sort_order_field = None
