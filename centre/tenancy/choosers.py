"""Choosers that offer a user what the branches in which she works own."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permissions import policy_registry


class NameFilterForm(BaseFilterForm):
    """Search by a part of the name."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Part of the name")}),
    )

    def filter(self, objects):
        """Return those of ``objects`` whose name holds what was typed."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        return objects.filter(name__icontains=self.search_query)


class HersMixin:
    """A view of the objects that the user may choose."""

    filter_form_class = NameFilterForm

    def get_object_list(self):
        """Return those objects."""
        policy = policy_registry.get_by_type(self.model_class)
        return policy.instances_user_has_any_permission_for(self.request.user, ["choose"])

    def get_object(self, pk):
        """Return the one of this key, or raise ``Http404``."""
        return get_object_or_404(self.get_objects([pk]))

    def get_objects(self, pks):
        """Return those of these keys, or raise ``Http404`` for what is no key."""
        try:
            return self.get_object_list().filter(pk__in=pks)
        except ValueError as error:
            raise Http404 from error


class BranchChooseView(HersMixin, chooser.ChooseView):
    """The chooser's window."""


class BranchChooseResultsView(HersMixin, chooser.ChooseResultsView):
    """The list in the chooser's window."""


class BranchChosenView(HersMixin, chooser.ChosenView):
    """The answer to a choice."""


class BranchChosenMultipleView(HersMixin, chooser.ChosenMultipleView):
    """The answer to a choice of several."""


class BranchChooserViewSet(ChooserViewSet):
    """Abstract: the chooser of one owned model, which has a ``name``.

    Nothing is created in its window: an editor has more to say than a window holds.
    """

    choose_view_class = BranchChooseView
    choose_results_view_class = BranchChooseResultsView
    chosen_view_class = BranchChosenView
    chosen_multiple_view_class = BranchChosenMultipleView
    per_page = 20

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
