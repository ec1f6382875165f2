"""What of the agenda and of programmes a commune can switch off."""

from django.utils.translation import gettext_lazy as _

from centre.modules import register_module

AGENDA = "events.EventIndexPage"


def register() -> None:
    """Declare it: the agenda is there as long as one of its two kinds of page is."""
    register_module("events", _("Events"), AGENDA, "events.AwarenessEventPage")
    register_module("training", _("Courses"), AGENDA, "events.TrainingCoursePage")
    register_module(
        "programmes", _("Programmes"), "events.ProgrammeIndexPage", "events.ProgrammePage"
    )
