"""What a kept page is made of, and how many pages fit.

Pure. A page is rendered once, on the server, and put together on the phone: what is over by then
must be left out, and what several pages show is kept once. Templates mark such places by comments,
which no editor's text can hold.
"""

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Text as it is, the number of a card, or text under a condition.
Part = str | int | dict[str, str | int]

_MARK = re.compile(r"<!--(?:until (\d+)|card (\d+)|otherwise)-->(.*?)<!--end-->")
# Not the no-break space, which belongs to the words.
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Page:
    """A kept page: its address below the centre's root, its name, its main part.

    ``section`` is the entry of the navigation it is under; ``has_strip``, whether the numbers to
    call in danger stand below it.
    """

    path: str
    name: str
    parts: list[Part]
    section: str = ""
    has_strip: bool = True

    def as_json(self) -> dict[str, object]:
        """Return it as the phone keeps it."""
        return {
            "path": self.path,
            "name": self.name,
            "parts": self.parts,
            "section": self.section,
            "strip": self.has_strip,
        }


def tightened(html: str) -> str:
    """Return ``html`` with one space where there are several and lines end."""
    return _SPACES.sub(" ", html).strip()


def parts_of(html: str) -> list[Part]:
    """Return the parts of ``html``, cut at its marks.

    ``<!--until 1764000000000-->…<!--end-->`` is shown before that moment (milliseconds since 1970),
    ``<!--otherwise-->…<!--end-->`` when nothing dated of the page is shown any more, and
    ``<!--card 3--><!--end-->`` stands for the card of that number.
    """
    html, start = tightened(html), 0
    parts: list[Part] = []
    for mark in _MARK.finditer(html):
        parts += [html[start : mark.start()], _part(mark)]
        start = mark.end()
    return [part for part in [*parts, html[start:]] if part != ""]


def _part(mark: re.Match[str]) -> Part:
    until, card, html = mark.groups()
    if card:
        return int(card)
    return {"until": int(until), "html": html} if until else {"otherwise": html}


def size_of(content: bytes) -> int:
    """Return how many bytes of ``content`` travel, as servers compress them."""
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def most_that_fit(
    items: Sequence[Page], weigh: Callable[[Sequence[Page]], int], limit: int
) -> Sequence[Page]:
    """Return as many of the first ``items`` as weigh at most ``limit``.

    ``weigh`` gets the first items and must never give less for more of them.
    """
    if weigh(items) <= limit:
        return items
    fits, too_many = 0, len(items)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if weigh(items[:middle]) <= limit:
            fits = middle
        else:
            too_many = middle
    return items[:fits]
