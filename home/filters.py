"""Forms that read the query string of the front door."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_QUERY = 200


class SearchForm(forms.Form):
    """The words searched for, cut at ``MAX_QUERY`` characters, and the page."""

    q = forms.CharField(label=_("What are you looking for?"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000)

    def __init__(self, data):
        super().__init__(data, auto_id="recherche_%s")
        self.full_clean()

    @property
    def query(self) -> str:
        """Return the words, without what no word holds."""
        return self.cleaned_data.get("q", "").replace("\0", "")[:MAX_QUERY]

    @property
    def number(self) -> int:
        """Return the page asked for, 1 when it makes no sense."""
        return self.cleaned_data.get("page") or 1
