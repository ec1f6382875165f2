"""What is read aloud, in a language: a page, or anything else a floor names."""

from hashlib import sha256

from django.db import models
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtailmedia.edit_handlers import MediaChooserPanel


def text_digest(page) -> str:
    """Return the fingerprint of what is read aloud of ``page``: title, one sentence, bodies."""
    words = [page.title, page.introduction]
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            words += field.get_searchable_content(getattr(page, field.name))
    return sha256(" ".join(" ".join(words).split()).encode()).hexdigest()


class RecordAgainPanel(HelpPanel):
    """A warning above a recording of a text that has changed since."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            """Return whether the text in the editor is not the one that was read aloud."""
            known = self.instance.text_digest
            return bool(known) and known != text_digest(self.instance.page)


VOICE_PANELS = [
    FieldPanel("language"),
    MediaChooserPanel(
        "media",
        media_type="audio",
        help_text=_("A sound of the list, or a new one. Example: Welcome in Ewe."),
    ),
]


class Voice(models.Model):
    """Abstract: a sound in one language."""

    language = models.ForeignKey(
        "centre.Language", on_delete=models.PROTECT, verbose_name=_("language")
    )
    media = models.ForeignKey(
        "centre.CentreMedia",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sound"),
    )

    panels = VOICE_PANELS

    class Meta:
        abstract = True
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self):
        return f"{self.language}"


class RecordingQuerySet(models.QuerySet):
    def compare_with(self, page) -> None:
        """Note which recordings of ``page`` say something else than the page says now."""
        same = When(text_digest__in=["", text_digest(page)], then=Value(False))
        self.filter(page=page.pk).update(is_outdated=Case(same, default=Value(True)))


class Recording(Voice):
    """The voice of a page in one language.

    ``text_digest`` is the fingerprint of what the page said when it was recorded, empty when
    nobody knows; ``is_outdated`` tells that the published page says something else.
    """

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="recordings")
    text_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_outdated = models.BooleanField(default=False, editable=False)

    objects = RecordingQuerySet.as_manager()

    panels = [
        RecordAgainPanel(
            _("To be recorded again: the text has changed since. The public still hears it."),
            classname="help-block help-warning",
        ),
        *VOICE_PANELS,
    ]

    class Meta(Voice.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="one_recording_per_language")
        ]

    def note_text(self, page, heard: dict[int, int]) -> None:
        """Note what ``page`` says while nobody hears this recording yet.

        ``heard``: by the id of a published recording of the page, the id of its sound.
        """
        if heard.get(self.pk) != self.media_id:
            self.text_digest = text_digest(page)
