"""Make a commune whole from the command line, and print what to do next."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.models import Commune, Role
from centre.reference import load_reference
from centre.tenancy.invitations import Guest
from communes.next_steps import hand_over, mail_steps
from communes.plan import CommunePlan
from communes.provisioning import Outcome, Refused, provision


class Command(BaseCommand):
    help = (
        "Make a new commune: its branch, first pages, groups, collection, holidays and accounts. "
        "All or nothing. See docs/nouvelle-commune.md."
    )

    def add_arguments(self, parser):
        """Declare what is asked of a commune."""
        parser.add_argument("commune", help='Its name, as "Kozah 1" or kozah1.')
        parser.add_argument("--town", default="", help="The town, as Kara.")
        parser.add_argument("--title", default="", help="The name of the centre or project.")
        parser.add_argument(
            "--no-building", action="store_true", help="A project without a building of its own."
        )
        parser.add_argument(
            "--language",
            action="append",
            default=[],
            metavar="CODE",
            help="A language of the centre, as fr or kbp; may be repeated.",
        )
        parser.add_argument("--hostname", default="", help="Its own host name, if it has one.")
        parser.add_argument("--primary-colour", help="The main colour, as #17505a.")
        parser.add_argument("--accent-colour", help="The second colour, as #c98a2b.")
        parser.add_argument(
            "--invite",
            action="append",
            default=[],
            metavar="ROLE:FIRST:NAME:EMAIL",
            help=f"An account to invite; may be repeated. Roles: {', '.join(Role.values)}.",
        )
        parser.add_argument("--mail-to", default="", help="Who gets what to do next by mail.")
        parser.add_argument(
            "--resume", action="store_true", help="Add to an existing commune what it lacks."
        )

    def handle(self, *args, **options):
        """Check everything, make the commune, print and send what to do next."""
        today = timezone.localdate()
        if not Commune.objects.exists():
            list(load_reference(today.year))
        plan = plan_of(options)
        try:
            outcome = provision(plan, today, resume=options["resume"])
        except Refused as refused:
            raise CommandError("\n".join(refused.problems.values())) from refused
        self.tell(outcome, plan, options["mail_to"])

    def tell(self, outcome: Outcome, plan: CommunePlan, mail_to: str) -> None:
        """Print what was done and what is left to do; mail the latter to ``mail_to``."""
        said = _("%(commune)s is made.") if outcome.is_new else _("%(commune)s is complete.")
        self.stdout.write(self.style.SUCCESS(said % {"commune": outcome.branch}))
        steps = hand_over(outcome, plan.host)
        for step in steps:
            self.stdout.write(f"- {step.text}")
            if step.url:
                self.stdout.write(f"  {step.url}")
        if mail_to and not mail_steps(outcome, steps, mail_to):
            self.stderr.write(_("No mail could be sent to %(email)s.") % {"email": mail_to})


def plan_of(options) -> CommunePlan:
    """Return what the options ask for; raises ``CommandError`` for what cannot be read."""
    colours = {name: options[name] for name in ("primary_colour", "accent_colour") if options[name]}
    return CommunePlan(
        commune=commune_named(options["commune"]),
        town=options["town"],
        title=options["title"],
        has_building=not options["no_building"],
        languages=tuple(options["language"] or ["fr"]),
        hostname=options["hostname"],
        team=tuple(guest_of(text) for text in options["invite"]),
        **colours,
    )


def commune_named(typed: str) -> Commune:
    """Return the commune that ``typed`` names, or raise ``CommandError`` with the nearest names."""
    if commune := Commune.objects.named(typed):
        return commune
    like = ", ".join(one.name for one in Commune.objects.like(typed))
    said = _("No commune is called “%(name)s”. Nearest names: %(names)s.")
    if not like:
        said = _("No commune is called “%(name)s”. The list has 117 names, as Ogou 1 or Kozah 1.")
    raise CommandError(said % {"name": typed[:60], "names": like})


def guest_of(text: str) -> Guest:
    """Return whom ``text`` invites, or raise ``CommandError``."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 4 or parts[0] not in Role.values:
        raise CommandError(
            _("“%(text)s”: write role:first name:name:e-mail. Roles: %(roles)s.")
            % {"text": text, "roles": ", ".join(Role.values)}
        )
    role, first_name, last_name, email = parts
    return Guest(Role(role), first_name, last_name, email)
