"""Write the database and the files of the site to one file, while the site runs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.backup.console import Progress, in_one_sentence
from centre.backup.create import Made, make_backup
from centre.backup.folder import own_folder


class Command(BaseCommand):
    help = (
        "Write the database and the files of the site to one file, while the site runs; encrypted "
        "with BACKUP_KEY. See docs/exploitation.md."
    )

    def add_arguments(self, parser):
        """Declare where to, and how many to keep."""
        parser.add_argument("--to", type=Path, help="The folder; BACKUP_DIR if not given.")
        parser.add_argument("--keep", type=int, help="How many to keep; BACKUP_KEEP if not given.")

    def handle(self, *args, **options):
        """Make the backup and say what is in it."""
        keep = settings.BACKUP_KEEP if options["keep"] is None else options["keep"]
        if keep < 1:
            raise CommandError(_("At least one backup is kept."))
        folder = own_folder(options["to"])
        show = Progress(_("Files saved: %(done)s of %(total)s"), self.stdout.write)
        with in_one_sentence():
            made = make_backup(folder, timezone.now(), settings.BACKUP_KEY, keep, show)
        self.tell(made)

    def tell(self, made: Made) -> None:
        """Print what the backup holds, what it lacks and which ones went away for it."""
        manifest = made.manifest
        said = _("%(path)s: %(rows)s rows, %(files)s files, %(size)s.") % {
            "path": made.path,
            "rows": sum(manifest.counts.values()),
            "files": len(manifest.media()),
            "size": filesizeformat(made.path.stat().st_size),
        }
        self.stdout.write(self.style.SUCCESS(said))
        for name in manifest.missing:
            self.warn(_("The database names a file that is not there: %(name)s") % {"name": name})
        for name in manifest.left_out:
            self.warn(_("Left out, because of its name: %(name)s") % {"name": name})
        if made.deleted:
            count = len(made.deleted)
            said = ngettext(
                "%(count)s older backup was deleted.",
                "%(count)s older backups were deleted.",
                count,
            )
            self.stdout.write(said % {"count": count})
        if not settings.BACKUP_KEY:
            self.warn(_("The backup is not encrypted: whoever has it reads everything."))

    def warn(self, said: str) -> None:
        """Print a line to look at."""
        self.stdout.write(self.style.WARNING(said))
