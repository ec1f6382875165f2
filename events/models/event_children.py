"""What hangs on an event: who takes part in it, its programme, its announcements on the radio."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from events.models.event_page import EventPage


class PartnerRole(models.TextChoices):
    """What an organisation does for an event."""

    ORGANISES = "organise", _("organises")
    FUNDS = "finance", _("funds")
    SUPPORTS = "appuie", _("supports")
    HOSTS = "accueille", _("hosts")


class EventPartner(Orderable):
    """An organisation and its role."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "services.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("organisation"),
    )
    role = models.CharField(
        _("role"), max_length=10, choices=PartnerRole, default=PartnerRole.SUPPORTS
    )

    class Meta(Orderable.Meta):
        verbose_name = _("organisation of the event")
        verbose_name_plural = _("organisations of the event")

    def __str__(self):
        return f"{self.organisation} : {self.get_role_display()}"


class ProgrammeItem(Orderable):
    """A line of the programme of a meeting. Speakers are named by their role, not by name."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="timetable")
    day = models.DateField(
        _("day"), null=True, blank=True, help_text=_("Only when it lasts several days.")
    )
    time = models.TimeField(_("hour"), null=True, blank=True, help_text=_("Example: 09:30."))
    title = models.CharField(
        _("what"), max_length=160, help_text=_("Example: opening, first session.")
    )
    theme = models.CharField(_("subject"), max_length=160, blank=True)
    speaker_role = models.CharField(
        _("who speaks"),
        max_length=120,
        blank=True,
        help_text=_("The role, not the name. Example: the mayor, a midwife."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("line of the programme")
        verbose_name_plural = _("programme")

    def __str__(self):
        return self.title


class RadioBroadcast(Orderable):
    """When a radio speaks of the event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="radio_broadcasts")
    station = models.CharField(_("radio"), max_length=80)
    frequency = models.CharField(
        _("frequency"), max_length=20, blank=True, help_text=_("Example: 97.5 FM.")
    )
    time = models.CharField(
        _("when"), max_length=80, blank=True, help_text=_("Example: every evening at 7.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("radio broadcast")
        verbose_name_plural = _("radio broadcasts")

    def __str__(self):
        return self.station
