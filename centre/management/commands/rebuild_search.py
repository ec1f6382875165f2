"""Index again all that the public can find."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.models.branch import Branch
from centre.search.rebuild import rebuild


class Command(BaseCommand):
    help = _("Index again all that the public can find, while the search goes on answering.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--commune", metavar="CODE", help=_("only this commune's branch, such as A01001")
        )

    def handle(self, *args, commune=None, **options):
        branch = self.branch_of(commune) if commune else None
        count = rebuild(branch, self.show)
        said = ngettext("%(count)d entry indexed.", "%(count)d entries indexed.", count)
        self.stdout.write(self.style.SUCCESS(said % {"count": count}))

    def branch_of(self, code):
        try:
            return Branch.objects.select_related("root_page").get(commune__code=code)
        except Branch.DoesNotExist:
            raise CommandError(_("No branch for the commune %(code)s.") % {"code": code}) from None

    def show(self, label, done):
        self.stdout.write(f"{label}: {done}")
