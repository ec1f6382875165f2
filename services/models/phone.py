"""Telephone numbers of places, organisations and services (HSDS ``phone``)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from centre.fields import PhoneField


class PhoneType(models.TextChoices):
    """What the number is good for."""

    VOICE = "voice", _("Call")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")


class Phone(Orderable):
    """Abstract: a number and what it is good for.

    ``whose`` is the name of the place or the centre that it is borrowed from, where it stands
    for a number that is not known.
    """

    whose = ""

    number = PhoneField(_("number"), help_text=_("Example: 90 12 34 56."))
    type = models.CharField(_("for"), max_length=10, choices=PhoneType, default=PhoneType.VOICE)
    description = models.CharField(
        _("who answers"),
        max_length=80,
        blank=True,
        help_text=_("Example: the secretary of the centre."),
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.number
