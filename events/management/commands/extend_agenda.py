"""Write the dates that have come within eighteen months, every night."""

import datetime as dt

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from events.models import EventDate, EventPage, Occurrence
from events.recurrence import Frequency
from events.signals import rewrite


class Command(BaseCommand):
    help = "Write the dates of published series up to eighteen months from now. Run it every night."

    def add_arguments(self, parser):
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="act as if today were this day (AAAA-MM-JJ)"
        )

    def handle(self, *, today=None, **options):
        repeated = EventDate.objects.exclude(frequency=Frequency.NONE.value)
        series = EventPage.objects.live().filter(pk__in=repeated.values("page"))
        before = Occurrence.objects.count()
        rewrite(series, today)
        added = Occurrence.objects.count() - before
        self.stdout.write(_("Dates added to the calendar: %(count)s.") % {"count": added})
