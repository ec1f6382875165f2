"""Load the demonstration centre of Ogou 1 and print how to get in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.models import Commune
from centre.reference import load_reference
from centre.settings import env
from home.demo.content.centre import COMMUNE
from home.demo.load import Loader, NotADemonstration, Outcome


class Command(BaseCommand):
    help = (
        "Load the demonstration centre. Creates what is missing and changes nothing that "
        "exists. The environment variable DEMO_PASSWORD sets one password for all accounts."
    )

    new_passwords = ".venv/bin/python manage.py load_demo --new-passwords"

    def add_arguments(self, parser):
        """Declare the option that draws passwords again."""
        parser.add_argument(
            "--new-passwords",
            action="store_true",
            help="Draw new passwords for the accounts that exist already.",
        )

    def handle(self, *args, **options):
        """Load reference lists and demonstration, then print addresses and accounts."""
        today = timezone.localdate()
        for _tally in load_reference(today.year):
            pass
        try:
            outcome = self.load(today, env.text("DEMO_PASSWORD"), options["new_passwords"])
        except NotADemonstration as error:
            raise CommandError(self.refusal()) from error
        self.tell(outcome)

    def load(self, today, password: str, renew: bool) -> Outcome:
        """Load what the command is for."""
        return Loader(Commune.objects.get(name=COMMUNE), today, password, renew).load()

    def refusal(self) -> str:
        """Return why nothing was loaded."""
        return _("%(commune)s has a centre already: the demonstration is not loaded over it.") % {
            "commune": COMMUNE
        }

    def tell(self, outcome: Outcome) -> None:
        """Print what was done, the addresses and the accounts."""
        added = outcome.pages + outcome.objects
        lines = [
            ngettext("%(count)s thing added.", "%(count)s things added.", added) % {"count": added},
            "",
            _("Public site: %(address)s") % {"address": f"{settings.WAGTAILADMIN_BASE_URL}/"},
            _("Staff area: %(address)s") % {"address": f"{settings.WAGTAILADMIN_BASE_URL}/admin/"},
            "",
        ]
        unchanged = _("password unchanged")
        width = max(len(account.user.username) for account in outcome.accounts)
        lines += [
            f"  {account.user.username:<{width}} {account.password or unchanged:<24} {account.role}"
            for account in outcome.accounts
        ]
        if not all(account.password for account in outcome.accounts):
            lines += ["", _("New passwords: %(command)s") % {"command": self.new_passwords}]
        self.stdout.write("\n".join(str(line) for line in lines))
