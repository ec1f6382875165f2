"""What the federation knows of all its communes, from what they have published."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Exists, OuterRef

from centre.cache.snapshot import snapshot
from centre.models import Branch, Commune, Language
from centre.models.routed import centre_root
from centre.querysets import is_restricted
from centre.reading import read_together
from communes.where import territory_of
from home.models import CentreHomePage
from services.directory import Directory
from services.models import HelpLine, Need, ServicePage


@dataclass(frozen=True)
class Centre:
    """The centre or the project of a commune, as the portal speaks of it."""

    branch_id: int
    commune: Commune
    title: str
    introduction: str
    town: str
    has_building: bool
    path: str
    url_path: str


@dataclass(frozen=True)
class Centres:
    """Every centre that the public may see, and the tree paths of those that it may not."""

    open: list[Centre]
    hidden_paths: tuple[str, ...]
    hidden_branches: tuple[int, ...]

    def __iter__(self) -> Iterator[Centre]:
        return iter(self.open)


def centres_of(home) -> Centres:
    """Return the centres below the portal ``home`` (no query while nothing has changed)."""
    return snapshot(home.house, "centres", partial(_read_centres, home))


def _read_centres(home, house) -> Centres:
    territory = territory_of(house)
    pages = CentreHomePage.objects.live().exclude(is_restricted()).filter(branch__isnull=False)
    columns = ("title", "introduction", "town_name", "has_building", "path", "url_path")
    rows = pages.descendant_of(home).values_list("branch", "branch__commune", *columns)
    found = [Centre(row[0], territory.by_pk[row[1]], *row[2:]) for row in rows.order_by()]
    order = {commune.pk: position for position, commune in enumerate(territory.communes)}
    shown = [centre.branch_id for centre in found]
    hidden = list(
        Branch.objects.exclude(pk__in=shown).values_list("root_page__path", "pk").order_by("pk")
    )
    return Centres(
        open=sorted(found, key=lambda centre: order[centre.commune.pk]),
        hidden_paths=tuple(path for path, _pk in hidden),
        hidden_branches=tuple(pk for _path, pk in hidden),
    )


def address(home, request, url_path: str) -> str:
    """Return the address of a page below the portal ``home``, given its path in the tree."""
    return centre_root(home, request) + url_path.removeprefix(home.url_path)


def addressed(home, request) -> list[tuple[Centre, str]]:
    """Return every centre with its address."""
    return [(one, address(home, request, one.url_path)) for one in centres_of(home)]


def offered(home):
    """Return the services of all centres that everybody may see."""
    services = ServicePage.objects.offered(home)
    hidden = centres_of(home).hidden_paths
    return services.outside(hidden) if hidden else services


def national_directory(home) -> Directory:
    """Return what the directory holds for the whole country: needs, languages, help numbers.

    No place and no organisation: they are their communes'.
    """
    return snapshot(home.house, "directory", partial(_read_directory, home))


def _read_directory(home, _house) -> Directory:
    lines = HelpLine.objects.published().filter(branch__isnull=True)
    read = read_together(
        needs=Need.objects.filter(_is_used(home, "needs", "need")),
        languages=Language.objects.all(),
        lines=lines,
    )
    spoken = HelpLine.languages.through.objects.filter(helpline__in=lines.order_by())
    pairs = set(spoken.values_list("helpline_id", "language_id"))
    for line in read["lines"]:
        line.languages = [one for one in read["languages"] if (line.pk, one.pk) in pairs]
    return Directory(
        needs=read["needs"],
        languages=read["languages"],
        help_lines=read["lines"],
        places={},
        organisations=[],
    )


def _is_used(home, relation: str, target: str) -> Exists:
    through = ServicePage._meta.get_field(relation).remote_field.through
    services = offered(home).order_by().values("pk")
    rows = through.objects.filter(**{f"{target}_id": OuterRef("pk")}, servicepage__in=services)
    return Exists(rows)
