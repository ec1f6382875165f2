"""The needs a woman comes with: the first way into the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from centre.models.recording import Voice
from centre.pictograms import PictogramField


class Need(ClusterableModel):
    """A top term of the federation's taxonomy (at most ten).

    Titles stay neutral to somebody who looks over a shoulder.
    """

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    title = models.CharField(
        _("title"),
        max_length=40,
        help_text=_("Two or three plain words. Example: Learn to read."),
    )
    hint = models.CharField(
        _("in other words"),
        max_length=120,
        blank=True,
        help_text=_("Example: Somebody to talk to, a quiet place."),
    )
    pictogram = PictogramField(_("pictogram"))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "slug"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    def __str__(self):
        return self.title


class NeedRecording(Voice):
    """The voice of a need in one language: what it is, and what one finds behind its door."""

    need = ParentalKey(Need, on_delete=models.CASCADE, related_name="recordings")

    class Meta(Voice.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["need", "language"], name="one_need_recording_per_language"
            )
        ]
