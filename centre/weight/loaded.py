"""What a browser loads with a page, and which file of each picture a phone takes.

Pure: the text of a page in, addresses out. Lazy pictures count too, as if she read to the end.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

SCREEN = 360  # CSS pixels
DENSITY = 2
ROOT_EM = 18  # CSS pixels

PICTURE, SCRIPT, STYLE, ICON = "picture", "script", "style", "icon"
LINKS = {
    "stylesheet": STYLE,
    "manifest": STYLE,
    "preload": STYLE,
    "modulepreload": SCRIPT,
    "icon": ICON,
}


@dataclass(frozen=True)
class Part:
    """A file that comes with a page: its address, its kind, and for a picture its words."""

    address: str
    kind: str
    words: str = ""


class Loader(HTMLParser):
    """Finds what a browser loads by itself."""

    def __init__(self, html: str = "") -> None:
        super().__init__()
        self._icon = Part("/favicon.ico", ICON)
        self._parts: dict[str, Part] = {}
        self._source = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what an element loads."""
        values = {name: value or "" for name, value in attributes}
        kind = LINKS.get(values.get("rel", "")) if tag == "link" else None
        if kind == ICON:
            self._icon = Part(values["href"], ICON)
        elif kind:
            self._add(Part(values["href"], kind))
        elif tag == "script" and "src" in values:
            self._add(Part(values["src"], SCRIPT))
        elif tag == "source" and "srcset" in values:
            self._source = self._source or chosen(values)
        elif tag == "img":
            self._add(Part(self._source or chosen(values), PICTURE, values.get("alt", "")))
            self._source = ""

    def _add(self, part: Part) -> None:
        if not part.address.startswith("data:"):
            self._parts.setdefault(part.address, part)

    def loaded(self) -> list[Part]:
        """Return each file once, the icon last."""
        return [*self._parts.values(), self._icon]


def chosen(values: dict[str, str]) -> str:
    """Return the file a phone takes: the smallest that is sharp on its screen, else the largest."""
    if not (candidates := values.get("srcset")):
        return values["src"]
    files = [candidate.split() for candidate in candidates.split(",")]
    widths = sorted((int(width[0][:-1]) if width else 0, file) for file, *width in files)
    needed = css_pixels(values.get("sizes", "100vw")) * DENSITY
    return next((file for width, file in widths if width >= needed), widths[-1][1])


def css_pixels(sizes: str) -> float:
    """Return the width that ``sizes`` gives on a narrow screen: its entry without condition."""
    size = sizes.split(",")[-1].strip()
    for unit, pixels in (("vw", SCREEN / 100), ("rem", ROOT_EM), ("px", 1)):
        if size.endswith(unit):
            return float(size.removesuffix(unit)) * pixels
    return SCREEN
