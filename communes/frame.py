"""What surrounds every page of the federation: its name, the words that lead everywhere."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from centre.cache.snapshot import snapshot
from centre.models import CentreImage
from centre.pictures import keep_renditions, public_sizes
from centre.querysets import is_restricted
from centre.routing import reverse_branch_route
from communes.models import PartnerCommuneIndexPage
from home.navigation import Entry, Surroundings


def surroundings_of(home) -> Surroundings:
    """Return what surrounds the pages of the portal ``home`` (no query while nothing changed)."""
    return snapshot(home.house, "surroundings", partial(_build, home))


def _build(home, _house) -> Surroundings:
    # From the database: what is at hand may be the draft of a preview.
    logo = CentreImage.objects.filter(pk__in=type(home).objects.filter(pk=home.pk).values("logo"))
    found = list(logo)
    keep_renditions(found, list(public_sizes(logo)))
    below = Page.objects.child_of(home).live().exclude(is_restricted())
    pages = [page for page in below.in_menu().order_by("path") if not page.specific.sensitive]
    return Surroundings(
        bearer=home.federation_name,
        commune="",
        own_address="",
        logo=next(iter(found), None),
        entries=_entries(below),
        pages=[Entry(page.title, "", f"{page.slug}/") for page in pages],
        tools=_tools(),
        languages=[],
        supporters=[],
    )


def _entries(below) -> list[Entry]:
    directories = below.type(PartnerCommuneIndexPage)
    return [
        *(Entry(_("Communes"), "pin", f"{page.slug}/") for page in directories),
        Entry(_("Services"), "grid", "services/"),
        Entry(_("Agenda"), "calendar", "agenda/"),
        Entry(_("Help"), "phone", reverse_branch_route("help_lines")),
    ]


def _tools() -> list[Entry]:
    return [
        Entry(_("Your safety on this site"), "", reverse_branch_route("safety")),
        Entry(_("Who acts: the organisations"), "", "acteurs/"),
    ]
