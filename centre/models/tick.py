"""What is known of the scheduled work: who does it now, and how each step went last."""

from django.conf import settings
from django.db import models


class Tick(models.Model):
    """One row: the lease of whoever does the scheduled work, and when it was last seen doing it.

    Written by ``centre.ticking.lease`` alone, ``clock`` by ``centre.ticking.clocks``.
    """

    holder = models.CharField(max_length=32, default="")
    held_until = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    clock = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.seen_at}"


class TickStep(models.Model):
    """How a step of the scheduled work went last. ``done_at``: when it last began and succeeded."""

    name = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    count = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=200, default="")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.name


class ReviewReminder(models.Model):
    """When somebody was last written to about what waits for verification."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.sent_at}"
