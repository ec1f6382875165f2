"""The site's stylesheet: component files joined once, with the colours of one commune.

It is sent inside the page, in one ``<style>`` element, so the policy that forbids inline styles
must be told its hash. See docs/decisions/0004-inline-css.md.
"""

import re
from base64 import b64encode
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from centre.colours import Colours, palette

SOURCES = Path(__file__).resolve().parent.parent / "static" / "css"

# Folders of SOURCES, weakest first: within one specificity, a later layer wins.
LAYERS = ("reset", "base", "layout", "components", "print")


class Stylesheet(NamedTuple):
    """The text of the ``<style>`` element and the CSP source that allows it."""

    css: str
    csp_hash: str


@lru_cache(maxsize=256)
def stylesheet_for(colours: Colours) -> Stylesheet:
    """Give the whole stylesheet in a commune's colours, and its hash as ``'sha256-…'``.

    Raises ``ValueError`` if a colour is not written ``#rrggbb``.
    """
    css = _custom_properties(palette(*colours)) + joined()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return Stylesheet(css, f"'sha256-{digest}'")


@cache
def joined() -> str:
    """Give every file of every layer, minified, in the order of the cascade."""
    files = (path for layer in LAYERS for path in sorted((SOURCES / layer).glob("*.css")))
    return "".join(minified(path.read_text(encoding="utf-8")) for path in files)


def minified(css: str) -> str:
    """Drop comments and the spaces that mean nothing; strings must hold neither."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    on_one_line = re.sub(r"\s+", " ", without_comments)
    tight = re.sub(r" ?([{};,>]) ?", r"\1", on_one_line)
    return re.sub(r": (?=[^{}]*[;}])", ":", tight).replace(";}", "}").strip()


def _custom_properties(colours: dict[str, str]) -> str:
    light = "".join(
        f"--{name}:{value};" for name, value in colours.items() if not name.startswith("dark-")
    )
    dark = "".join(
        f"--{name.removeprefix('dark-')}:{value};"
        for name, value in colours.items()
        if name.startswith("dark-")
    )
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
