"""List the communes: version, last entry, what waits; note that an upgrade was done."""

import csv

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre import __version__
from centre.models import Branch
from communes.management.commands.new_commune import commune_named
from communes.report import HEADINGS, cells
from communes.versions import mark_upgraded, overview


class Command(BaseCommand):
    help = "List every commune with the version of the template it runs and what waits there."

    def add_arguments(self, parser):
        """Declare the forms of the list, and the note of an upgrade."""
        parser.add_argument("--csv", action="store_true", help="As CSV, with dates as 2026-11-22.")
        parser.add_argument(
            "--upgraded",
            nargs="*",
            metavar="COMMUNE",
            help="Note that the upgrade notes were followed in these communes; none named: in all.",
        )

    def handle(self, *args, **options):
        """Note what is asked, then list."""
        if options["upgraded"] is not None:
            self.upgrade(options["upgraded"])
            return
        states = overview(timezone.localdate())
        if options["csv"]:
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(HEADINGS.values())
            writer.writerows(cells(state, str) for state in states)
            return
        self.tell(states)

    def upgrade(self, names: list[str]) -> None:
        """Note the running version on the branches of ``names``, or on every one."""
        branches = Branch.objects.all()
        if names:
            communes = [commune_named(name) for name in names]
            branches = branches.filter(commune__in=communes)
            there = set(branches.values_list("commune", flat=True))
            if missing := [one.name for one in communes if one.pk not in there]:
                raise CommandError(_("No site yet: %(names)s.") % {"names": ", ".join(missing)})
        count = mark_upgraded(branches)
        said = ngettext(
            "%(count)s commune now runs version %(version)s.",
            "%(count)s communes now run version %(version)s.",
            count,
        )
        self.stdout.write(said % {"count": count, "version": __version__})

    def tell(self, states) -> None:
        """Print each commune in a few lines, and which are behind."""
        for state in states:
            self.stdout.write(self.style.MIGRATE_HEADING(state.commune))
            lines = zip(list(HEADINGS.values())[1:], cells(state, date_format)[1:], strict=True)
            for heading, value in lines:
                self.stdout.write(f"  {capfirst(heading)} : {'–' if value == '' else value}")
        behind = ", ".join(state.commune for state in states if state.is_behind)
        if behind:
            self.stdout.write(
                _(
                    "Made by another version than %(version)s: %(names)s. Follow CHANGELOG.md, "
                    "then run: manage.py communes --upgraded"
                )
                % {"version": __version__, "names": behind}
            )
