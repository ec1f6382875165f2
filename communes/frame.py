"""What surrounds every page of the federation: its name, the words that lead everywhere."""

from collections.abc import Iterable
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from centre.routing import reverse_branch_route
from communes.models import PartnerCommuneIndexPage
from communes.national import national_of, sensitive_paths_of
from events.models import ProgrammeIndexPage
from home.models import NewsIndexPage
from home.navigation import Entry, Surroundings


def surroundings_of(home) -> Surroundings:
    """Return what surrounds the pages of the portal ``home``."""
    national = national_of(home)
    told = [page for page in national.pages if not page.path.startswith(sensitive_paths_of(home))]
    told.sort(key=attrgetter("path"))
    return Surroundings(
        bearer=home.federation_name,
        commune="",
        own_address=national.address,
        logo=national.logo,
        entries=_entries(told),
        pages=[Entry(page.title, "", f"{page.slug}/") for page in _at_the_foot(told)],
        tools=_tools(),
        languages=[],
        supporters=[],
    )


def _entries(pages: list[Page]) -> list[Entry]:
    return [
        *(
            Entry(_("Communes"), "pin", f"{one.slug}/")
            for one in _of(pages, PartnerCommuneIndexPage)
        ),
        Entry(_("Services"), "grid", "services/"),
        Entry(_("Agenda"), "calendar", "agenda/"),
        Entry(_("Help"), "phone", reverse_branch_route("help_lines")),
    ]


def _at_the_foot(pages: list[Page]) -> Iterable[Page]:
    """Return the pages named at the foot: those that ask for it, and lists that hold something."""
    lists = [page for page in _of(pages, NewsIndexPage, ProgrammeIndexPage) if page.numchild]
    return [page for page in pages if page.show_in_menus or page in lists]


def _of(pages: list[Page], *models) -> list[Page]:
    types = {one.pk for one in ContentType.objects.get_for_models(*models).values()}
    return [page for page in pages if page.content_type_id in types]


def _tools() -> list[Entry]:
    return [
        Entry(_("Your safety on this site"), "", reverse_branch_route("safety")),
        Entry(_("Who acts: the organisations"), "", "acteurs/"),
    ]
