"""When an event takes place, as staff entered it. The dates themselves are ``Occurrence``."""

import uuid
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from events.fields import WeekdaysField
from events.models.event_page import EventPage
from events.recurrence import (
    MAX_OCCURRENCES,
    Change,
    ChangeKind,
    Entry,
    Frequency,
    Precision,
    Rule,
    change_errors,
    entry_errors,
)
from events.sentences import ERROR_SENTENCES

PRECISIONS = {
    Precision.DAY.value: _("the day is known"),
    Precision.AROUND.value: _("around this day"),
    Precision.BETWEEN.value: _("one day between these two, not known yet"),
    Precision.MONTH.value: _("only the month is known"),
    Precision.UNKNOWN.value: _("the date is not known"),
}
FREQUENCIES = {
    Frequency.NONE.value: _("does not repeat"),
    Frequency.WEEKLY.value: _("every week, or every so many weeks"),
    Frequency.MONTHLY.value: _("every month, on the same weekday"),
}
NTH = {
    1: _("the first"),
    2: _("the second"),
    3: _("the third"),
    4: _("the fourth"),
    5: _("the fifth"),
    -1: _("the last"),
}
CHANGE_KINDS = {
    ChangeKind.CANCELLED.value: _("cancelled"),
    ChangeKind.MOVED.value: _("moved to another date, hour or place"),
    ChangeKind.POSTPONED.value: _("postponed, new date not known yet"),
    ChangeKind.FULL.value: _("full"),
    ChangeKind.ADDED.value: _("one more date"),
}


def known_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a time zone of the IANA list."""
    if name not in available_timezones():
        raise ValidationError(_("This time zone is not known."), code="unknown_zone")


def default_zone() -> str:
    """Return the zone of the instance."""
    return settings.TIME_ZONE


def refuse(errors) -> None:
    """Raise ``ValidationError`` with the sentence of each of ``errors`` on its field, if any."""
    if errors:
        raise ValidationError({name: ERROR_SENTENCES[code] for name, code in errors})


class EventDate(Orderable):
    """One line of the dates of an event: a day, days in a row, a month, or a series.

    Times are those on the wall in ``time_zone``.
    """

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="dates")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    precision = models.CharField(
        _("how much is known"),
        max_length=10,
        choices=PRECISIONS,
        default=Precision.DAY.value,
    )
    start_date = models.DateField(_("first day"), null=True, blank=True)
    start_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Example: 09:00. Empty: not known yet.")
    )
    end_time = models.TimeField(_("until"), null=True, blank=True, help_text=_("Example: 12:00."))
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only when it lasts several days.")
    )
    all_day = models.BooleanField(_("the whole day"), default=False)
    frequency = models.CharField(
        _("repetition"),
        max_length=10,
        choices=FREQUENCIES,
        default=Frequency.NONE.value,
    )
    interval = models.PositiveSmallIntegerField(
        _("every"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text=_("1: every week or month. 2: every other one."),
    )
    weekdays = WeekdaysField(_("on these days"), blank=True)
    nth = models.SmallIntegerField(_("which one of the month"), null=True, blank=True, choices=NTH)
    until = models.DateField(_("until the"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(
        _("number of dates"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_OCCURRENCES)],
    )
    skip_holidays = models.BooleanField(_("not on public holidays"), default=False)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default=default_zone, validators=[known_zone]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")

    def __str__(self):
        from events.wording import entry_in_words

        return entry_in_words(self.as_entry())

    def as_entry(self) -> Entry:
        """Return the line as ``events.recurrence`` computes with it."""
        return Entry(
            start_date=self.start_date,
            start_time=self.start_time,
            end_date=self.end_date,
            end_time=self.end_time,
            all_day=self.all_day,
            precision=Precision(self.precision),
            rule=Rule(
                frequency=Frequency(self.frequency),
                interval=self.interval,
                weekdays=tuple(self.weekdays),
                nth=self.nth,
                until=self.until,
                count=self.count,
            ),
            skip_holidays=self.skip_holidays,
            zone=ZoneInfo(self.time_zone),
        )

    def clean(self):
        """Refuse what gives no date, too many of them, or an end before its start."""
        super().clean()
        refuse(entry_errors(self.as_entry()))


class DateChange(Orderable):
    """What became of one date of the event, with the reason that everybody reads."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="date_changes")
    kind = models.CharField(_("what happens"), max_length=10, choices=CHANGE_KINDS)
    on = models.DateField(_("date concerned"))
    at = models.TimeField(
        _("hour concerned"),
        null=True,
        blank=True,
        help_text=_("Only when the same day has several sessions."),
    )
    reason = models.CharField(
        _("reason"),
        max_length=160,
        blank=True,
        help_text=_("Everybody reads it. Example: the trainer is ill."),
    )
    new_date = models.DateField(_("new date"), null=True, blank=True)
    new_start_time = models.TimeField(_("new hour, from"), null=True, blank=True)
    new_end_time = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(
        _("other place"), max_length=160, blank=True, help_text=_("Example: the town hall.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("change of a date")
        verbose_name_plural = _("changes of dates")

    def __str__(self):
        return f"{self.get_kind_display()} : {self.on}"

    def as_change(self) -> Change:
        """Return the change as ``events.recurrence`` computes with it."""
        return Change(
            kind=ChangeKind(self.kind),
            on=self.on,
            at=self.at,
            reason=self.reason,
            new_date=self.new_date,
            new_start_time=self.new_start_time,
            new_end_time=self.new_end_time,
            place=self.place,
        )

    def clean(self):
        """Refuse a change without its reason, and a move to nowhere."""
        super().clean()
        if self.kind and self.on:
            refuse(change_errors(self.as_change()))
