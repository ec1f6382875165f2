"""What a page weighs on a phone, part by part."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from centre.weight.loaded import ICON, PICTURE, SCRIPT, STYLE, Loader, Part
from centre.weight.pages import octets_at

# Bytes, as the design counts them: one round trip for the page, and twice that with its pictures.
PAGE_BUDGET = 14_000
BUDGET = 28_000
_STYLES = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Weight:
    """Bytes as they are sent, compressed where that helps; heads of answers not included."""

    html: int
    css: int
    scripts: int
    icon: int
    pictures: tuple[tuple[Part, int], ...]

    @property
    def page(self) -> int:
        """What comes before anything can be read, and the scripts."""
        return self.html + self.css + self.scripts

    @property
    def images(self) -> int:
        """All the pictures that a phone takes."""
        return sum(octets for _part, octets in self.pictures)

    @property
    def total(self) -> int:
        """Everything."""
        return self.page + self.icon + self.images


def weight_of(html: str) -> Weight:
    """Return the weight of the page whose text is ``html``. A lost file weighs nothing."""
    text = _packed(_STYLES.sub("", html).encode())
    files = {part: _octets(part) for part in Loader(html).loaded()}
    by_kind = {
        kind: sum(octets for part, octets in files.items() if part.kind == kind)
        for kind in (SCRIPT, STYLE, ICON)
    }
    pictures = ((part, octets) for part, octets in files.items() if part.kind == PICTURE)
    return Weight(
        html=text,
        css=_packed(html.encode()) - text + by_kind[STYLE],
        scripts=by_kind[SCRIPT],
        icon=by_kind[ICON],
        pictures=tuple(sorted(pictures, key=lambda one: -one[1])),
    )


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 7, mtime=0))


def _octets(part: Part) -> int:
    if part.address.startswith(settings.STATIC_URL):
        return _static(part.address.removeprefix(settings.STATIC_URL))
    return octets_at(part.address) or 0


@lru_cache(maxsize=256)
def _static(name: str) -> int:
    path = Path(finders.find(name) or staticfiles_storage.path(name))
    return _packed(path.read_bytes()) if path.is_file() else 0
