"""The pictograms that staff choose from, with what they mean."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ChoiceField, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centre.icons import drawings

PICTOGRAMS = {
    "listening": _("listening"),
    "chat": _("talk"),
    "shield": _("protection"),
    "health": _("health"),
    "law": _("law"),
    "paper": _("papers"),
    "coin": _("money"),
    "business": _("shop and trade"),
    "work": _("work"),
    "learning": _("learning"),
    "family": _("family"),
    "child": _("child"),
    "youth": _("young people"),
    "woman": _("woman"),
    "people": _("group"),
    "shelter": _("shelter"),
    "home": _("house"),
    "phone": _("telephone"),
    "language": _("language"),
    "calendar": _("dates"),
    "transport": _("transport"),
    "help": _("question"),
}


def known_pictogram(name: str) -> None:
    """Raise ``ValidationError`` unless staff may choose the pictogram ``name``."""
    if name not in PICTOGRAMS:
        raise ValidationError(_("Choose one of the pictograms."), code="unknown_pictogram")


def _choices() -> Iterator[tuple[str, SafeString]]:
    for name, meaning in PICTOGRAMS.items():
        drawing = mark_safe(drawings()[name])  # noqa: S308  our own files
        yield (
            name,
            format_html(
                '<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor"'
                ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
                ' aria-hidden="true">{}</svg>&nbsp;{}',
                drawing,
                meaning,
            ),
        )


def _choices_or_none() -> Iterator[tuple[str, str]]:
    yield "", _("none")
    yield from _choices()


class PictogramField(models.CharField):
    """The name of a pictogram, chosen from drawings. Migrations see plain text."""

    default_validators = [known_pictogram]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Return the field as plain text, so that a new pictogram needs no migration."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs):
        """Return radio buttons, each with its drawing."""
        return ChoiceField(
            choices=_choices_or_none if self.blank else _choices,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs.get("widget", RadioSelect),
            initial=self.default if self.has_default() else None,
        )
