"""Model fields shared by every app."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField as WagtailStreamField

TOGO = "+228"


class StreamField(WagtailStreamField):
    """A StreamField whose migrations carry no block definitions.

    Adding a block to a vocabulary then needs no migration, and migrations stay small.
    """

    def __init__(self, block_types=(), **kwargs):
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        """Return the field without its blocks: ``(name, path, args, kwargs)``."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


def normalise_phone(value: str) -> str:
    """Return ``value`` as dialled: a short code ("1014") or "+" and the country code.

    Eight digits are a number of Togo. Raises ``ValidationError`` for letters, and for
    a length that no plan knows (E.164: at most 15 digits).
    """
    compact = re.sub(r"[\s.\-()\u00a0\u202f]", "", value)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    if not re.fullmatch(r"\+?[0-9]+", compact):
        raise ValidationError(
            _("Write the number with digits only, for example 90 12 34 56."),
            code="phone_letters",
        )
    if compact.startswith("+"):
        if 8 <= len(compact) - 1 <= 15:
            return compact
    elif len(compact) == 8:
        return TOGO + compact
    elif 2 <= len(compact) <= 5:
        return compact
    raise ValidationError(
        _("This number has %(count)s digits. A number of Togo has 8, a short code 2 to 5."),
        code="phone_length",
        params={"count": len(compact.lstrip("+"))},
    )


class PhoneField(models.CharField):
    """A telephone number, kept as it is dialled (see ``normalise_phone``)."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def clean(self, value, model_instance):
        """Return the normalised number, or raise ``ValidationError``."""
        value = super().clean(value, model_instance)
        return normalise_phone(value) if value else value


class SecureURLField(models.URLField):
    """The address of a page elsewhere, reached by https alone."""

    default_validators = [
        URLValidator(
            schemes=["https"], message=_("Write the whole address, beginning with https://.")
        )
    ]

    def formfield(self, **kwargs):
        """Return the form field; "exemple.org" is taken as "https://exemple.org"."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class ColourField(models.CharField):
    """A colour as ``#rrggbb``, picked on a palette in forms."""

    default_validators = [
        RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits, like #17505a."))
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """Return the form field with the browser's colour picker."""
        kwargs.setdefault("widget", TextInput(attrs={"type": "color"}))
        return super().formfield(**kwargs)
