"""Load the lists that every centre needs: communes, languages, needs, help numbers, holidays."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.reference import Tally, load_reference
from centre.whole import whole


class Command(BaseCommand):
    help = (
        "Load communes, languages, needs, national help numbers and public holidays. "
        "Creates what is missing and changes nothing that exists."
    )

    @whole()
    def handle(self, *args, **options):
        """Load each list and say what became of it; all or nothing."""
        for tally in load_reference(timezone.localdate().year):
            line = {"list": capfirst(tally.title), "counts": in_words(tally)}
            self.stdout.write(_("%(list)s: %(counts)s") % line)


def in_words(tally: Tally) -> str:
    """Say how many rows are new, how many were kept, and which of these were edited."""
    words = [ngettext("%(count)s added", "%(count)s added", tally.created)]
    if tally.kept:
        words.append(ngettext("%(kept)s already there", "%(kept)s already there", tally.kept))
    if tally.edited:
        words.append(_("left as edited: %(names)s"))
    counts = {"count": tally.created, "kept": tally.kept, "names": ", ".join(tally.edited)}
    return ", ".join(words) % counts
