"""What was counted at an event, and whether it adds up.

Pure: no request, no database, no clock. ``None`` is not known, which is not zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

WOMAN, MAN, NOT_NOTED = "f", "m", ""


class FigureCode(StrEnum):
    NOTHING = "nothing"
    MORE_WOMEN = "more_women"
    MORE_MEN = "more_men"
    PARTS = "parts"
    CELLS = "cells"
    DISABILITY = "disability"


@dataclass(frozen=True, slots=True)
class Figures:
    """A count. ``cells`` are persons by (sex, age band); one that was not filled is left out."""

    total: int | None = None
    women: int | None = None
    men: int | None = None
    with_disability: int | None = None
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def of_sex(self, sex: str) -> int | None:
        """Return the sum of the cells of ``sex``, ``None`` when none is filled."""
        known = [count for (of, _band), count in self.cells.items() if of == sex]
        return sum(known) if known else None


def completed(figures: Figures) -> Figures:
    """Return ``figures`` with the total that women and men, or the cells, make together.

    A sex whose number was left out counts by its cells. What is given stays as it is.
    """
    women = figures.women if figures.women is not None else figures.of_sex(WOMAN)
    men = figures.men if figures.men is not None else figures.of_sex(MAN)
    total, others = figures.total, figures.of_sex(NOT_NOTED)
    if total is None and (figures.cells or None not in (women, men)):
        total = sum(part or 0 for part in (women, men, others))
    return replace(figures, total=total, women=women, men=men)


def figure_errors(figures: Figures) -> list[tuple[str, FigureCode]]:
    """Return what does not add up, as (name of the field, code).

    Cells may hold fewer people than their total: the others were not noted.
    """
    whole = completed(figures)
    if whole.total is None and whole.women is None and whole.men is None:
        return [("total", FigureCode.NOTHING)]
    errors = [
        (name, code)
        for name, given, noted, code in (
            ("women", figures.women, figures.of_sex(WOMAN), FigureCode.MORE_WOMEN),
            ("men", figures.men, figures.of_sex(MAN), FigureCode.MORE_MEN),
        )
        if given is not None and noted is not None and noted > given
    ]
    return errors or _sum_errors(whole)


def _sum_errors(whole: Figures) -> list[tuple[str, FigureCode]]:
    if whole.total is None:
        return []
    if (whole.women or 0) + (whole.men or 0) > whole.total:
        return [("total", FigureCode.PARTS)]
    others = whole.of_sex(NOT_NOTED) or 0
    if (whole.women or 0) + (whole.men or 0) + others > whole.total:
        return [("total", FigureCode.CELLS)]
    if (whole.with_disability or 0) > whole.total:
        return [("with_disability", FigureCode.DISABILITY)]
    return []
