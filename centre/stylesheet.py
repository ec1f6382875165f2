"""The site's stylesheet: component files joined once, with the colours of one commune.

It is sent inside the page, in two ``<style>`` elements, so the policy that forbids inline styles
must be told their hashes. A page is sent the rules of its own classes alone, and those of its main
part just before that part: nothing can be painted before the rules above it have come. See
docs/decisions/0004-inline-css.md.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from centre.colours import Colours, palette

SOURCES = Path(__file__).resolve().parent.parent / "static" / "css"

# Folders of SOURCES, weakest first: within one specificity, a later layer wins. The first ones
# hold all that stands above the main part of a page.
TOP = ("reset", "base", "layout")
REST = ("components", "print")
LAYERS = TOP + REST

# With a port perhaps; the brackets are those of IPv6.
HOST = re.compile(r"[\w.:\[\]-]*", re.ASCII)


class Stylesheet(NamedTuple):
    """The text of a ``<style>`` element and the CSP source that allows it, ``'sha256-…'``."""

    css: str
    csp_hash: str


class Rule(NamedTuple):
    """A rule of CSS: what stands before its braces, and the text or the rules within."""

    prelude: str
    body: str
    inside: "tuple[Rule, ...]" = ()


def stylesheets_for(
    colours: Colours, used: Iterable[str], host: str = ""
) -> tuple[Stylesheet, Stylesheet]:
    """Give the rules for the classes ``used`` in a commune's colours: the top's, then the rest.

    Paper says ``host`` in front of the addresses of the site. Raises ``ValueError`` if a colour is
    not written ``#rrggbb``, or if ``host`` is no name of a host.
    """
    if not HOST.fullmatch(host):
        raise ValueError(f"{host!r} is no name of a host")
    return _stylesheets(colours, _classes().intersection(used), host)


@lru_cache(maxsize=1024)
def _stylesheets(
    colours: Colours, used: frozenset[str], host: str
) -> tuple[Stylesheet, Stylesheet]:
    top, rest = ("".join(kept(parsed(joined(layers)), used)) for layers in (TOP, REST))
    if host:
        rest = f':root{{--host:"{host}"}}{rest}'
    return _hashed(custom_properties(colours) + top), _hashed(rest)


def _hashed(css: str) -> Stylesheet:
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return Stylesheet(css, f"'sha256-{digest}'")


@cache
def joined(layers: tuple[str, ...] = LAYERS) -> str:
    """Give every file of ``layers``, minified, in the order of the cascade."""
    files = (path for layer in layers for path in sorted((SOURCES / layer).glob("*.css")))
    return "".join(minified(path.read_text(encoding="utf-8")) for path in files)


def classes_in(html: str) -> set[str]:
    """Give the classes of the elements of ``html``."""
    return set(" ".join(re.findall(r'class="([^"]*)"', html)).split())


def kept(rules: Iterable[Rule], used: Set[str]) -> Iterator[str]:
    """Give the rules that may match, with those of their selectors that may."""
    for prelude, body, inside in rules:
        if inside:
            body = "".join(kept(inside, used))
        elif not prelude.startswith("@"):
            prelude = ",".join(one for one in prelude.split(",") if _needs(one) <= used)
        if prelude and body:
            yield f"{prelude}{{{body}}}"


@cache
def _classes() -> frozenset[str]:
    return _needs(re.sub(r"{[^{}]*}", " ", joined()))


@cache
def _needs(selectors: str) -> frozenset[str]:
    return frozenset(re.findall(r"\.([a-z][\w-]*)", selectors))


@cache
def parsed(css: str) -> tuple[Rule, ...]:
    """Give the rules of minified ``css``, those of an at-rule inside it."""
    rules, depth, start, opened = [], 0, 0, 0
    for at in (match.start() for match in re.finditer(r"[{}]", css)):
        if css[at] == "{":
            depth += 1
            opened = at if depth == 1 else opened
            continue
        depth -= 1
        if depth == 0:
            body = css[opened + 1 : at]
            rules.append(Rule(css[start:opened], body, parsed(body) if "{" in body else ()))
            start = at + 1
    return tuple(rules)


def minified(css: str) -> str:
    """Drop comments and the spaces that mean nothing; strings must hold neither."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    on_one_line = re.sub(r"\s+", " ", without_comments)
    tight = re.sub(r" ?([{};,>]) ?", r"\1", on_one_line)
    return re.sub(r": (?=[^{}]*[;}])", ":", tight).replace(";}", "}").strip()


def custom_properties(colours: Colours) -> str:
    """Give the custom properties of a commune's colours, light and dark."""
    names = palette(*colours)
    light = "".join(
        f"--{name}:{value};" for name, value in names.items() if not name.startswith("dark-")
    )
    dark = "".join(
        f"--{name.removeprefix('dark-')}:{value};"
        for name, value in names.items()
        if name.startswith("dark-")
    )
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
