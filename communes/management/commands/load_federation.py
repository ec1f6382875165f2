"""Load the portal of the federation with its five communes, and print how to get in."""

from django.utils.translation import gettext as _

from communes.demo.load import FederationLoader
from home.demo.load import Outcome
from home.management.commands import load_demo


class Command(load_demo.Command):
    help = (
        "Load the demonstration of the federation: its portal and five communes. Creates what is "
        "missing and changes nothing that exists. The environment variable DEMO_PASSWORD sets one "
        "password for all accounts."
    )
    new_passwords = ".venv/bin/python manage.py load_federation --new-passwords"

    def load(self, today, password: str, renew: bool) -> Outcome:
        """Load the federation."""
        return FederationLoader(today, password, renew).load()

    def refusal(self) -> str:
        """Return why nothing was loaded."""
        return _("This instance has pages of its own: the demonstration is not loaded over them.")
