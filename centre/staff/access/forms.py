"""The forms of the second factor."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from centre.staff.access.factor import PHONE_DIGITS, RECOVERY_DIGITS

SEPARATORS = re.compile(r"[\s.\-]")


def too_soon(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < 60:
        text = ngettext(
            "Several codes were wrong. Try again in %(count)s second.",
            "Several codes were wrong. Try again in %(count)s seconds.",
            seconds,
        )
        return text % {"count": seconds}
    minutes = -(-seconds // 60)
    text = ngettext(
        "Several codes were wrong. Try again in %(count)s minute.",
        "Several codes were wrong. Try again in %(count)s minutes.",
        minutes,
    )
    return text % {"count": minutes}


class PhoneCodeForm(forms.Form):
    """The six digits that a telephone shows."""

    lengths = {PHONE_DIGITS}
    wrong_length = _("Write the six digits that the telephone shows.")

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self):
        """Return the digits alone, however they were grouped."""
        digits = SEPARATORS.sub("", self.cleaned_data["code"])
        if not (digits.isascii() and digits.isdigit() and len(digits) in self.lengths):
            raise forms.ValidationError(self.wrong_length)
        return digits


class AnyCodeForm(PhoneCodeForm):
    """The six digits, or the ten of a recovery code."""

    lengths = {PHONE_DIGITS, RECOVERY_DIGITS}
    wrong_length = _("Write the six digits of the telephone, or the ten of a recovery code.")
