"""The form by which the federation offers a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.models import Branch, Region

ALL, SOME = "all", "some"


class ShareForm(forms.Form):
    """To whom a page is offered; ``branches`` are those communes, ``to_all`` whether all."""

    reach = forms.ChoiceField(
        label=_("To which communes?"),
        choices=[
            (ALL, _("All, also those that join later")),
            (SOME, _("Only those that I choose")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    regions = forms.MultipleChoiceField(
        label=_("Every commune of a region"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communes = forms.ModelMultipleChoiceField(
        label=_("One by one"),
        queryset=Branch.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        everywhere = Branch.objects.select_related("commune").order_by("commune__name")
        present = {branch.commune.region for branch in everywhere}
        self.fields["communes"].queryset = everywhere
        self.fields["regions"].choices = [one for one in Region.choices if one[0] in present]

    def clean(self):
        """Ask for a commune when not all were meant."""
        cleaned = super().clean()
        if cleaned.get("reach") == SOME and not self.errors and not self.branches:
            self.add_error("communes", _("Choose a commune or a region."))
        return cleaned

    @property
    def to_all(self) -> bool:
        """Whether communes made later get it too."""
        return self.cleaned_data["reach"] == ALL

    @property
    def branches(self) -> list[Branch]:
        """The communes that were chosen."""
        said = self.cleaned_data
        chosen = set(said.get("communes", ()))
        return [
            branch
            for branch in self.fields["communes"].queryset
            if said["reach"] == ALL
            or branch in chosen
            or branch.commune.region in said.get("regions", ())
        ]
