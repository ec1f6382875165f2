"""What surrounds every page of a centre: its name, the few words that lead everywhere, its foot."""

from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Exists
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from centre.cache.snapshot import snapshot
from centre.formats import of_in_words
from centre.models import CentreImage, Commune, Language
from centre.pictures import keep_renditions, public_sizes
from centre.querysets import is_unrestricted
from centre.reading import instances, rows_together, whole
from centre.routing import reverse_branch_route
from centre.safety.sensitive import is_sensitive_path
from centre.sites import address_of, sites_above
from services.directory import directory_of
from services.models import Organisation, OrganisationKind

LOGOS_SHOWN = 8
MOST_ENTRIES = 5


class Entry(NamedTuple):
    """A word with its pictogram; ``path`` is relative to the centre's root."""

    label: str | Promise
    pictogram: str
    path: str


@dataclass(frozen=True)
class Surroundings:
    """The parts of header and footer that change only when somebody edits them.

    ``bearer``: the town of a centre, or who speaks where there is no commune. ``own_address``:
    the one to remember, such as "https://ogou-1.example/", wherever the house is being read.
    """

    bearer: str
    commune: str
    own_address: str
    logo: CentreImage | None
    entries: list[Entry]
    pages: list[Entry]
    tools: list[Entry]
    languages: list[Language]
    supporters: list[Organisation]
    # The portal above the communes, at its whole address.
    above: Entry | None = None

    @property
    def place(self) -> str:
        """What stands under the name: "Atakpamé · Commune d’Ogou 1"."""
        if not self.commune:
            return self.bearer
        said = gettext("Commune %(commune)s") % {"commune": of_in_words(self.commune)}
        return f"{self.bearer} · {said}"


def surroundings_of(home) -> Surroundings:
    """Return what surrounds the pages of ``home`` (no query while nothing has changed)."""
    return snapshot(home.branch, "surroundings", partial(_build, home))


def _build(home, branch) -> Surroundings:
    # From the database: what is at hand may be the draft of a preview.
    logo = CentreImage.objects.filter(pk__in=type(home).objects.filter(pk=home.pk).values("logo"))
    below = Page.objects.child_of(home).live().filter(is_unrestricted())
    parts = {
        "logo": logo,
        "sizes": public_sizes(logo),
        "index": below.filter(serviceindexpage__isnull=False),
        "agenda": below.filter(eventindexpage__isnull=False),
        "news": below.filter(newsindexpage__isnull=False).filter(_holds(home, "newspage")),
        "programmes": below.filter(programmeindexpage__isnull=False).filter(
            _holds(home, "programmepage")
        ),
        "pages": below.in_menu(),
        "commune": Commune.objects.filter(pk=branch.commune_id),
        "languages": Language.objects.filter(centrehomepage=home.pk),
        "above": Page.objects.filter(path=home.path[: -Page.steplen], depth__gt=1, live=True),
    }
    rows = rows_together(
        {name: whole(part) for name, part in parts.items()} | {"sites": sites_above(home.path)}
    )
    read = {name: instances(part.model, rows[name]) for name, part in parts.items()}
    keep_renditions(read["logo"], read["sizes"])
    organisations = directory_of(branch).organisations
    entries = _entries(read["index"], read["agenda"], read["news"])
    at_the_foot = {page.pk: page for page in read["pages"] + read["programmes"] + read["news"]}
    return Surroundings(
        bearer=home.town_name,
        commune=read["commune"][0].name,
        own_address=address_of(home, rows["sites"]),
        logo=next(iter(read["logo"]), None),
        entries=entries,
        pages=[
            Entry(_public_title(page, branch), "", f"{page.slug}/")
            for page in sorted(at_the_foot.values(), key=attrgetter("path"))
        ],
        tools=_tools(),
        languages=read["languages"],
        supporters=[one for one in organisations if is_supporter(one)][:LOGOS_SHOWN],
        above=next(
            (
                Entry(page.title, "", address)
                for page in read["above"]
                if (address := address_of(page, rows["sites"]))
            ),
            None,
        ),
    )


def _tools() -> list[Entry]:
    """Return what the foot of every page of a centre leads to."""
    names = {
        "safety": _("Your safety on this site"),
        "offline": _("Keep this site on the phone"),
        "print_directory": _("Directory to print"),
        "print_cards": _("Services as short messages (SMS)"),
    }
    return [Entry(label, "", reverse_branch_route(name)) for name, label in names.items()]


def _public_title(page: Page, branch) -> str:
    """Return the title that may stand at the foot of every page."""
    return page.specific.public_title if is_sensitive_path(branch, page.path) else page.title


def is_supporter(organisation: Organisation) -> bool:
    """Return whether it helps the centre: the commune does not thank itself."""
    return bool(organisation.role_in_project) and organisation.kind != OrganisationKind.TOWN_HALL


def _holds(home, kind: str) -> Exists:
    """Tell whether something of the page type ``kind`` is published below ``home``."""
    pages = Page.objects.live().descendant_of(home)
    return Exists(pages.filter(**{f"{kind}__isnull": False}))


def _entries(index: list[Page], agenda: list[Page], news: list[Page]) -> list[Entry]:
    """Return the entries of the main navigation: five at most, a phone has no room for more.

    News come after what one comes for: beside the agenda where there is room, and always on the
    home page and at the foot.
    """
    places = [
        *(Entry(_("Services"), "grid", f"{page.slug}/") for page in index),
        *(Entry(_("Agenda"), "calendar", f"{page.slug}/") for page in agenda),
        *(Entry(_("News"), "paper", f"{page.slug}/") for page in news),
    ]
    return [
        Entry(_("Home"), "home", ""),
        *places[: MOST_ENTRIES - 3],
        Entry(_("Help"), "phone", reverse_branch_route("help_lines")),
        Entry(_("Search"), "search", reverse_branch_route("search")),
    ]
