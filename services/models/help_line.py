"""Help numbers, national and local."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from centre.fields import PhoneField
from centre.querysets import AddDays
from services.models.phone import PhoneType
from services.refused_numbers import refusal


class HelpLinePurpose(models.TextChoices):
    """What one calls it for."""

    DANGER = "danger", _("Immediate danger")
    RAPE = "viol", _("Rape")
    LISTENING = "ecoute", _("Listening")
    HEALTH = "sante", _("Health")
    CHILDHOOD = "enfance", _("Children")
    SCHOOL = "ecole", _("School")
    LAW = "droit", _("Law")
    SHELTER = "hebergement", _("Shelter")


class HelpLineQuerySet(models.QuerySet):
    def published(self):
        """Return the numbers that the public may see."""
        return self.filter(is_published=True)

    def for_branch(self, branch_id: int):
        """Return the national numbers and those of one commune."""
        return self.filter(models.Q(branch__isnull=True) | models.Q(branch_id=branch_id))

    def overdue(self, today: dt.date):
        """Return the numbers never verified, or not within their own interval."""
        due = AddDays(models.F("verified_on"), models.F("verify_every"))
        return self.annotate(due_on=due).filter(
            models.Q(verified_on__isnull=True) | models.Q(due_on__lt=today)
        )


class HelpLine(ClusterableModel):
    """A number to call for help, and who picks up.

    Without a branch it is national and belongs to the federation. An overdue number is
    shown as "to be confirmed", never hidden.
    """

    branch = models.ForeignKey(
        "centre.Branch",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="helplines",
        verbose_name=_("commune"),
    )
    label = models.CharField(
        _("what for, in a few words"),
        max_length=80,
        help_text=_("Example: Report a rape."),
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=HelpLinePurpose)
    number = PhoneField(_("number"), help_text=_("Example: 1014 or 90 12 34 56."))
    type = models.CharField(_("for"), max_length=10, choices=PhoneType, default=PhoneType.VOICE)
    answered_by = models.CharField(
        _("who picks up"),
        max_length=160,
        blank=True,
        help_text=_("Example: a call centre of the police, who may send officers."),
    )
    cost = models.CharField(_("cost"), max_length=60, blank=True, help_text=_("Example: free."))
    hours = models.CharField(
        _("hours"), max_length=80, blank=True, help_text=_("Example: day and night.")
    )
    languages = ParentalManyToManyField("centre.Language", blank=True, verbose_name=_("languages"))
    area = models.CharField(_("area covered"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verify_every = models.PositiveSmallIntegerField(_("verify again after (days)"), default=30)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "number"]
        verbose_name = _("help number")
        verbose_name_plural = _("help numbers")

    def __str__(self):
        return f"{self.number} · {self.label}"

    def is_overdue(self, today: dt.date) -> bool:
        """Return whether the number waits for verification on ``today``."""
        if self.verified_on is None:
            return True
        return self.verified_on + dt.timedelta(days=self.verify_every) < today

    def clean(self):
        """Refuse a number that must never be published."""
        super().clean()
        if reason := refusal(self.number or ""):
            raise ValidationError({"number": reason})
