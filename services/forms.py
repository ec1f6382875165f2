"""Forms of the staff area of the directory: what one field alone cannot tell."""

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from services.hours import period_errors, slot_errors
from services.models.opening import PERIOD_ERROR_FIELDS, SLOT_ERROR_FIELDS
from services.wording import ERROR_SENTENCES

MOST_NEEDS = 10


class HoursFormSet(BaseChildFormSet):
    """Abstract: rows of hours, compared with each other once each is right by itself."""

    error_fields = {}

    def faults(self, rows: list) -> list:
        """Return the faults between the objects ``rows`` as (index, code)."""
        raise NotImplementedError

    def clean(self):
        """Say each fault next to its field, on the later of the rows that do not agree."""
        super().clean()
        kept = [
            form
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not self._should_delete_form(form)
        ]
        for index, code in self.faults([form.instance for form in kept]):
            kept[index].add_error(self.error_fields[code], ERROR_SENTENCES[code])


class SlotFormSet(HoursFormSet):
    """The slots of a week."""

    error_fields = SLOT_ERROR_FIELDS

    def faults(self, rows):
        return slot_errors([row.as_slot() for row in rows])


class PeriodFormSet(HoursFormSet):
    """The exceptional hours of a place."""

    error_fields = PERIOD_ERROR_FIELDS

    def faults(self, rows):
        return period_errors([row.as_period() for row in rows])


class NeedForm(WagtailAdminModelForm):
    """A need: with more than ten, nobody finds hers on the screen of a phone."""

    def clean(self):
        """Refuse the eleventh."""
        cleaned = super().clean()
        if not self.instance.pk and self._meta.model.objects.count() >= MOST_NEEDS:
            raise forms.ValidationError(
                _("There are ten needs already: change one of them."), code="too_many"
            )
        return cleaned


class CommaListField(forms.CharField):
    """A list of words, written with commas between them."""

    def prepare_value(self, value):
        """Return ``value`` as it is typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        """Return the words typed, without the empty ones."""
        return [word.strip() for word in super().to_python(value).split(",") if word.strip()]

    def has_changed(self, initial, data):
        """Compare the words, not the way they are typed."""
        return (initial or []) != self.to_python(data)


class CommuneForm(WagtailAdminModelForm):
    """A commune, with its other spellings as people type them."""

    aliases = CommaListField(
        label=_("other spellings"),
        required=False,
        help_text=_("Separated by commas. Example: Ogou-1, Ogou I."),
    )
