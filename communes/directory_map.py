"""The country as a diagram: its regions from the north down to the coast, a dot for each commune.

No boundary and no position of a commune is in our data, and none is invented: the order is that
of the official list, and the page says that it is no map.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from communes.where import REGIONS

WIDTH = 320
MARGIN = 12
STEP, BETWEEN = 15, 9
HEADING, ROW, FOOT = 30, 20, 4
BAND_GAP = 6
# Names that stand beside that of the region; the others are read out, and stand in the list.
NAMED = 2
NAME_WIDTH = 95


@dataclass(frozen=True)
class Dot:
    """A commune that is linked. ``label_x``: where its name ends, 0 without one."""

    x: int
    y: int
    name: str
    url: str
    label_x: int = 0


@dataclass(frozen=True)
class Band:
    """A region; ``dots`` are its communes without a link, as the outline of an SVG path."""

    name: str
    y: int
    height: int
    dots: str
    linked: list[Dot]

    @property
    def label_y(self) -> int:
        """Where the names of the band stand."""
        return self.y + 20


@dataclass(frozen=True)
class Drawing:
    """The whole diagram, in units of its own."""

    width: int
    height: int
    bands: list[Band]


def drawing(communes, urls: dict[int, str]) -> Drawing:
    """Return the diagram of ``communes``; those with an address in ``urls``, by key, are linked."""
    bands: list[Band] = []
    top = 0
    for region in reversed(REGIONS):
        theirs = [one for one in communes if one.region == region]
        if theirs:
            bands.append(_band(region, theirs, urls, top))
            top += bands[-1].height + BAND_GAP
    return Drawing(WIDTH, max(0, top - BAND_GAP), bands)


def _band(region: str, communes, urls: dict[int, str], top: int) -> Band:
    points = list(_points(communes, top + HEADING + ROW // 2))
    linked = [(one, x, y) for one, x, y in points if one.pk in urls]
    width = NAME_WIDTH if len(linked) <= NAMED else 0
    return Band(
        name=region,
        y=top,
        height=points[-1][2] + ROW // 2 + FOOT - top,
        dots="".join(f"M{x} {y}h0" for one, x, y in points if one.pk not in urls),
        linked=[
            Dot(x, y, one.name, urls[one.pk], width and WIDTH - MARGIN - width * number)
            for number, (one, x, y) in enumerate(reversed(linked))
        ],
    )


def _points(communes, y: int) -> Iterable[tuple]:
    """Yield each commune and its point, those of a prefecture side by side on one row."""
    x = MARGIN
    for _name, group in groupby(communes, key=lambda one: one.prefecture):
        theirs = list(group)
        if x > MARGIN and x + len(theirs) * STEP > WIDTH - MARGIN:
            x, y = MARGIN, y + ROW
        for commune in theirs:
            yield commune, x + STEP // 2, y
            x += STEP
        x += BETWEEN
