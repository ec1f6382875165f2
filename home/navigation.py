"""What surrounds every page of a centre: its name, the few words that lead everywhere, its foot."""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from centre.cache.snapshot import snapshot
from centre.models import CentreImage, Language
from centre.routing import reverse_branch_route
from services.models import Organisation, ServiceIndexPage

LOGOS_SHOWN = 8


class Entry(NamedTuple):
    """A word with its pictogram; ``path`` is relative to the centre's root."""

    label: str | Promise
    pictogram: str
    path: str


@dataclass(frozen=True)
class Surroundings:
    """The parts of header and footer that change only when somebody edits them."""

    commune: str
    logo: CentreImage | None
    entries: list[Entry]
    pages: list[Entry]
    languages: list[Language]
    supporters: list[Organisation]


def surroundings_of(home) -> Surroundings:
    """Return what surrounds the pages of ``home`` (no query while nothing has changed)."""
    return snapshot(home.branch, "surroundings", partial(_build, home))


def _build(home, branch) -> Surroundings:
    organisations = Organisation.objects.filter(branch=branch).exclude(role_in_project="")
    return Surroundings(
        commune=branch.commune.name,
        logo=CentreImage.objects.prefetch_related("renditions").filter(pk=home.logo_id).first(),
        entries=_entries(home),
        pages=[
            Entry(page.title, "", f"{page.slug}/")
            for page in home.get_children().live().public().in_menu()
        ],
        languages=list(home.languages.all()),
        supporters=list(
            organisations.select_related("logo").prefetch_related("logo__renditions")[:LOGOS_SHOWN]
        ),
    )


def _entries(home) -> list[Entry]:
    services = ServiceIndexPage.objects.child_of(home).live().first()
    found = [Entry(_("Home"), "home", "")]
    if services:
        found.append(Entry(_("Services"), "grid", f"{services.slug}/"))
    return [
        *found,
        Entry(_("Help"), "phone", reverse_branch_route("help_lines")),
        Entry(_("Search"), "search", reverse_branch_route("search")),
    ]
