"""Reference lists of the federation: what is missing is created, what staff wrote is kept."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.functional import Promise

from centre.models import Commune, Language
from centre.validation import validate_whole
from centre.whole import whole

DATA = Path(__file__).parent / "data"
# The only origin of a chief town that needs nobody's confirmation.
STATED = "stated_in_source"


@dataclass
class Tally:
    """What became of one list: how many rows are new, which of the others were edited."""

    title: str | Promise
    created: int = 0
    kept: int = 0
    edited: list[str] = field(default_factory=list)


_sources: list[Callable[[int], Iterator[Tally]]] = []


def register_reference(source: Callable[[int], Iterator[Tally]]) -> None:
    """Add the lists that ``source(year)`` loads and yields, after those known already."""
    _sources.append(source)


def load_reference(year: int) -> Iterator[Tally]:
    """Load the lists of every floor; ``year`` is the present one."""
    for source in _sources:
        yield from source(year)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@whole()
def create_missing(model, keys: Collection[str], rows: Iterable[dict], **common) -> Tally:
    """Create the rows that no object of ``model`` answers to yet, and count.

    ``rows`` and ``common``: values of fields. An object that has the values ``common`` and
    one of the ``keys`` of a row is that row, edited or not, and is left as it is. Raises
    ``ValidationError``, and then creates nothing at all.
    """
    tally = Tally(model._meta.verbose_name_plural)
    known = {
        (key, getattr(instance, key)): instance
        for instance in model.objects.filter(**common)
        for key in keys
    }
    for row in rows:
        found = next((known[key, row[key]] for key in keys if (key, row[key]) in known), None)
        if found is None:
            instance = model(**common, **row)
            validate_whole(instance)
            instance.save()
            tally.created += 1
            continue
        tally.kept += 1
        if any(_value(found, name) != value for name, value in row.items()):
            tally.edited.append(str(found))
    return tally


def load_communes() -> Tally:
    """Load the 117 communes (``data/communes.csv``)."""
    return create_missing(
        Commune, ["code", "name"], map(_commune, read_rows(DATA / "communes.csv"))
    )


def load_languages() -> Tally:
    """Load the languages heard in the communes (``data/languages.csv``)."""
    rows = enumerate(read_rows(DATA / "languages.csv"))
    return create_missing(Language, ["code"], (_language(order, row) for order, row in rows))


def _value(instance, name: str):
    value = getattr(instance, name)
    return list(value.all()) if hasattr(value, "all") else value


def _commune(row: dict[str, str]) -> dict:
    return {
        "code": row["code"],
        "name": row["commune"],
        "region": row["region"],
        "prefecture": row["prefecture"],
        "chief_town": row["chef_lieu"],
        "chief_town_confirmed": row["chef_lieu_status"] == STATED,
        "population_2022": int(row["population_2022"]) if row["population_2022"] else None,
        "aliases": [alias for alias in row["aliases"].split("|") if alias],
    }


def _language(order: int, row: dict[str, str]) -> dict:
    return {
        "code": row["code"],
        "name": row["name_fr"],
        "autonym": row["autonym"],
        "autonym_confirmed": not row["status"],
        "sort_order": order,
    }
