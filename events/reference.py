"""Reference lists of the agenda: themes and the goals of the United Nations' 2030 Agenda."""

from collections.abc import Iterator
from pathlib import Path

from centre.reference import Tally, create_missing, read_rows
from events.models import DevelopmentGoal, Theme

DATA = Path(__file__).parent / "data"


def load_reference(year: int) -> Iterator[Tally]:
    """Load every list; none depends on ``year``."""
    yield load_themes()
    yield load_goals()


def load_themes() -> Tally:
    """Load the themes (``data/themes.csv``), in the order of the file."""
    rows = enumerate(read_rows(DATA / "themes.csv"))
    return create_missing(
        Theme, ["slug", "title"], ({**row, "sort_order": order} for order, row in rows)
    )


def load_goals() -> Tally:
    """Load the seventeen goals by the short titles that the United Nations give in French."""
    rows = read_rows(DATA / "development_goals.csv")
    return create_missing(
        DevelopmentGoal, ["number"], ({**row, "number": int(row["number"])} for row in rows)
    )
