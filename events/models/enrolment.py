"""The register of a course: private, and off until the commune has declared it.

Togo's law 2019-014 asks for a declaration before personal data is kept.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from centre.fields import PhoneField
from centre.models import Branch, BranchOwned
from events.models.attendance import AgeBand, Sex
from events.models.training_course_page import TrainingCoursePage

# Without letters and digits that look alike: references are read aloud on the phone.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
REFERENCE_LENGTH = 6


def new_reference() -> str:
    """Return a reference that tells nothing of who it stands for."""
    return get_random_string(REFERENCE_LENGTH, ALPHABET)


class RegisterDeclaration(BranchOwned):
    """A commune's declaration to the authority: without it there is no register."""

    branch = models.OneToOneField(
        Branch,
        on_delete=models.CASCADE,
        related_name="register_declaration",
        verbose_name=_("commune"),
    )
    reference = models.CharField(
        _("reference of the declaration"),
        max_length=80,
        help_text=_("The number that the data protection authority gave."),
    )
    declared_on = models.DateField(_("declared on"))

    class Meta:
        verbose_name = _("declaration of the register")
        verbose_name_plural = _("declarations of registers")

    def __str__(self):
        return self.reference


class EnrolmentStatus(models.TextChoices):
    """Where an enrolment stands."""

    PENDING = "pending", _("to confirm")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLIST = "waitlist", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


# Who stands so has a place that nobody else gets.
HOLDING = (EnrolmentStatus.PENDING, EnrolmentStatus.CONFIRMED)


class Channel(models.TextChoices):
    """How it reached the centre."""

    DESK = "desk", _("at the desk")
    PHONE = "phone", _("by phone")
    LEADER = "leader", _("by the leader of a group")
    WEB = "web", _("on the site")


class Disability(models.TextChoices):
    """Asked, never required."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NO_ANSWER = "", _("no answer")


class Enrolment(BranchOwned):
    """One person, or a group, who wants to attend a course.

    ``persons`` counts against the places; a group gives its name and how many they are.
    ``delete_after`` is the last day on which it is kept. Status and places change in
    ``events.register.acts`` alone.
    """

    # No page, list of uses or cache knows of it.
    shown_in_public = False
    wagtail_reference_index_ignore = True

    course = models.ForeignKey(
        TrainingCoursePage,
        on_delete=models.CASCADE,
        related_name="enrolments",
        verbose_name=_("course"),
    )
    reference = models.CharField(
        _("reference"), max_length=10, unique=True, default=new_reference, editable=False
    )
    name = models.CharField(
        _("first name, or the name she wants to be called by"),
        max_length=60,
        help_text=_("For a group, its name."),
    )
    persons = models.PositiveSmallIntegerField(
        _("number of persons"), default=1, validators=[MinValueValidator(1)]
    )
    phone = PhoneField(_("phone"), blank=True)
    village = models.CharField(_("village or quarter"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand, blank=True)
    disability = models.CharField(_("disability"), max_length=3, choices=Disability, blank=True)
    consent_version = models.CharField(_("text agreed to"), max_length=20)
    consented_on = models.DateField(_("agreed on"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel, default=Channel.DESK)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EnrolmentStatus,
        default=EnrolmentStatus.PENDING,
        editable=False,
    )
    safe_to_call = models.BooleanField(_("it is safe to call her"), default=False)
    safe_to_leave_message = models.BooleanField(_("it is safe to leave a message"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    delete_after = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        permissions = [("export_enrolment", "Can take the register away as a file")]

    def __str__(self):
        return self.reference


class Presence(models.TextChoices):
    """Whether somebody was at a session."""

    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")


class SessionAttendance(models.Model):
    """Whether one enrolment was at one session of its course."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    recurrence_id = models.CharField(max_length=20)
    presence = models.CharField(max_length=10, choices=Presence)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "recurrence_id"], name="one_presence_per_session"
            )
        ]

    def __str__(self):
        return f"{self.enrolment} · {self.recurrence_id}"
