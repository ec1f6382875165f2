"""How high a sheet will be, so that its letters are made smaller before it needs a second page.

Pure: words in, a height out, in rem. The heights are those of ``static/css/kit/kit.css``, taken
for the wider fonts: a sheet is at most as high as said here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from events.kit.lettering import SIZES, UNITS, lines

PLAIN = 0.5
"""Mean width of a letter that is not bold over its height."""

MARGINS, PICTOGRAM = 7, 13
"""What the margins and a pictogram take of the width."""

GAP = 1.3
TOP, BOTTOM, FOOT, DEMONSTRATION = 10.5, 2.2, 4.9, 2.4
STATUS, KIND, CONTACT, CODE = 7.8, 3.1, 10.6, 12.7
CHIP_ROW, CHIP_SIDES = 5, 7.1


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a sheet; ``sizes`` are numbers of ``SIZES``."""

    title: str
    sentence: str
    day: str
    hours: str
    more: str
    place: str
    landmarks: str
    status: str
    reason: str
    kind: str
    off: Sequence[str]
    good: Sequence[str]
    details: Sequence[str]
    sizes: Mapping[str, int]
    has_phone: bool
    has_code: bool
    has_foot: bool
    is_demonstration: bool


def height_of(words: Words, scale: float = 1) -> float:
    """Return the height of a sheet with ``words``, all its gaps at their smallest.

    Letters ``scale`` times as large leave more of them room on a line.
    """
    inside = UNITS / scale - MARGINS
    beside = inside - PICTOGRAM
    blocks = [
        TOP + words.is_demonstration * DEMONSTRATION,
        STATUS + _plain(words.reason, 2.3, inside - 4) if words.status else 0,
        bool(words.kind) * KIND
        + _bold(words.title, words.sizes["title"], inside)
        + _below(words.sentence, 2.4, inside, 1),
        3.6
        + _bold(words.day, words.sizes["day"], beside)
        + _bold(words.hours, words.sizes["hours"], beside)
        + _below(words.more, 2, beside, 1.3),
        *(_plain(line, 2.2, inside) for line in words.off),
        max(
            6.2,
            _bold(words.place, words.sizes["place"], beside)
            + _below(words.landmarks, 2, beside, 0.6),
        )
        if words.place
        else 0,
        _rows(words.good, inside) * CHIP_ROW,
        sum(_below(line, 1.9, inside, 0.5) for line in words.details),
        max(words.has_phone * CONTACT, words.has_code * CODE),
        words.has_foot * FOOT + BOTTOM,
    ]
    return sum(block + GAP for block in blocks if block)


def _bold(text: str, number: int, width: float) -> float:
    return lines(text, width, SIZES[number]) * SIZES[number] * 1.15


def _plain(text: str, size: float, width: float) -> float:
    return lines(text, width, size, PLAIN) * size * 1.3


def _below(text: str, size: float, width: float, space: float) -> float:
    return space + _plain(text, size, width) if text else 0


def _rows(chips: Sequence[str], inside: float) -> int:
    """Return how many rows the rounded boxes of ``chips`` take."""
    rows, used = 0, inside
    for chip in chips:
        width = CHIP_SIDES + len(chip) * 2 * 0.62
        if used + width > inside:
            rows, used = rows + 1, 0.0
        used += width
    return rows
