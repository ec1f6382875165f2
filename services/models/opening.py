"""Opening hours, exceptions to them, and public holidays."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from centre.models import BranchOwned
from services.hours import ErrorCode, ExceptionalPeriod, Slot, period_errors, slot_errors
from services.wording import ERROR_SENTENCES

SLOT_ERROR_FIELDS = {
    ErrorCode.CLOSES_BEFORE_OPENS: "closes_at",
    ErrorCode.ENDS_BEFORE_START: "valid_to",
    ErrorCode.OVERLAP: "opens_at",
}
PERIOD_ERROR_FIELDS = {
    ErrorCode.CLOSES_BEFORE_OPENS: "closes_at",
    ErrorCode.ENDS_BEFORE_START: "end",
    ErrorCode.HOURS_INCOMPLETE: "closes_at",
    ErrorCode.OVERLAP: "start",
    ErrorCode.CLOSED_AND_OPEN: "start",
}


def refuse(fields: dict[ErrorCode, str], errors: list[tuple[int, ErrorCode]]) -> None:
    """Raise ``ValidationError`` with the sentence of each error on its field, if any."""
    if errors:
        raise ValidationError({fields[code]: ERROR_SENTENCES[code] for _row, code in errors})


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

    def as_slot(self) -> Slot:
        """Return the slot as ``services.hours`` computes with it."""
        return Slot(
            weekday=self.weekday,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            by_appointment=self.by_appointment,
            note=self.note,
        )

    def clean(self):
        """Refuse a slot that closes before it opens, a season that ends before it starts."""
        super().clean()
        if None not in (self.weekday, self.opens_at, self.closes_at):
            refuse(SLOT_ERROR_FIELDS, slot_errors([self.as_slot()]))


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

    def as_period(self) -> ExceptionalPeriod:
        """Return the period as ``services.hours`` computes with it."""
        return ExceptionalPeriod(
            start=self.start,
            end=self.end,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            reason=self.reason,
        )

    def clean(self):
        """Refuse a period or a slot that ends before it starts, and half a slot."""
        super().clean()
        if None not in (self.start, self.end):
            refuse(PERIOD_ERROR_FIELDS, period_errors([self.as_period()]))


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
