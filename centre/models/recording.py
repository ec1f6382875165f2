"""A page read aloud in a language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtailmedia.edit_handlers import MediaChooserPanel


class Recording(models.Model):
    """The voice of a page in one language.

    ``text_digest`` is the fingerprint of what the page said when it was recorded: the
    recording is outdated once the live page says something else.
    """

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="recordings")
    language = models.ForeignKey(
        "centre.Language", on_delete=models.PROTECT, verbose_name=_("language")
    )
    media = models.ForeignKey(
        "centre.CentreMedia",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sound"),
    )
    text_digest = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        FieldPanel("language"),
        MediaChooserPanel(
            "media",
            media_type="audio",
            help_text=_("A sound of the list, or a new one. Example: Welcome in Ewe."),
        ),
    ]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="one_recording_per_language")
        ]

    def __str__(self):
        return f"{self.language}"
