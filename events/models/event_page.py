"""An event: what takes place, when, where, for whom (RFC 5545 VEVENT, schema.org ``Event``)."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from centre.fields import PhoneField, StreamField
from centre.models import CentrePage
from events.blocks import EventBodyBlock
from events.querysets import EventManager
from services.models.service_page import yes_no_unknown


class EventKind(models.TextChoices):
    """What sort of event it is."""

    AWARENESS = "sensibilisation", _("awareness")
    CAPACITY = "renforcement_capacites", _("capacity building")
    CAMPAIGN = "campagne", _("campaign")
    INAUGURATION = "inauguration", _("inauguration")
    MEETING = "reunion", _("meeting")
    MISSION = "mission", _("follow-up mission")
    OTHER = "autre", _("other")


class Registration(models.TextChoices):
    """How one takes part."""

    NONE = "none", _("come as you are, no registration")
    PHONE = "phone", _("by phone")
    WHATSAPP = "whatsapp", _("by WhatsApp")
    DESK = "desk", _("at the desk")
    LINK = "link", _("on a web page")


class AttendanceMode(models.TextChoices):
    """schema.org ``eventAttendanceMode``."""

    OFFLINE = "offline", _("at the place")
    ONLINE = "online", _("at a distance")
    MIXED = "mixed", _("both")


class Objective(models.IntegerChoices):
    """The three objectives of the project that the centres carry."""

    ONE = 1, _("objective 1")
    TWO = 2, _("objective 2")
    THREE = 3, _("objective 3")


class EventPage(CentrePage):
    """What every event has. Staff create one of its two kinds of page.

    ``uid`` names the event in calendars and never changes; a copy is another event.
    ``sequence`` rises with each publication (RFC 5545 ``SEQUENCE``).
    """

    is_creatable = False
    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    source_uid = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    kind = models.CharField(
        _("kind"), max_length=30, choices=EventKind, default=EventKind.AWARENESS
    )
    themes = ParentalManyToManyField(
        "events.Theme", blank=True, related_name="events", verbose_name=_("themes")
    )
    objective = models.PositiveSmallIntegerField(
        _("objective of the project"), null=True, blank=True, choices=Objective
    )
    goals = ParentalManyToManyField(
        "events.DevelopmentGoal",
        blank=True,
        related_name="+",
        verbose_name=_("sustainable development goals"),
    )
    programme = models.ForeignKey(
        "events.ProgrammePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        verbose_name=_("programme"),
        help_text=_("The project whose page lists it. Example: the women’s centre. Empty: none."),
    )
    discreet_introduction = models.CharField(
        _("discreet sentence"),
        max_length=160,
        blank=True,
        help_text=_(
            "Said instead of the sentence above wherever a sensitive event is announced. "
            "Example: A meeting among women, with tea."
        ),
    )
    body = StreamField(EventBodyBlock(), blank=True, verbose_name=_("body"))
    place = models.ForeignKey(
        "services.Place",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("place"),
    )
    place_text = models.CharField(
        _("place in words"),
        max_length=160,
        blank=True,
        help_text=_("When the place is not in the list. Example: the big market, under the tree."),
    )
    communes = ParentalManyToManyField(
        "centre.Commune", blank=True, related_name="+", verbose_name=_("communes")
    )
    audience = models.CharField(
        _("for whom"),
        max_length=300,
        blank=True,
        help_text=_("Example: women who sell at the market."),
    )
    age_min = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("maximum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    women_only = yes_no_unknown(_("women only"))
    expected_attendance = models.PositiveIntegerField(
        _("people expected"), null=True, blank=True, help_text=_("Example: 40.")
    )
    languages = ParentalManyToManyField(
        "centre.Language", blank=True, related_name="+", verbose_name=_("languages spoken")
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=200,
        blank=True,
        help_text=_("Example: ground floor, sign language."),
    )
    is_free = yes_no_unknown(_("free"))
    price = models.CharField(
        _("price"), max_length=120, blank=True, help_text=_("Example: 500 F CFA for the notebook.")
    )
    childcare = yes_no_unknown(_("children are looked after"))
    transport_paid = yes_no_unknown(_("transport is paid"))
    meal = yes_no_unknown(_("a meal is given"))
    breastfeeding_welcome = yes_no_unknown(_("breastfeeding mothers are welcome"))
    literacy_not_needed = yes_no_unknown(_("no need to read or write"))
    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration, blank=True
    )
    registration_phone = PhoneField(
        _("number to register"), blank=True, help_text=_("Example: 90 12 34 56.")
    )
    registration_url = models.URLField(
        _("page to register"), blank=True, help_text=_("Example: https://…")
    )
    attendance_mode = models.CharField(
        _("how one attends"),
        max_length=10,
        choices=AttendanceMode,
        default=AttendanceMode.OFFLINE,
    )
    outcome = StreamField(EventBodyBlock(), blank=True, verbose_name=_("what happened"))
    decisions = models.TextField(
        _("decisions"),
        max_length=2000,
        blank=True,
        help_text=_("One a line. Example: a second session in March."),
    )
    photo_consent = models.BooleanField(
        _("those seen on the photos agreed"),
        default=False,
        help_text=_("Ask each person before publishing her photo, and write down that she agreed."),
    )

    objects = EventManager()

    exclude_fields_in_copy = [
        *CentrePage.exclude_fields_in_copy,
        "uid",
        "source_uid",
        "source_digest",
        "sequence",
        "outcome",
        "decisions",
        "photo_consent",
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def with_content_json(self, content):
        """Return the page as a version of its text has it, with its place in calendars kept."""
        page = super().with_content_json(content)
        page.sequence = self.sequence
        return page

    def get_context(self, request, *args, **kwargs):
        """Add the dates of the event and what surrounds it."""
        from events.detail import event_detail

        context = super().get_context(request, *args, **kwargs)
        context.update(event_detail(self, request))
        return context

    @property
    def public_introduction(self) -> str:
        """The sentence that may stand in a list, a feed or a share."""
        return self.discreet_introduction if self.sensitive else self.introduction

    def get_searchable_body(self) -> list[str]:
        """Return the words of the body and of what happened."""
        words = []
        for name in ("body", "outcome"):
            field = self._meta.get_field(name)
            words += field.get_searchable_content(getattr(self, name))
        return words

    def clean(self):
        """Refuse ages the wrong way round, a registration without its way, unasked photos."""
        super().clean()
        errors = {}
        if None not in (self.age_min, self.age_max) and self.age_max < self.age_min:
            errors["age_max"] = _("The maximum age must not be under the minimum.")
        if self.is_free and self.price:
            errors["price"] = _("It is ticked as free: empty the price, or untick.")
        by_phone = (Registration.PHONE, Registration.WHATSAPP)
        if self.registration_phone and self.registration not in by_phone:
            errors["registration"] = _("Choose by phone or by WhatsApp, or empty the number.")
        if self.registration == Registration.LINK and not self.registration_url:
            errors["registration_url"] = _("Give the address of the page.")
        if _shows_pictures(self.outcome) and not self.photo_consent:
            errors["photo_consent"] = _("Tick it once everybody seen on the photos has agreed.")
        if errors:
            raise ValidationError(errors)


def _shows_pictures(stream) -> bool:
    return any(block.block_type in ("picture", "gallery", "video") for block in stream)
