"""A training course (schema.org ``Course``)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from events.models.event_page import EventPage
from events.panels import COURSE_EDIT_HANDLER


class Level(models.TextChoices):
    """What one must know beforehand."""

    BEGINNER = "debutante", _("for beginners")
    INTERMEDIATE = "intermediaire", _("for those who know a little")
    ADVANCED = "avancee", _("for those who know well")


class TrainingCoursePage(EventPage):
    """A course in numbered sessions: the dates of the event are its sessions."""

    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]

    course_objectives = models.TextField(
        _("what one learns"),
        max_length=1200,
        blank=True,
        help_text=_("One a line. Example: keep the accounts of a stall."),
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    prerequisites = models.CharField(
        _("what one needs to know"),
        max_length=200,
        blank=True,
        help_text=_("Example: nothing; reading is not needed."),
    )
    trainers = models.CharField(
        _("who teaches"),
        max_length=200,
        blank=True,
        help_text=_("The role, not the name. Example: two trainers of the centre."),
    )
    total_hours = models.DecimalField(
        _("hours in all"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    maximum_attendee_capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty when unknown.")
    )
    minimum_to_open = models.PositiveSmallIntegerField(
        _("fewest people for it to open"), null=True, blank=True
    )
    registration_opens = models.DateField(_("registration opens on"), null=True, blank=True)
    registration_closes = models.DateField(_("registration closes on"), null=True, blank=True)
    certificate_percent = models.PositiveSmallIntegerField(
        _("presence for the certificate (%)"),
        null=True,
        blank=True,
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("Example: 80. Empty: no certificate."),
    )

    edit_handler = COURSE_EDIT_HANDLER

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")

    def clean(self):
        """Refuse a registration that ends before it starts, and fewer places than needed."""
        super().clean()
        errors = {}
        opens, closes = self.registration_opens, self.registration_closes
        if opens and closes and closes < opens:
            errors["registration_closes"] = _("The end must not be before the start.")
        places, fewest = self.maximum_attendee_capacity, self.minimum_to_open
        if None not in (places, fewest) and fewest > places:
            errors["minimum_to_open"] = _("It is more than there are places.")
        if errors:
            raise ValidationError(errors)


class CourseSession(Orderable):
    """What one session of a course is about. Its number is its place in the list."""

    page = ParentalKey(TrainingCoursePage, on_delete=models.CASCADE, related_name="sessions")
    topic = models.CharField(
        _("topic"), max_length=160, help_text=_("Example: reading prices and scales.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return self.topic
