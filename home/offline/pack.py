"""The pack: everything that a phone keeps of a centre, in one answer, whole or nothing."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from csp.utils import build_policy
from django.contrib.staticfiles.finders import find
from django.middleware.gzip import GZipMiddleware
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from centre.cache.snapshot import snapshot
from centre.colours import Colours
from centre.stylesheet import Stylesheet, classes_in, stylesheets_for
from home.navigation import surroundings_of
from home.offline.content import content_of
from home.offline.neutral import neutral_page
from home.offline.parts import Page, most_that_fit, parts_of, size_of, tightened
from home.offline.rendering import Pages

# What the phone knows how to read: another number when that changes, in sw.js too.
FORMAT = 1
# As it travels, compressed, with the bytes that Django adds at random against BREACH.
LIMIT = 150_000
SCRIPTS = ("js/exit.js", "js/offline.js")
CUT = "<!--cut-->"


@dataclass(frozen=True)
class Facts:
    """What the page that offers the copy says of it. ``octets`` is what it costs to fetch."""

    octets: int
    services: int
    places: int
    left_out: int


@dataclass(frozen=True)
class Pack:
    """The answer, and what is in it."""

    content: bytes
    facts: Facts


def pack_of(home, at: dt.datetime) -> Pack:
    """Return the pack of the centre of ``home``, the same for everybody and all day long.

    When not everything fits, the last services of the list are left out; the list still names
    them.
    """
    content = content_of(home, at)
    pages = Pages(content)
    offered = pages.by_importance()
    build = partial(_build, pages)
    room = LIMIT - GZipMiddleware.max_random_bytes
    kept = most_that_fit(offered, lambda some: size_of(build(some)), room)
    packed, left_out = build(kept), len(offered) - len(kept)
    services = len(content.services) if content.is_open else 0
    facts = Facts(
        octets=size_of(packed),
        services=max(0, services - left_out),
        places=len(content.directory.public_places()) if content.is_open else 0,
        left_out=left_out,
    )
    return Pack(packed, facts)


def facts_of(home, at: dt.datetime) -> Facts:
    """Return what is in the pack, remembered until something changes in the centre."""
    return snapshot(home.branch, "offline", lambda branch: pack_of(home, at).facts)


def _build(pages: Pages, kept: Sequence[Page]) -> bytes:
    home = pages.home
    cards = pages.cards if pages.content.is_open else []
    missing = get_template("offline/missing.html").render({"home": home, "root": pages.root})
    listed = [page.as_json() for page in kept]
    pack = {
        "format": FORMAT,
        "root": pages.root,
        "words": words(),
        "suffix": f" · {home.public_title}",
        **_frame(pages, json.dumps([listed, cards, missing])),
        "cards": cards,
        "pages": listed,
        "missing": {"name": _("Without network"), "parts": parts_of(missing), "strip": True},
        "exit": neutral_page(home),
        "files": {static(name): script(name) for name in SCRIPTS},
    }
    text = json.dumps(pack, ensure_ascii=False, separators=(",", ":"))
    version = hashlib.sha256(text.encode()).hexdigest()[:24]
    return f'{{"version":"{version}",{text[1:]}'.encode()


def words() -> dict:
    """Return what the phone needs to say when the copy was made; in braces what it fills in."""
    return {
        "days": [str(WEEKDAYS[(day - 1) % 7]) for day in range(7)],
        "months": [str(MONTHS[month]) for month in range(1, 13)],
        "first": pgettext("day of the month", "1st"),
        "date": _("{weekday} {day} {month} {year}, {time}"),
        "hour": _("{hour}:00"),
        "minutes": _("{hour}:{minutes}"),
    }


def _frame(pages: Pages, all_html: str) -> dict:
    """Return what surrounds every page, in five pieces, and the policy that it is shown under.

    Between them come the title and the main part; the fourth holds the numbers to call in danger.
    """
    home, around = pages.home, surroundings_of(pages.home)
    template = get_template("offline/frame.html")
    context = {
        "home": home,
        "around": around,
        "entries": [
            {"label": one.label, "pictogram": one.pictogram, "url": pages.root + one.path}
            for one in around.entries
        ],
        "help_lines": pages.content.directory.help_lines,
    }
    banner = get_template("offline/banner.html").render({"home": home})
    bare = template.render(context)
    used = classes_in(bare + banner + all_html.replace('\\"', '"'))
    styles = stylesheets_for(Colours(home.primary_colour, home.accent_colour), used)
    framed = template.render(context | {"styles": [style.css for style in styles]})
    return {
        "policy": policy(styles),
        "banner": tightened(banner),
        "frame": tightened(framed).split(CUT),
    }


def policy(styles: Sequence[Stylesheet]) -> str:
    """Return the content security policy of public pages that hold ``styles``."""
    written = build_policy(update={"style-src": [style.csp_hash for style in styles]})
    # The library writes its parts in no order, and the pack must be the same in every process.
    return "; ".join(sorted(written.split("; ")))


def script(name: str) -> str:
    """Return the text of the script ``name`` of ours."""
    return Path(find(name)).read_text(encoding="utf-8")
