"""The form of the three texts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.kit.announcements import Draft, betrays, save_text
from events.models import EventPage, Medium

ROWS = {Medium.WHATSAPP: 10}


class AnnouncementForm(forms.Form):
    """The text of one medium, refused when it is too long for it.

    ``made_from`` is the proposal that stood beside it when it was written.
    """

    text = forms.CharField(required=False, widget=forms.Textarea)
    made_from = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    still_right = forms.BooleanField(
        required=False, label=_("This text is still right: keep it as it is.")
    )

    def __init__(self, event: EventPage, draft: Draft, data=None):
        self.event = event
        self.draft = draft
        initial = {"text": draft.text, "made_from": draft.proposed}
        super().__init__(data, prefix=draft.medium.value, initial=initial)
        field = self.fields["text"]
        field.label = draft.medium.label
        field.widget.attrs["rows"] = ROWS.get(draft.medium, 5)
        if not draft.is_outdated:
            del self.fields["still_right"]

    def clean_text(self):
        """Return the text, with its line ends as the counts take them."""
        text = "\n".join(self.cleaned_data["text"].splitlines()).strip()
        if not text:
            raise forms.ValidationError(_("Write a text, or go back to the one proposed."))
        kind = self.draft.kind
        if (used := kind.measure(text)) > kind.limit:
            raise forms.ValidationError(kind.too_long % {"used": used, "limit": kind.limit})
        if betrays(self.event, text, self.draft.proposed):
            raise forms.ValidationError(
                _("This event is sensitive: say the neutral title, not its own title or sentence.")
            )
        return text

    def clean_made_from(self):
        """Return the proposal with its own line ends."""
        return "\n".join(self.cleaned_data["made_from"].splitlines())

    def save(self) -> None:
        """Keep what was written, or that what stands is still right."""
        if self.cleaned_data["text"] != self.draft.text or self.cleaned_data.get("still_right"):
            save_text(
                self.event,
                self.draft.medium,
                self.cleaned_data["text"],
                self.cleaned_data["made_from"],
            )
