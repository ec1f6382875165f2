"""Texts that announce an event, once staff have written their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event_page import EventPage


class Medium(models.TextChoices):
    """How the announcement travels."""

    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")
    RADIO = "radio", _("radio or crier")


class Announcement(models.Model):
    """The text of one medium, edited by hand. Without it the text is made from the fields.

    ``made_from`` is the text that the fields gave when it was written: when they give another
    one, the event has changed since.
    """

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="announcements")
    medium = models.CharField(max_length=10, choices=Medium)
    text = models.TextField(_("text"), max_length=1200)
    made_from = models.TextField(editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.UniqueConstraint(fields=["event", "medium"], name="one_text_per_medium")
        ]

    def __str__(self):
        return f"{self.event} · {self.get_medium_display()}"
