"""The editor of a piece of news: it points at pages of its commune or of the federation."""

from django.utils.translation import gettext_lazy as _

from centre.models.branch import Branch
from centre.tenancy.forms import CentrePageForm


class NewsPageForm(CentrePageForm):
    """The form of the editor."""

    def clean(self):
        """Refuse next to its field a page of another commune."""
        cleaned = super().clean()
        for row in getattr(self.formsets.get("related"), "forms", ()):
            target = row.cleaned_data.get("target") if row.is_valid() else None
            if target and Branch.objects.for_path(target.path).first() not in (None, self.branch):
                row.add_error("target", _("It belongs to another commune: choose one of yours."))
        return cleaned
