"""What a phone loads on a first and on a repeat visit of a page, favicon included."""

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser

from bench.client import Connection, Response

SCREEN = 360  # CSS pixels
DENSITY = 2
ROOT_EM = 18


@dataclass
class Visit:
    """Bytes on the line, heads included, and number of requests."""

    page: int = 0
    pictures: int = 0
    requests: int = 0

    def add(self, response: Response, is_picture: bool) -> None:
        """Count one answer."""
        self.requests += 1
        if is_picture:
            self.pictures += response.size
        else:
            self.page += response.size

    @property
    def total(self) -> int:
        """Everything, pictures included."""
        return self.page + self.pictures


def visits(port: int, path: str) -> tuple[Visit, Visit]:
    """Return what a first visit of a page costs, and a second one a moment later."""
    connection = Connection(port)
    first, again = Visit(), Visit()
    answer = connection.get(path)
    first.add(answer, False)
    again.add(connection.get(path, If_None_Match=answer.headers.get("etag", '""')), False)
    loader = Loader()
    loader.feed(gzip.decompress(answer.body).decode())
    for address, is_picture in loader.loaded():
        part = connection.get(address)
        first.add(part, is_picture)
        if "max-age" not in part.headers.get("cache-control", ""):
            tag = part.headers.get("etag", '""')
            again.add(connection.get(address, If_None_Match=tag), is_picture)
    connection.close()
    return first, again


class Loader(HTMLParser):
    """Finds what a browser loads by itself; lazy pictures too, as if she read to the end."""

    def __init__(self):
        super().__init__()
        self.icon = "/favicon.ico"
        self.parts: dict[str, bool] = {}
        self.source = ""

    def handle_starttag(self, tag, attributes):
        """Note what an element loads."""
        values = {name: value or "" for name, value in attributes}
        if tag == "link" and values.get("rel") == "icon":
            self.icon = values["href"]
        elif tag == "link" and values.get("rel") in ("stylesheet", "manifest", "preload"):
            self.parts[values["href"]] = False
        elif tag == "script" and "src" in values:
            self.parts[values["src"]] = False
        elif tag == "source" and "srcset" in values:
            self.source = self.source or chosen(values)
        elif tag == "img":
            self.parts[self.source or chosen(values)] = True
            self.source = ""

    def loaded(self) -> list[tuple[str, bool]]:
        """Return each address, and whether it is a picture."""
        return [part for part in {**self.parts, self.icon: False}.items() if part[0][:5] != "data:"]


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
