"""Delete the enrolments whose time is over; `tick` does it every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from events.register.purge import purge


class Command(BaseCommand):
    help = "Delete enrolments 90 days after the last session of their course."

    def handle(self, **options):
        count = purge(timezone.localdate())
        self.stdout.write(_("Registrations erased: %(count)s.") % {"count": count})
