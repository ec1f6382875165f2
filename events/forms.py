"""The editor of an event: what its rows say together, and how dates are typed."""

import datetime as dt

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet

from centre.models.branch import Branch
from centre.tenancy.forms import CentrePageForm
from events.recurrence import (
    Change,
    ChangeKind,
    Entry,
    ErrorCode,
    Precision,
    occurrences,
    unmatched_changes,
)
from events.sentences import ERROR_SENTENCES
from services.models import PublicHoliday
from services.wording import date_in_words

HOUR_FORMATS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M", "%H h", "%H"]
# What is asked for each thing that can happen to a date; the rest is put aside.
FIELDS_OF_CHANGE = {
    ChangeKind.CANCELLED: ["on", "at", "reason"],
    ChangeKind.MOVED: [
        "on", "at", "reason", "new_date", "new_start_time", "new_end_time", "place",
    ],
    ChangeKind.POSTPONED: ["on", "at", "reason"],
    ChangeKind.FULL: ["on", "at"],
    ChangeKind.ADDED: ["on", "reason", "new_start_time", "new_end_time", "place"],
}  # fmt: skip


class DayInput(forms.DateInput):
    """A day, with the calendar of the browser or of the phone."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """A time of day, as the browser or the phone asks for it."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class PlaceInRowsField(forms.IntegerField):
    """Where a new row stands: its place alone does not make it more than empty."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def has_changed(self, initial, data):
        return False


class RowFormSet(BaseChildFormSet):
    """Abstract: rows with days and hours. An hour may be typed as people say it."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if index is not None and index >= self.initial_form_count():
            form.fields[ORDERING_FIELD_NAME] = PlaceInRowsField()
        for field in form.fields.values():
            if isinstance(field, forms.TimeField):
                field.input_formats = HOUR_FORMATS
                field.error_messages["invalid"] = _(
                    "An hour goes from 00:00 to 23:59. Example: 09:30."
                )
            elif isinstance(field, forms.DateField):
                field.error_messages["invalid"] = _("This day does not exist. Example: 28/02/2027.")

    def full_clean(self):
        """Say one fault of a field at a time: the others follow from it."""
        super().full_clean()
        for form in self.forms if self.is_bound else ():
            for name, said in form.errors.items():
                form.errors[name] = form.error_class(said.as_data()[:1])

    @property
    def kept(self) -> list:
        """The rows that are right by themselves, neither empty nor deleted."""
        return [
            form
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not self._should_delete_form(form)
        ]


class DateFormSet(RowFormSet):
    """The dates of an event. One empty row is open when there is none yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial_form_count():
            self.extra = 1

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["count"].error_messages["max_value"] = ERROR_SENTENCES[ErrorCode.TOO_MANY]

    def entries(self) -> list[Entry]:
        """Return what the rows say, without those that are wrong."""
        return [form.instance.as_entry() for form in self.kept]


class ChangeFormSet(RowFormSet):
    """What became of single dates."""

    def changes(self) -> list[Change]:
        """Return what the rows say, without those that are wrong."""
        return [form.instance.as_change() for form in self.kept]

    def refuse_unmatched(self, entries, holidays) -> None:
        """Say next to its field which change is about no date of ``entries``."""
        kept = self.kept
        for index, field, code in unmatched_changes(entries, self.changes(), holidays):
            on = date_in_words(kept[index].instance.on)
            kept[index].add_error(field, ERROR_SENTENCES[code] % {"date": on})


class EventPageForm(CentrePageForm):
    """The editor of an event: dates, changes and timetable agree with each other."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("programme"):
            field.queryset = field.queryset.model.objects.open_to(self.branch)
            field.error_messages["invalid_choice"] = _(
                "This programme belongs to another commune: choose one of yours or of the"
                " federation."
            )

    def clean(self):
        """Ask for a date before publishing, and refuse what is about no date of the event."""
        cleaned = super().clean()
        dates, changes = self.formsets.get("dates"), self.formsets.get("date_changes")
        if dates is None or changes is None:
            return cleaned
        if not dates.kept and not self.is_deferred_validation:
            self._ask_for_a_date(dates)
        if dates.kept and dates.is_valid():
            entries = dates.entries()
            holidays = self._holidays(entries)
            changes.refuse_unmatched(entries, holidays)
            self._refuse_other_days(occurrences(entries, changes.changes(), holidays))
        return cleaned

    def _ask_for_a_date(self, dates: DateFormSet) -> None:
        if dates.is_valid():
            empty = next(iter(dates.forms), None)
            sentence = ERROR_SENTENCES[ErrorCode.DATE_MISSING]
            if empty is None or dates._should_delete_form(empty):
                self.add_error(None, sentence)
            else:
                empty.add_error("start_date", sentence)

    def _holidays(self, entries: list[Entry]) -> set[dt.date]:
        if not any(entry.skip_holidays for entry in entries):
            return set()
        path = self.instance.path or getattr(self.parent_page, "path", "")
        branch = Branch.objects.for_path(path).first()
        return set(PublicHoliday.objects.filter(branch=branch).values_list("date", flat=True))

    def _refuse_other_days(self, found) -> None:
        known = [one for one in found if one.precision is Precision.DAY]
        lines = self.formsets.get("timetable")
        if not known or len(known) < len(found) or lines is None:
            return
        for line in lines.kept:
            day = line.cleaned_data.get("day")
            if day and not any(one.start_date <= day <= one.end_date for one in known):
                line.add_error("day", ERROR_SENTENCES[ErrorCode.NOT_THAT_DAY])
