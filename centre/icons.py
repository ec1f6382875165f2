"""The pictograms of the site, drawn by the project: one file each in ``templates/icons/``.

They share one grid of 24 units, a line of 2 with round ends, and no fill.
"""

import re
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "templates" / "icons"


@cache
def drawings() -> dict[str, str]:
    """Give the shapes inside each pictogram's ``<svg>`` element, by its name."""
    return {path.stem: _shapes(path) for path in sorted(SOURCES.glob("*.svg"))}


def _shapes(path: Path) -> str:
    inside = re.fullmatch(
        r"\s*<svg[^>]*>(.*)</svg>\s*", path.read_text(encoding="utf-8"), re.DOTALL
    )
    if inside is None:
        raise ValueError(f"Not a single <svg> element: {path}")
    return inside.group(1)
