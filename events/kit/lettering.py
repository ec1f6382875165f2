"""The largest letters in which words fill the room that a sheet gives them.

Pure: text and numbers in, a number out. Lengths are in the unit of the sheet, a
fifty-eighth of its width.
"""

import textwrap

UNITS = 58
"""Widths of sheets in their unit."""

SIZES = (8.4, 7.2, 6.2, 5.4, 4.7, 4.1, 3.6, 3.1, 2.7, 2.3)
"""Heights of letters, by number; ``static/css/kit/kit.css`` has them as ``size-0`` and on."""

WIDTH = 0.6
"""Mean width of a bold letter over its height, in the wider fonts of Linux, Android and Windows."""

LEADING = 1.1


def lines(text: str, width: float, size: float, mean: float = WIDTH) -> int:
    """Return how many lines ``text`` takes in letters of ``size``, ``mean`` wide for one high."""
    letters = max(1, int(width / (size * mean)))
    return len(textwrap.wrap(text, letters, break_on_hyphens=False))


def size_number(text: str, width: float, height: float, largest: int = 0) -> int:
    """Return the number in ``SIZES`` of the largest letters with which ``text`` fits a room.

    It is broken at spaces that are not no-break spaces. The smallest when none fits.
    """
    for number in range(largest, len(SIZES)):
        letters = int(width / (SIZES[number] * WIDTH))
        if max(map(len, text.split(" "))) > letters:
            continue
        if lines(text, width, SIZES[number]) * SIZES[number] * LEADING <= height:
            return number
    return len(SIZES) - 1
