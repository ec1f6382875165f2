"""Erase the lines of the journal that are a year old; `tick` does it every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.staff.access.journal import purge_journal


class Command(BaseCommand):
    help = "Erase what the journal has kept for a year."

    def handle(self, **options):
        count = purge_journal(timezone.now())
        self.stdout.write(_("Lines of the journal erased: %(count)s.") % {"count": count})
