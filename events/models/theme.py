"""What an event is about, and the goals it serves: reference lists of the federation."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.pictograms import PictogramField


class Theme(models.Model):
    """A subject of events. Titles stay neutral to somebody who looks over a shoulder."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    title = models.CharField(
        _("title"), max_length=40, help_text=_("Two or three plain words. Example: Our rights.")
    )
    pictogram = PictogramField(_("pictogram"))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self):
        return self.title


class DevelopmentGoal(models.Model):
    """One of the seventeen goals of the United Nations' 2030 Agenda (ODD in French)."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(17)]
    )
    title = models.CharField(_("title"), max_length=80)

    class Meta:
        ordering = ["number"]
        verbose_name = _("sustainable development goal")
        verbose_name_plural = _("sustainable development goals")

    def __str__(self):
        return f"{self.number}. {self.title}"
