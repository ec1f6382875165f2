"""Opening hours, exceptions to them, and public holidays."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from centre.models import BranchOwned


class Weekday(models.IntegerChoices):
    """Days as ``date.weekday()`` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpeningHours(models.Model):
    """Abstract: one slot of a week. Several slots a day make a midday break."""

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("opens at"), help_text=_("Example: 08:00."))
    closes_at = models.TimeField(_("closes at"), help_text=_("Example: 12:00."))
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Only for hours of a season.")
    )
    valid_to = models.DateField(_("until"), null=True, blank=True)
    by_appointment = models.BooleanField(_("by appointment"), default=False)
    note = models.CharField(
        _("note"),
        max_length=80,
        blank=True,
        help_text=_("Example: market day, come early."),
    )

    class Meta:
        abstract = True
        ordering = ["weekday", "opens_at"]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    def clean(self):
        """Refuse a slot that closes before it opens, a season that ends before it starts."""
        super().clean()
        errors = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = _("It must close after it opens.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = _("The end must not be before the start.")
        if errors:
            raise ValidationError(errors)


class PlaceOpeningHours(OpeningHours):
    """The usual hours of a place."""

    place = ParentalKey("services.Place", on_delete=models.CASCADE, related_name="opening_hours")

    class Meta(OpeningHours.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")


class ServiceOpeningHours(OpeningHours):
    """The hours of a service at a place, when they differ from the place's."""

    service_at_location = ParentalKey(
        "services.ServiceAtLocation",
        on_delete=models.CASCADE,
        related_name="opening_hours",
    )

    class Meta(OpeningHours.Meta):
        verbose_name = _("hours of this service")
        verbose_name_plural = _("hours of this service")


class ExceptionalHours(models.Model):
    """Days on which a place is closed, or open at other hours."""

    place = ParentalKey(
        "services.Place", on_delete=models.CASCADE, related_name="exceptional_hours"
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    opens_at = models.TimeField(
        _("opens at"), null=True, blank=True, help_text=_("Leave empty when closed.")
    )
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    reason = models.CharField(
        _("reason"), max_length=80, blank=True, help_text=_("Example: stocktaking.")
    )

    class Meta:
        ordering = ["start", "opens_at"]
        verbose_name = _("exceptional hours")
        verbose_name_plural = _("exceptional hours")

    def __str__(self):
        return f"{self.start} – {self.end}"

    def clean(self):
        """Refuse a period or a slot that ends before it starts, and half a slot."""
        super().clean()
        errors = {}
        if self.start and self.end and self.end < self.start:
            errors["end"] = _("The end must not be before the start.")
        if bool(self.opens_at) != bool(self.closes_at):
            field = "closes_at" if self.opens_at else "opens_at"
            errors[field] = _("Give both times, or none when it is closed.")
        elif self.opens_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = _("It must close after it opens.")
        if errors:
            raise ValidationError(errors)


class PublicHoliday(BranchOwned):
    """A day on which a commune's places are closed."""

    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: Labour Day."))

    class Meta:
        ordering = ["date"]
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "date"], name="one_holiday_per_day_and_branch"
            )
        ]

    def __str__(self):
        return self.name
