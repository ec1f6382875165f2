"""Model fields of the agenda."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class WeekdaysField(models.JSONField):
    """Days of the week as a list of numbers, Monday being 0, ticked in forms."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        """Raise ``ValidationError`` unless ``value`` is a list of different days."""
        super().validate(value, model_instance)
        if not set(value) <= set(WEEKDAYS) or len(set(value)) != len(value):
            raise ValidationError(_("Choose days of the week."), code="weekdays")

    def formfield(self, **kwargs):
        """Return seven boxes to tick."""
        return forms.TypedMultipleChoiceField(
            coerce=int,
            choices=[(str(day), name) for day, name in WEEKDAYS.items()],
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs.get("widget", forms.CheckboxSelectMultiple),
        )
