"""Write the dates that have come within eighteen months; `tick` does it every day."""

import datetime as dt

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from events.scheduled import extend_agenda


class Command(BaseCommand):
    help = "Write the dates of published series up to eighteen months from now."

    def add_arguments(self, parser):
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="act as if today were this day (AAAA-MM-JJ)"
        )

    def handle(self, *, today=None, **options):
        added = extend_agenda(today or timezone.localdate())
        self.stdout.write(_("Dates added to the calendar: %(count)s.") % {"count": added})
