"""Who acts in the communes: how many organisations, of which kind, where."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from centre.cache.snapshot import snapshot
from centre.models import Commune
from centre.models.territory import compact
from communes.filters import ActorsForm
from communes.portal import address, centres_of, territory_of
from events.agenda import query_of
from home.front import KINDS
from services.models import Organisation, OrganisationKind

PER_PAGE = 40
# What a spreadsheet would take for a formula (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Actor:
    """An organisation, once, and the communes where it acts."""

    name: str
    short_name: str
    kind: str
    role: str
    town: str
    country: str
    website: str
    communes: tuple[Commune, ...]
    url_path: str

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return str(OrganisationKind(self.kind).label)

    @property
    def words(self) -> str:
        """Its kind, where it is and for which communes, in one line."""
        where = ", ".join(filter(None, (self.town, self.country)))
        communes = ", ".join(commune.name for commune in self.communes)
        return " · ".join(filter(None, (self.kind_name, where, communes)))


@dataclass(frozen=True)
class Count:
    """A line of a table: so many of one sort."""

    label: str
    number: int


def actors_of(home) -> list[Actor]:
    """Return the organisations of all centres, by name (no query while nothing has changed)."""
    return snapshot(home.house, "actors", partial(_read, home))


def _read(home, _house) -> list[Actor]:
    """Read a whitelist of columns: contact persons, numbers and addresses are not among them."""
    centres = {centre.branch_id: centre for centre in centres_of(home)}
    columns = ("name", "alternate_name", "kind", "role_in_project", "town", "country", "website")
    rows = Organisation.objects.filter(branch__in=centres).order_by("name", "pk")
    alike: dict[tuple[str, str], list[tuple]] = {}
    for branch_id, slug, *values in rows.values_list("branch", "slug", *columns):
        key = (compact(values[0]), values[2])
        alike.setdefault(key, []).append((centres[branch_id], slug, values))
    return [_actor(found) for found in alike.values()]


def _actor(found: list[tuple]) -> Actor:
    """Return one actor for what several communes say of the same: what is said first holds."""
    values = [next(filter(None, said), "") for said in zip(*(row[2] for row in found), strict=True)]
    centre, slug, _values = found[0]
    communes = dict.fromkeys(row[0].commune for row in found)
    return Actor(*values, tuple(communes), f"{centre.url_path}organisations/{slug}/")


def _asked(home, request) -> tuple[ActorsForm, list[Actor]]:
    known = actors_of(home)
    countries = sorted({actor.country for actor in known if actor.country})
    form = ActorsForm(request.GET, territory_of(home), centres_of(home), countries)
    return form, list(_filtered(known, form))


def _filtered(known: list[Actor], form: ActorsForm) -> Iterator[Actor]:
    codes = None
    if form.spot:
        codes = {one.code for one in form.territory.communes_at(form.spot)}
    kind, country = form.applied.get("genre"), form.applied.get("pays")
    for actor in known:
        if codes is not None and codes.isdisjoint(one.code for one in actor.communes):
            continue
        if kind in (None, actor.kind) and country in (None, actor.country):
            yield actor


def actors_context(home, request) -> dict:
    """Return the page of organisations that the query string asks for, and how many there are."""
    form, found = _asked(home, request)
    start = (form.number - 1) * PER_PAGE
    number, start = (form.number, start) if start < len(found) else (1, 0)
    shown = found[start : start + PER_PAGE]
    return {
        "form": form,
        "query": query_of(form.applied),
        "actors": [(actor, address(home, request, actor.url_path)) for actor in shown],
        "total": len(found),
        "tables": _tables(found),
        "number": number,
        "has_previous": number > 1,
        "has_next": start + PER_PAGE < len(found),
    }


def _tables(found: list[Actor]) -> list[tuple[str, list[Count]]]:
    """Return how many organisations there are of each kind, and where, for tables."""
    kinds = Counter(actor.kind for actor in found)
    communes = Counter(one.name for actor in found for one in actor.communes)
    regions = Counter(one for actor in found for one in {c.region for c in actor.communes})
    countries = Counter(actor.country or _("not known") for actor in found)
    return [
        (_("Of which kind"), [Count(KINDS[kind] % {"count": n}, n) for kind, n in _most(kinds)]),
        (_("In which commune"), [Count(*row) for row in _most(communes)]),
        (_("In which region"), [Count(*row) for row in _most(regions)]),
        (_("From which country"), [Count(*row) for row in _most(countries)]),
    ]


def _most(counted: Counter) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def actors_table(home, request) -> Iterator[list[str]]:
    """Yield the rows of the table that the query string asks for, its head first."""
    yield [
        _("Organisation"), _("Short name"), _("Kind"), _("Role in the project"), _("Town"),
        _("Country"), _("Web site"), _("Communes"), _("Regions"),
    ]  # fmt: skip
    for actor in _asked(home, request)[1]:
        yield [
            actor.name, actor.short_name, actor.kind_name, actor.role, actor.town, actor.country,
            actor.website, ", ".join(one.name for one in actor.communes),
            ", ".join(dict.fromkeys(one.region for one in actor.communes)),
        ]  # fmt: skip


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return ``rows`` as spreadsheets open them: UTF-8 with its mark, and no formula."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
