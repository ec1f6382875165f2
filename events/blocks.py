"""Blocks of the agenda: what it adds to the vocabulary of the directory."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from services.blocks import DirectoryBodyBlock


class UpcomingEventsBlock(blocks.StructBlock):
    """The next dates of the centre."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    most = blocks.IntegerBlock(
        label=_("number of dates"), default=3, min_value=1, max_value=10, required=True
    )

    class Meta:
        icon = "calendar-alt"
        label = _("next dates")
        template = "blocks/upcoming_events.html"


class EventBodyBlock(DirectoryBodyBlock):
    """The vocabulary of the directory and what the agenda offers."""

    upcoming_events = UpcomingEventsBlock()
