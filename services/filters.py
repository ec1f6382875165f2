"""The filters of a list of services, as the query string carries them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PageForm(forms.Form):
    """The number of a page of a list."""

    page = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)

    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
        self.full_clean()

    @property
    def number(self) -> int:
        """Return the page asked for, 1 when it makes no sense."""
        return self.cleaned_data.get("page") or 1


class ServiceFilterForm(PageForm):
    """Filters of the directory. A bad value is no filter, and a message beside it."""

    besoin = forms.ChoiceField(label=_("Need"), required=False)
    gratuit = forms.BooleanField(label=_("Free"), required=False)
    ouvert = forms.BooleanField(label=_("Open now"), required=False)
    femmes = forms.BooleanField(label=_("Women only"), required=False)
    sans_papiers = forms.BooleanField(label=_("No papers needed"), required=False)
    langue = forms.ChoiceField(label=_("Language spoken"), required=False)
    lieu = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data, directory):
        self.directory = directory
        super().__init__(data, auto_id="filtre_%s")

    def full_clean(self):
        """Offer what the directory holds, then check."""
        directory = self.directory
        any_choice = [("", _("All"))]
        self.fields["besoin"].choices = any_choice + [
            (need.slug, need.title) for need in directory.needs
        ]
        self.fields["langue"].choices = any_choice + [
            (language.code, language.name) for language in directory.languages
        ]
        self.fields["lieu"].choices = any_choice + [
            (place.slug, place.name) for place in directory.public_places()
        ]
        super().full_clean()

    @property
    def applied(self) -> dict:
        """Return the filters that are set and valid, by the name of their field."""
        return {
            name: value for name, value in self.cleaned_data.items() if value and name != "page"
        }
