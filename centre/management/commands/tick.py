"""Do the scheduled work that is due; started every five minutes by a timer."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.models import TickStep
from centre.ticking.registry import steps
from centre.ticking.run import Busy, due, tick


class Command(BaseCommand):
    help = "Run every scheduled step that is due, one after the other."

    def add_arguments(self, parser):
        """Declare what may be asked besides."""
        names = [step.name for step in steps()]
        parser.add_argument("--step", choices=names, default="", help="Run this step, due or not.")
        parser.add_argument("--list", action="store_true", help="Say how each step went last.")

    def handle(self, *, step, list, **options):
        """Run what is due, or tell."""
        try:
            if list:
                self.tell(timezone.now())
            else:
                self.run(step)
        except DatabaseError as error:
            said = _("The database does not answer (%(error)s). Try: manage.py migrate")
            raise CommandError(said % {"error": type(error).__name__}) from error

    def run(self, only: str) -> None:
        """Run the steps; fail at the end when one did."""
        failed = []
        try:
            for outcome in tick(only):
                self.say(outcome)
                if outcome.error:
                    failed.append(outcome.step.name)
        except Busy:
            said = _("Another tick is at work: nothing done here.")
            if only:
                raise CommandError(said) from None
            self.stdout.write(said)
        if failed:
            raise CommandError(_("Steps that failed: %(names)s.") % {"names": ", ".join(failed)})

    def say(self, outcome) -> None:
        """Print how one step went."""
        said = outcome.error or (_("done") if outcome.count is None else outcome.count)
        self.stdout.write(f"{outcome.step.label} : {said}")

    def tell(self, now) -> None:
        """Print each step, when it was last done, how long that took and what went wrong."""
        rows = {row.name: row for row in TickStep.objects.all()}
        waiting = due(now)
        for step in steps():
            row = rows.get(step.name, TickStep())
            done = _("never")
            if row.done_at:
                done = date_format(timezone.localtime(row.done_at), "DATETIME_FORMAT")
            parts = [
                _("done: %(when)s") % {"when": done},
                row.seconds is not None and f"{row.seconds:.1f} s",
                step in waiting and _("due"),
                row.error and _("failed: %(error)s") % {"error": row.error},
            ]
            self.stdout.write(f"{step.name} ({step.every.value})")
            self.stdout.write(f"  {step.label} · " + " · ".join(filter(None, parts)))
