"""How many came. Counts only, never a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.models import BranchOwned
from events.models.event_page import EventPage


class Sex(models.TextChoices):
    """As noted at the door."""

    WOMAN = "f", _("women")
    MAN = "m", _("men")
    UNKNOWN = "", _("not noted")


class AgeBand(models.TextChoices):
    """The bands in which funders ask for figures."""

    CHILD = "0-14", _("0 to 14 years")
    TEEN = "15-17", _("15 to 17 years")
    YOUNG = "18-24", _("18 to 24 years")
    ADULT = "25-35", _("25 to 35 years")
    MIDDLE = "36-59", _("36 to 59 years")
    OLD = "60+", _("60 years and over")
    UNKNOWN = "", _("age not noted")


class CountMethod(models.TextChoices):
    """Where the figures come from."""

    PAPER = "paper", _("attendance list on paper")
    TICK = "tick", _("ticked at the door")
    ESTIMATE = "estimate", _("estimated by eye")
    PRESS = "press", _("reported by the press")


class AttendanceReport(BranchOwned):
    """What was counted at an event. A correction is a new version; the last one counts.

    ``recurrence_id`` says which date of a series; empty for the whole event.
    """

    event = models.ForeignKey(
        EventPage,
        on_delete=models.CASCADE,
        related_name="attendance_reports",
        verbose_name=_("event"),
    )
    recurrence_id = models.CharField(max_length=20, blank=True)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    total = models.PositiveIntegerField(_("people in all"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    with_disability = models.PositiveIntegerField(
        _("persons with a disability"), null=True, blank=True
    )
    is_estimated = models.BooleanField(_("about, not counted one by one"), default=False)
    method = models.CharField(_("how it was counted"), max_length=10, choices=CountMethod)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    validated_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-version"]
        verbose_name = _("attendance report")
        verbose_name_plural = _("attendance reports")
        permissions = [("validate_attendancereport", "Can vouch for an attendance report")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recurrence_id", "version"], name="one_report_per_version"
            )
        ]

    def __str__(self):
        return f"{self.event} · {self.recurrence_id} · {self.version}"


class AttendanceCount(models.Model):
    """One cell of a report: so many persons of a sex and an age band. An empty cell has no row."""

    report = models.ForeignKey(AttendanceReport, on_delete=models.CASCADE, related_name="counts")
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "sex", "age_band"], name="one_count_per_cell")
        ]

    def __str__(self):
        return f"{self.sex} {self.age_band} : {self.count}"
