"""Answer the editor while dates are typed: what they make in words, and what is wrong."""

from django import forms
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from centre.models import Branch
from events.models import AwarenessEventPage, EventPage
from events.recurrence import ChangeKind
from events.staff.calendar import calendar_in_words, choices_of_dates, holidays_of


class BranchForm(forms.Form):
    """Whose public holidays count: those of a commune in which she works."""

    branch = forms.ModelChoiceField(queryset=Branch.objects.none(), required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["branch"].queryset = Branch.objects.for_user(user)

    @property
    def chosen(self) -> Branch | None:
        """The branch, or none when it is not hers."""
        return self.cleaned_data.get("branch") if self.is_valid() else None


@require_POST
def dates_in_words(request):
    """Return the words, the errors by name of field, and the dates that a change may be about.

    Nothing is read but public holidays, and nothing is saved.
    """
    dates, changes = _formset("dates", request.POST), _formset("date_changes", request.POST)
    holidays = holidays_of(BranchForm(request.POST, request.user).chosen)
    entries = dates.entries()
    if dates.is_valid():
        changes.refuse_unmatched(entries, holidays)
    added = [change for change in changes.changes() if change.kind is ChangeKind.ADDED]
    calendar = calendar_in_words(entries, changes.changes(), holidays)
    return JsonResponse(
        {
            "html": render_to_string(
                "wagtailadmin/events/dates_in_words.html", {"calendar": calendar}
            ),
            "errors": dict(_errors(dates, changes)),
            "dates": choices_of_dates(entries, added, holidays),
        }
    )


def _formset(name, data):
    """Return the rows ``name`` of the editor, every one as new: those saved are not asked for."""
    rows = data.copy()
    rows[f"{name}-INITIAL_FORMS"] = "0"
    for key in [key for key in rows if key.startswith(f"{name}-") and key.endswith("-id")]:
        del rows[key]
    form_class = AwarenessEventPage.get_edit_handler().get_form_class()
    return form_class.formsets[name](rows, instance=EventPage(), prefix=name)


def _errors(*formsets):
    for formset in formsets:
        for form in formset.forms:
            if formset._should_delete_form(form):
                continue
            for name, said in form.errors.as_data().items():
                # What is still to come is no fault yet.
                if any(error.code != "required" for error in said):
                    yield form.add_prefix(name), list(form.errors[name])
