"""The 117 communes by region and prefecture: which take part, and how far they are."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from centre.cache.snapshot import snapshot
from centre.models import Commune
from centre.models.territory import compact
from centre.querysets import is_unrestricted
from communes.directory_map import drawing
from communes.filters import DirectoryForm
from communes.models import PartnerCommunePage, PartnerStatus
from communes.portal import address, territory_of
from communes.where import REGIONS
from home.front import front_page_of


@dataclass(frozen=True)
class Partner:
    """What the directory says of a commune that takes part. ``path``: of its page."""

    status: str
    path: str

    @property
    def words(self) -> str:
        """How far it is, in words."""
        return str(PartnerStatus(self.status).label)


@dataclass(frozen=True)
class Line:
    """A commune in the list."""

    commune: Commune
    partner: Partner | None
    url: str


@dataclass(frozen=True)
class Prefecture:
    """A prefecture and those of its communes that are listed."""

    name: str
    lines: list[Line]


@dataclass(frozen=True)
class RegionGroup:
    """A region, its prefectures, how many communes it has in all and how many take part."""

    name: str
    prefectures: list[Prefecture]
    total: int
    partners: int


def partners_of(home) -> dict[int, Partner]:
    """Return the communes that take part, by their key (no query while nothing has changed)."""
    return snapshot(home.house, "partners", partial(_read, home))


def _read(home, _house) -> dict[int, Partner]:
    pages = PartnerCommunePage.objects.live().filter(is_unrestricted()).descendant_of(home)
    rows = pages.order_by().values_list("commune", "status", "url_path")
    return {commune: Partner(status, path) for commune, status, path in rows}


def found(communes: list[Commune], typed: str) -> list[Commune]:
    """Return the communes that ``typed`` may mean: by name, town, prefecture or region.

    Accents, capitals and spaces make no difference: "Ogou1", "ogou 1" and "OGOU-1" are alike.
    """
    asked = compact(typed)
    return [commune for commune in communes if any(asked in one for one in _names(commune))]


def _names(commune: Commune) -> list[str]:
    names = [commune.name, commune.chief_town, commune.prefecture, commune.region]
    return [compact(name) for name in (*names, *commune.aliases)]


def directory_context(page, request) -> dict:
    """Return the communes that the query string asks for, on a diagram and as a list."""
    home = front_page_of(page, request)
    form = DirectoryForm(request.GET)
    communes, partners = territory_of(home).communes, partners_of(home)
    asked = found(communes, form.typed) if compact(form.typed) else communes
    lines = [_line(commune, partners.get(commune.pk), home, request) for commune in asked]
    return {
        "form": form,
        "is_asked": bool(compact(form.typed)),
        "regions": _regions(lines, communes, partners),
        "count": len(lines),
        "partners": [line for line in lines if line.partner],
        "map": drawing(communes, {one.commune.pk: one.url for one in lines if one.partner}),
    }


def _line(commune: Commune, partner: Partner | None, home, request) -> Line:
    url = address(home, request, partner.path) if partner else ""
    return Line(commune, partner, url)


def _regions(lines: list[Line], communes, partners) -> list[RegionGroup]:
    totals = Counter(commune.region for commune in communes)
    taking_part = Counter(one.region for one in communes if one.pk in partners)
    groups = []
    for region in REGIONS:
        prefectures: dict[str, list[Line]] = {}
        for line in lines:
            if line.commune.region == region:
                prefectures.setdefault(line.commune.prefecture, []).append(line)
        if prefectures:
            by_name = [Prefecture(*one) for one in prefectures.items()]
            groups.append(RegionGroup(region, by_name, totals[region], taking_part[region]))
    return groups
