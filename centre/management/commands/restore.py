"""Put a backup in place: on an empty machine, or of what is there."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from centre.backup.console import Progress, in_one_sentence
from centre.backup.manifest import Manifest
from centre.backup.restore import check, restore


class Command(BaseCommand):
    help = (
        "Put a backup in place: database and files, all or nothing. Stop the site first. See "
        "docs/exploitation.md."
    )
    # Where it is used, the database may have no table yet.
    requires_system_checks = []

    def add_arguments(self, parser):
        """Declare which backup, and what may be done."""
        parser.add_argument("file", type=Path, help="The backup.")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="Only read it, and change nothing.")
        what.add_argument(
            "--replace", action="store_true", help="Also where a site is: it is replaced."
        )

    def handle(self, *args, **options):
        """Check the backup or put it in place, and say what it held."""
        show = Progress(_("Files read: %(done)s of %(total)s"), self.stdout.write)
        key = settings.BACKUP_KEY
        with in_one_sentence():
            if options["check"]:
                manifest = check(options["file"], key, show)
                self.tell(_("The backup is whole"), manifest)
            else:
                manifest = restore(options["file"], key, options["replace"], show)
                self.tell(_("The site is as it was on that day"), manifest)

    def tell(self, done: str, manifest: Manifest) -> None:
        """Print what was done, and what the backup holds."""
        said = _("%(done)s: backup of %(day)s, %(rows)s rows, %(files)s files.") % {
            "done": done,
            "day": manifest.made_on,
            "rows": sum(manifest.counts.values()),
            "files": len(manifest.media()),
        }
        self.stdout.write(self.style.SUCCESS(said))
        for name in manifest.missing:
            said = _("The database names a file that is not there: %(name)s") % {"name": name}
            self.stdout.write(self.style.WARNING(said))
