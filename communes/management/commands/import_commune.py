"""Put a commune from its file into this install."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from centre.archives import Refused
from communes.next_steps import hand_over
from communes.provisioning import Outcome
from communes.transfer.archive import open_archive
from communes.transfer.importing import Imported, import_commune


class Command(BaseCommand):
    help = (
        "Put a commune from its zip file into this install, or bring it up to date: all or "
        "nothing. See docs/demenager-une-commune.md."
    )

    def add_arguments(self, parser):
        """Declare the file, and how far it may go."""
        parser.add_argument("file", type=Path, help="What export_commune wrote.")
        parser.add_argument(
            "--parent", type=int, metavar="PAGE", help="The number of the page to stand under."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done.")
        parser.add_argument(
            "--overwrite", action="store_true", help="Also what was edited here since."
        )

    def handle(self, *args, **options):
        """Judge the file, import it, say what was done."""
        parent = None
        if options["parent"]:
            parent = Page.objects.filter(pk=options["parent"]).first()
            if parent is None:
                raise CommandError(_("No page has the number %(pk)s.") % {"pk": options["parent"]})
        try:
            done = import_commune(
                open_archive(options["file"]),
                timezone.localdate(),
                parent,
                overwrite=options["overwrite"],
                dry_run=options["dry_run"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.tell(done, options["dry_run"])
        if done.is_new and not options["dry_run"]:
            self.hand_over(done)

    def tell(self, done: Imported, dry_run: bool) -> None:
        """Print what was done, and what was left."""
        said = _("%(commune)s: %(created)s new, %(updated)s changed, %(same)s as they were.") % {
            "commune": done.branch,
            "created": done.created,
            "updated": done.updated + len(done.overwritten),
            "same": done.same,
        }
        self.stdout.write(self.style.SUCCESS(said))
        for heading, told in (
            (_("edited here since, and left so:"), done.kept),
            (_("edited here since, and overwritten:"), done.overwritten),
            (_("pointed at and not here:"), sorted(done.lost)),
            (_("to look after:"), done.notes),
        ):
            if told:
                self.stdout.write(f"{heading}")
                self.stdout.writelines(f"- {one}" for one in told)
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was changed."))

    def hand_over(self, done: Imported) -> None:
        """Send the invitations, and print what is left to do."""
        outcome = Outcome(done.branch.root_page.specific, is_new=True, invitations=done.invitations)
        for step in hand_over(outcome):
            self.stdout.write(f"- {step.text}")
            if step.url:
                self.stdout.write(f"  {step.url}")
