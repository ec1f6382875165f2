"""Delete the counts of visits whose time is over; `tick` does it every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.counts import purge


class Command(BaseCommand):
    help = "Delete counts of visits after 400 days, and those of sensitive pages."

    def handle(self, **options):
        count = purge(timezone.localdate())
        self.stdout.write(_("Counts erased: %(count)s.") % {"count": count})
