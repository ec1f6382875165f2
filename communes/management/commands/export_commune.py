"""Write a commune to a file, with its content and its media."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.archives import Refused
from centre.models import Branch
from communes.management.commands.new_commune import commune_named
from communes.transfer.export import Exported, export_commune


class Command(BaseCommand):
    help = (
        "Write a commune to a zip file: pages, drafts, media, what it owns, its team by e-mail. "
        "See docs/demenager-une-commune.md."
    )

    def add_arguments(self, parser):
        """Declare which commune, and where to."""
        parser.add_argument("commune", help='Its name, as "Kozah 1" or kozah1.')
        parser.add_argument("file", type=Path, help="The file to write; it must not exist.")
        parser.add_argument(
            "--with-register",
            action="store_true",
            help="Also the names and phones of those who enrolled in courses.",
        )

    def handle(self, *args, **options):
        """Write the file and say what is in it."""
        branch = branch_named(options["commune"])
        try:
            done = export_commune(branch, options["file"], timezone.now(), options["with_register"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.tell(branch, done)

    def tell(self, branch: Branch, done: Exported) -> None:
        """Print what the file holds, and what to do with it."""
        said = _("%(commune)s is in %(path)s: %(pages)s pages, %(members)s files.")
        self.stdout.write(
            self.style.SUCCESS(
                said
                % {
                    "commune": branch,
                    "path": done.path,
                    "pages": done.manifest.counts.get("wagtailcore.page", 0),
                    "members": len(done.manifest.members),
                }
            )
        )
        for one in done.left:
            self.stdout.write(_("- not of the commune, so left: %(what)s") % {"what": one})
        if done.nameless:
            count = done.nameless
            said = ngettext(
                "%(count)s account has no e-mail: she is to be invited anew by hand.",
                "%(count)s accounts have no e-mail: they are to be invited anew by hand.",
                count,
            )
            self.stdout.write(said % {"count": count})
        if done.register_left:
            count = done.register_left
            said = ngettext(
                "%(count)s enrolment is not in the file. To take the register: --with-register.",
                "%(count)s enrolments are not in the file. To take the register: --with-register.",
                count,
            )
            self.stdout.write(said % {"count": count})
        self.stdout.write(self.style.WARNING(self.warning(done.manifest.with_register)))

    def warning(self, with_register: bool) -> str:
        """Return what whoever has the file must know."""
        if with_register:
            return _(
                "The file holds the register: names and phones of women who enrolled. Encrypt it, "
                "hand it over in person, delete it afterwards."
            )
        return _(
            "The file holds what is not public: drafts, contact persons, e-mails of the team. Only "
            "you can read it here; hand it over safely, delete it afterwards."
        )


def branch_named(typed: str) -> Branch:
    """Return the branch of the commune that ``typed`` names, or raise ``CommandError``."""
    commune = commune_named(typed)
    branch = Branch.objects.filter(commune=commune).select_related("root_page").first()
    if branch is None:
        raise CommandError(_("%(commune)s has no site here.") % {"commune": commune})
    return branch
