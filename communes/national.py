"""What the pages of the federation need of all communes, read by one statement.

It is kept until anything changes in any of them.
"""

import json
from dataclasses import dataclass
from functools import partial

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import Page, Site

from centre.cache.snapshot import snapshot
from centre.models import Branch, CentreImage, CentreRendition, Commune, Language
from centre.pictures import keep_renditions, public_sizes
from centre.querysets import is_unrestricted
from centre.reading import Parts, instances, rows_together, whole
from centre.safety.sensitive import ticked_paths
from centre.sites import SITE_COLUMNS, address_of, site_of
from communes.where import REGIONS, Territory
from home.models import CentreHomePage
from services.directory import Directory
from services.models import HelpLine, Need, ServicePage

OF_A_HOME = ("title", "introduction", "town_name", "has_building", "path", "url_path")


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
class National:
    """What is known of the whole country.

    ``centres``: those that the public may see, from the coast to the north; ``hidden``: the tree
    path of the others by the key of their branch. ``pages``: those right below the portal.
    ``address`` is that of the portal to remember; ``hosts``: those of the centres that have a host
    of their own, by the end of their address below the portal.
    """

    territory: Territory
    centres: list[Centre]
    hidden: dict[int, str]
    directory: Directory
    logo: CentreImage | None
    pages: list[Page]
    address: str
    hosts: dict[str, str]


def national_of(home) -> National:
    """Return what the portal ``home`` knows (no query while nothing has changed)."""
    return snapshot(home.house, "national", partial(_build, home))


def sensitive_paths_of(home) -> tuple[str, ...]:
    """Return the tree paths of the federation's own pages that are ticked as sensitive."""
    return snapshot(home.house, "sensitive_paths", partial(_sensitive, home))


def _sensitive(home, _house) -> tuple[str, ...]:
    return ticked_paths(lambda pages: pages.filter(path__startswith=home.path, depth__gt=2))


def _build(home, _house) -> National:
    rows = rows_together(_parts(home))
    territory = Territory(_communes(rows["communes"]))
    shown = {row["branch__id"] for row in rows["homes"]}
    logos = instances(CentreImage, rows["logo"])
    keep_renditions(logos, instances(CentreRendition, rows["sizes"]))
    centres = _centres(rows["homes"], territory)
    return National(
        territory=territory,
        centres=centres,
        hidden={
            row["id"]: row["root_page__path"] for row in rows["branches"] if row["id"] not in shown
        },
        directory=_directory(rows),
        logo=next(iter(logos), None),
        pages=instances(Page, rows["pages"]),
        address=address_of(home, rows["sites"]),
        hosts=_hosts(home, centres, rows["sites"]),
    )


def _parts(home) -> Parts:
    lines = HelpLine.objects.published().filter(branch__isnull=True)
    # From the database: what is at hand may be the draft of a preview.
    logo = CentreImage.objects.filter(pk__in=type(home).objects.filter(pk=home.pk).values("logo"))
    homes = CentreHomePage.objects.live().filter(is_unrestricted()).filter(branch__isnull=False)
    territory, columns = whole(Commune.objects.annotate(spelt=Cast("aliases", CharField())))
    return {
        "communes": (territory, [*columns, "spelt"]),
        "homes": (homes.descendant_of(home), ["branch__id", "branch__commune_id", *OF_A_HOME]),
        "branches": (Branch.objects.all(), ["id", "root_page__path"]),
        "needs": whole(Need.objects.filter(_is_answered(home))),
        "languages": whole(Language.objects.all()),
        "lines": whole(lines),
        "spoken": whole(HelpLine.languages.through.objects.filter(helpline__in=lines.order_by())),
        "logo": whole(logo),
        "sizes": whole(public_sizes(logo)),
        "sites": (Site.objects.all(), SITE_COLUMNS),
        "pages": whole(Page.objects.child_of(home).live().filter(is_unrestricted())),
    }


def _is_answered(home) -> Exists:
    """Tell of a need whether a live service below the portal answers it."""
    offered = ServicePage.objects.offered(home).order_by().values("pk")
    return Exists(
        ServicePage.needs.through.objects.filter(need=OuterRef("pk"), servicepage__in=offered)
    )


def _communes(rows: list[dict]) -> list[Commune]:
    spelt = {row["code"]: json.loads(row["spelt"]) for row in rows}
    found = instances(Commune, rows)
    for commune in found:
        commune.aliases = spelt[commune.code]
    return sorted(found, key=lambda one: (REGIONS.index(one.region), one.code))


def _centres(rows: list[dict], territory: Territory) -> list[Centre]:
    order = {commune.pk: position for position, commune in enumerate(territory.communes)}
    found = [
        Centre(
            row["branch__id"],
            territory.by_pk[row["branch__commune_id"]],
            *(row[name] for name in OF_A_HOME),
        )
        for row in rows
    ]
    return sorted(found, key=lambda centre: order[centre.commune.pk])


def _hosts(home, centres: list[Centre], sites: list[dict]) -> dict[str, str]:
    above = site_of(home.path, sites)
    return {
        centre.url_path.removeprefix(home.url_path).rstrip("/"): address_of(centre, sites)
        for centre in centres
        if site_of(centre.path, sites) != above
    }


def _directory(rows: dict[str, list[dict]]) -> Directory:
    """Return what the directory holds for the country: no place and no organisation."""
    languages, lines = instances(Language, rows["languages"]), instances(HelpLine, rows["lines"])
    pairs = {(row["helpline_id"], row["language_id"]) for row in rows["spoken"]}
    for line in lines:
        line.languages = [one for one in languages if (line.pk, one.pk) in pairs]
    return Directory(
        needs=instances(Need, rows["needs"]),
        languages=languages,
        help_lines=lines,
        places={},
        organisations=[],
    )
