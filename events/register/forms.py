"""The form of the site: what the centre needs to prepare a course, and nothing more."""

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from events.models import AgeBand, Enrolment, Sex
from events.models.enrolment import Disability, new_reference
from events.register.consent import VERSION

signer = Signer(salt="events.register")
MOST_PERSONS = 200
SEXES = [("", _("no answer")), (Sex.WOMAN, _("a woman")), (Sex.MAN, _("a man"))]
AGES = [("", _("no answer")), *((band, band.label) for band in AgeBand if band)]
DISABILITIES = [("", _("no answer")), (Disability.YES, _("yes")), (Disability.NO, _("no"))]
LABELS = {
    "name": _("First name, or the name you want to be called by"),
    "persons": _("How many persons"),
    "phone": _("Your phone"),
    "safe_to_call": _("It is safe to call me on this number"),
    "safe_to_leave_message": _("It is safe to leave me a message"),
    "village": _("Village or quarter"),
    "sex": _("You are"),
    "age_band": _("Your age"),
    "disability": _("Do you live with a disability?"),
}
HELP_TEXTS = {
    "name": _("For a group, its name. Example: Afi, or group Novissi."),
    "persons": _("You alone: 1. A group: how many of you will come."),
    "phone": _("You may leave it empty. Example: 90 12 34 56."),
    "village": _("You may leave it empty."),
}


def persons_errors(persons: int, places: int | None) -> list:
    """Return why so many persons cannot register together for a course of so many ``places``."""
    if places and persons > places:
        return [_("The course has %(places)s places in all.") % {"places": places}]
    return []


class EnrolmentForm(forms.ModelForm):
    """What the visitor writes. ``ticket`` makes a second tap on the button the same request.

    It holds the reference that the enrolment will have, signed: nobody else chooses one.
    """

    persons = forms.IntegerField(min_value=1, max_value=MOST_PERSONS, initial=1)
    sex = forms.ChoiceField(choices=SEXES, required=False)
    age_band = forms.ChoiceField(choices=AGES, required=False)
    disability = forms.ChoiceField(choices=DISABILITIES, required=False)
    consent = forms.BooleanField(
        label=_("I have read this and I agree"),
        error_messages={"required": _("Tick it if you agree: without it we may not write.")},
    )
    # Machines fill in everything that they find.
    message = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)
    ticket = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    class Meta:
        model = Enrolment
        fields = list(LABELS)

    def __init__(self, *args, places: int | None, **kwargs):
        super().__init__(*args, auto_id="champ_%s", **kwargs)
        self.places = places
        self.use_required_attribute = False
        self.order_fields([*LABELS, "consent", "message", "ticket"])
        for name, label in LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, HELP_TEXTS.get(name, "")
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "field"
        self.fields["phone"].widget.input_type = "tel"
        self.fields["name"].error_messages["required"] = _("Write a name: any that you like.")
        self.fields["message"].widget.attrs = {"tabindex": "-1"}
        self.initial["ticket"] = signer.sign(new_reference())

    def clean_persons(self):
        """Refuse more than the whole course has places for."""
        persons = self.cleaned_data["persons"]
        for error in persons_errors(persons, self.places):
            raise forms.ValidationError(error)
        return persons

    def clean_message(self):
        """Refuse what only a machine writes."""
        if self.cleaned_data["message"]:
            raise forms.ValidationError(_("Leave this field empty, please."))
        return ""

    def clean(self):
        """Ask for the number that is said to be safe."""
        cleaned = super().clean()
        is_safe = cleaned.get("safe_to_call") or cleaned.get("safe_to_leave_message")
        if is_safe and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number that is safe, or untick the boxes."))
        return cleaned

    @property
    def reference(self) -> str:
        """The reference of the ticket; a new one when it was not ours."""
        try:
            return signer.unsign(self.cleaned_data["ticket"])
        except BadSignature:
            return new_reference()

    def enrolment_for(self, course, branch, today) -> Enrolment:
        """Return the enrolment asked for, unsaved."""
        enrolment = self.instance
        enrolment.course, enrolment.branch = course, branch
        enrolment.consent_version, enrolment.consented_on = VERSION, today
        enrolment.reference = self.reference
        return enrolment
