"""Reference lists of the directory: needs, national help numbers, public holidays."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from centre.defaults import put_defaults_right
from centre.fields import normalise_phone
from centre.models import Branch, Language
from centre.reference import Tally, create_missing, load_communes, load_languages, read_rows
from services.models import HelpLine, Need, PublicHoliday

DATA = Path(__file__).parent / "data"
PUBLISHED, DRAFT = "yes", "to_confirm"


def load_reference(year: int) -> Iterator[Tally]:
    """Load every list, and for each branch the public holidays of ``year`` and the next.

    What a new Wagtail brings in English is put right first.
    """
    put_defaults_right()
    yield load_communes()
    yield load_languages()
    yield load_needs()
    yield load_help_lines()
    for branch in Branch.objects.select_related("commune"):
        for each in (year, year + 1):
            tally = load_public_holidays(branch, each)
            tally.title = f"{tally.title} {each} ({branch})"
            yield tally


def load_needs() -> Tally:
    """Load the needs of the federation (``data/needs.csv``), in the order of the file."""
    rows = enumerate(read_rows(DATA / "needs.csv"))
    return create_missing(
        Need, ["slug", "title"], ({**row, "sort_order": order} for order, row in rows)
    )


def load_help_lines() -> Tally:
    """Load the national help numbers (``data/help_numbers.csv``), in the order of the file.

    A number whose ``publish`` is ``yes`` is published, ``to_confirm`` is a draft, anything
    else is not loaded. Nobody here has called them yet: none counts as verified. One whose
    number staff corrected is known by its label.
    """
    languages = {language.code: language for language in Language.objects.all()}
    rows = [
        _help_line(order, row, languages)
        for order, row in enumerate(read_rows(DATA / "help_numbers.csv"))
        if row["publish"] in (PUBLISHED, DRAFT)
    ]
    return create_missing(HelpLine, ["number", "label"], rows, branch=None)


@cache
def help_lines_at_hand() -> list[HelpLine]:
    """Return the national numbers to publish as the list has them, for when no database answers."""
    return [
        HelpLine(
            number=normalise_phone(row["number"]),
            type=row["kind"],
            label=row["label_fr"],
            answered_by=row["answered_by"],
        )
        for row in read_rows(DATA / "help_numbers.csv")
        if row["publish"] == PUBLISHED
    ]


def load_public_holidays(branch: Branch, year: int) -> Tally:
    """Load the fixed public holidays of Togo (``data/public_holidays.csv``) for ``year``.

    Feasts that move are entered by hand. A year in which the branch has a holiday already
    is left as it is, so that one removed by staff does not come back.
    """
    rows = [
        {
            "date": dt.date(year, int(row["month"]), int(row["day"])),
            "name": row["name"],
        }
        for row in read_rows(DATA / "public_holidays.csv")
    ]
    known = PublicHoliday.objects.filter(branch=branch, date__year=year).count()
    if known:
        return Tally(PublicHoliday._meta.verbose_name_plural, kept=known)
    return create_missing(PublicHoliday, ["date"], rows, branch=branch)


def _help_line(order: int, row: dict[str, str], languages: dict[str, Language]) -> dict:
    return {
        "number": normalise_phone(row["number"]),
        "type": row["kind"],
        "label": row["label_fr"],
        "purpose": row["purpose"],
        "answered_by": row["answered_by"],
        "cost": row["cost"],
        "hours": row["hours"],
        "languages": [languages[code] for code in row["languages"].split("|") if code],
        "source": row["source"],
        "is_published": row["publish"] == PUBLISHED,
        "sort_order": order,
    }
