"""The published calendar: every date of every published event, and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.models import Branch
from events.models.event_page import AttendanceMode, EventKind, EventPage
from events.querysets import OccurrenceQuerySet
from events.recurrence import Precision, Status

PRECISIONS = [(one.value, one.value) for one in Precision]


class OccurrenceStatus(models.TextChoices):
    """What became of a date, as a word beside it."""

    SCHEDULED = Status.SCHEDULED.value, _("as planned")
    CANCELLED = Status.CANCELLED.value, _("cancelled")
    POSTPONED = Status.POSTPONED.value, _("postponed")
    MOVED = Status.MOVED.value, _("moved")
    FULL = Status.FULL.value, _("full")


class Occurrence(models.Model):
    """One date of a published event, with what a list says of it.

    Written by ``events.materialise`` alone. ``starts`` and ``ends`` are instants, the end
    excluded, empty when the date is unknown; days and times are those on the wall in
    ``time_zone``. What has no day of its own, or several, ``is_long``. Titles and sentences are
    those that may be shown: discreet for a sensitive event.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="occurrences")
    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="occurrences")
    recurrence_id = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    start_date = models.DateField(null=True)
    start_time = models.TimeField(null=True)
    end_date = models.DateField(null=True)
    end_time = models.TimeField(null=True)
    all_day = models.BooleanField(default=False)
    precision = models.CharField(max_length=10, choices=PRECISIONS)
    time_zone = models.CharField(max_length=40)
    is_long = models.BooleanField(default=False)
    in_series = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=OccurrenceStatus)
    reason = models.CharField(max_length=160, blank=True)
    original_date = models.DateField(null=True)
    original_time = models.TimeField(null=True)
    place = models.ForeignKey(
        "services.Place", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    place_text = models.CharField(max_length=160, blank=True)
    attendance_mode = models.CharField(max_length=10, choices=AttendanceMode)
    title = models.CharField(max_length=255)
    introduction = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=30, choices=EventKind)
    is_course = models.BooleanField(default=False)
    is_free = models.BooleanField(null=True)
    is_sensitive = models.BooleanField(default=False)
    url_path = models.TextField()

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recurrence_id"], name="one_occurrence_per_start"
            )
        ]
        indexes = [
            models.Index(fields=["branch", "starts"], name="occurrence_from"),
            models.Index(
                fields=["branch", "ends"], condition=models.Q(is_long=True), name="occurrence_long"
            ),
            # The federation's agenda is over all branches.
            models.Index(fields=["starts"], name="occurrence_anywhere_from"),
            models.Index(
                fields=["ends"], condition=models.Q(is_long=True), name="occurrence_anywhere_long"
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.recurrence_id}"
