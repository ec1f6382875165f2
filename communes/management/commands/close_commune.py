"""Close a commune: put it away in a file, unpublish it; remove it when asked for."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.models import Commune
from communes.management.commands.export_commune import branch_named
from communes.transfer.close import archive, remove


class Command(BaseCommand):
    help = (
        "Close a commune: write its file, check it, unpublish its pages. With --remove, delete it "
        "from this install. See docs/demenager-une-commune.md."
    )

    def add_arguments(self, parser):
        """Declare which commune, its file, and whether it goes."""
        parser.add_argument("commune", help='Its name, as "Kozah 1" or kozah1.')
        parser.add_argument("--export", type=Path, required=True, metavar="FILE")
        parser.add_argument("--with-register", action="store_true")
        parser.add_argument("--remove", action="store_true", help="Delete it from this install.")
        parser.add_argument("--yes", action="store_true", help="Do not ask for its name again.")

    def handle(self, *args, **options):
        """Put the commune away, then remove it where that was asked for and confirmed."""
        branch = branch_named(options["commune"])
        name = str(branch)
        try:
            manifest = archive(branch, options["export"], timezone.now(), options["with_register"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            _("%(commune)s is unpublished. Its file is whole: %(path)s, %(members)s files.")
            % {"commune": name, "path": options["export"], "members": len(manifest.members)}
        )
        self.stdout.write(
            self.style.WARNING(_("The file holds what is not public: keep it where only you read."))
        )
        if not options["remove"]:
            self.stdout.write(_("Nothing was deleted. To delete it: the same command, --remove."))
            return
        if not options["yes"]:
            self.confirm(branch)
        done = remove(branch)
        said = _(
            "%(commune)s is removed: %(pages)s pages. Accounts deleted: %(deleted)s, closed: "
            "%(closed)s."
        )
        self.stdout.write(
            self.style.SUCCESS(
                said
                % {
                    "commune": name,
                    "pages": done.pages,
                    "deleted": done.deleted,
                    "closed": done.deactivated,
                }
            )
        )

    def confirm(self, branch) -> None:
        """Ask for the name of the commune; raise ``CommandError`` unless it is typed."""
        asked = _("This deletes %(commune)s from this install. Type its name to go on: ")
        typed = input(asked % {"commune": branch})
        if Commune.objects.named(typed) != branch.commune:
            raise CommandError(_("That is not its name: nothing was deleted."))
