"""The forms of the staff's page about the letter."""

import datetime as dt

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.wording import month_in_words
from home.letter.contents import ONE_MONTH, this_month
from home.models import LetterWord, NewsIndexPage

OFFERED = 24


class MonthForm(forms.Form):
    """The month of the letter, of the last two years. A bad one is this month."""

    mois = forms.TypedChoiceField(
        label=_("Month"), required=False, coerce=lambda month: dt.date.fromisoformat(f"{month}-01")
    )

    def __init__(self, data, now: dt.datetime, shown: dt.date | None = None):
        self.latest = this_month(now)
        super().__init__(data, initial={"mois": f"{shown:%Y-%m}"} if shown else None)
        months = [self.latest - number * ONE_MONTH for number in range(OFFERED)]
        self.fields["mois"].choices = [
            (f"{month:%Y-%m}", capfirst(month_in_words(month))) for month in months
        ]

    @property
    def month(self) -> dt.date:
        """Return the first day of the month asked for."""
        return (self.cleaned_data.get("mois") if self.is_valid() else None) or self.latest


class WordForm(forms.ModelForm):
    """A word from the centre at the top of the letter; an empty one takes it away."""

    class Meta:
        model = LetterWord
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data, index: NewsIndexPage, month: dt.date):
        known = LetterWord.objects.filter(page=index, month=month).first()
        super().__init__(data, instance=known or LetterWord(page=index, month=month))
        self.fields["text"].required = False

    def save(self, commit=True):
        """Keep the word, or forget it."""
        if self.cleaned_data["text"]:
            return super().save(commit)
        if self.instance.pk:
            self.instance.delete()
        return None
