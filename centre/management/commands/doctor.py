"""Examine everything that an operator would, and say what to do."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.doctor.own import register_own_checks
from centre.doctor.registry import Finding, State, examine


class Command(BaseCommand):
    help = "Examine the machine and the site, and say what to do. Ends with 1 when anything is ✗."
    # They are one of the lines.
    requires_system_checks = []

    def handle(self, *args, **options):
        """Print one line for each check, and what to do below those that are not good."""
        register_own_checks()
        states = [self.tell(label, found) for label, found in examine(timezone.now())]
        if State.BAD in states:
            raise SystemExit(1)

    def tell(self, label: str, found: Finding) -> State:
        """Print a finding and return its state."""
        style = {
            State.GOOD: self.style.SUCCESS,
            State.LOOK: self.style.WARNING,
            State.BAD: self.style.ERROR,
        }[found.state]
        said = _("%(label)s: %(said)s") % {"label": label, "said": found.said}
        self.stdout.write(style(f"{found.state.value} {said}"))
        if found.to_do:
            self.stdout.write(f"    → {found.to_do}")
        return found.state
