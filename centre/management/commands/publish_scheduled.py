"""Publish and withdraw what is scheduled, in place of Wagtail's command; `tick` does it too."""

from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from centre.ticking.clocks import believe
from centre.ticking.publishing import publish_scheduled
from centre.ticking.registry import StepFailed


class Command(WagtailCommand):
    help = "Publish and withdraw what is scheduled."

    def handle(self, *args, dryrun, **options):
        """Do it, each thing by itself, or say what would be done."""
        if dryrun:
            super().handle(*args, dryrun=True, **options)
            return
        # Who runs it by hand knows what time it is.
        believe(timezone.now())
        try:
            publish_scheduled(timezone.now())
        except StepFailed as failure:
            raise CommandError(str(failure)) from None
