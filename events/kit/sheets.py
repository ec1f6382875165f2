"""Sheets that announce an event: a poster, a leaflet, a picture, from one set of templates."""

import datetime as dt
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from centre.colours import palette
from centre.formats import NBSP, TOGO, phone_in_words
from centre.stylesheet import SOURCES, Stylesheet, minified
from events.kit import facts
from events.kit.facts import Dates, announced, dates_of, title_of
from events.kit.heights import Words, height_of
from events.kit.lettering import UNITS, size_number
from events.kit.lines import (
    day_of,
    details_of,
    funders_of,
    good_to_know,
    hours_of,
    off_in_words,
    short_address,
)
from events.models import EventPage

SCALES = [percent / 100 for percent in range(100, 50, -2)]
"""How large letters may be made; no smaller than half, whatever there is to say."""

MANY_FUNDERS = 6


@dataclass(frozen=True)
class Sheet:
    """A format. ``width`` and ``height`` are in ``unit``, rooms (width, height) in rem.

    ``good`` is how many things good to know it has room for, ``details`` how many lines.
    """

    css_class: str
    label: str
    unit: str
    width: float
    height: float
    title: tuple[float, float]
    day: tuple[float, float]
    place: tuple[float, float]
    phone: float
    good: int
    details: int
    has_code: bool = True
    funders: int = MANY_FUNDERS

    def style(self, scale: float = 1) -> str:
        """Return the rules of the format, for paper and for a screen.

        Its letters are ``scale`` times as large as they are drawn.
        """
        rem = self.width / UNITS * scale
        # A hair less than the sheet: a rounding must not begin a second one.
        height = self.height * 0.9995
        wide, high = f"{self.width}{self.unit}", f"{height:.3f}{self.unit}"
        return (
            f"@page{{size:{wide} {self.height}{self.unit};margin:0}}"
            f"html{{font-size:{rem:.4f}{self.unit}}}"
            f".sheet{{width:{wide};min-height:{high}}}"
            "@media screen{"
            f"html{{font-size:min({rem:.4f}{self.unit},{100 / UNITS * scale:.4f}vw)}}"
            f".sheet{{width:min({wide},100vw);"
            f"min-height:min({high},{100 * self.height / self.width:.2f}vw)}}}}"
        )

    def smaller(self, scale: float) -> str:
        """Return the rule that makes letters ``scale`` times as large as they are drawn."""
        return f"html{{font-size:{self.width / UNITS * scale:.4f}{self.unit}!important}}"

    def scale_for(self, words: Words) -> float:
        """Return how much smaller letters must be for ``words`` to fit: at most 1."""
        room = UNITS * self.height / self.width
        fitting = (one for one in SCALES if height_of(words, one) <= room / one)
        return next(fitting, SCALES[-1])


POSTER = Sheet(
    "poster",
    gettext_lazy("A4 poster"),
    "mm",
    210,
    297,
    title=(51, 17.5),
    day=(38, 9.1),
    place=(38, 8),
    phone=36,
    good=4,
    details=1,
)
LEAFLET = Sheet(
    "leaflet",
    gettext_lazy("A5 leaflet"),
    "mm",
    148,
    210,
    title=(51, 12),
    day=(38, 8),
    place=(38, 7),
    phone=36,
    good=6,
    details=4,
)
SQUARE = Sheet(
    "square",
    gettext_lazy("square picture"),
    "px",
    1080,
    1080,
    title=(52, 13.5),
    day=(42, 5.2),
    place=(42, 6.5),
    phone=40,
    good=0,
    details=0,
    has_code=False,
    funders=0,
)


def render_sheet(sheet: Sheet, event: EventPage, now: dt.datetime, ways=()) -> tuple[str, str]:
    """Return the page of ``sheet`` for ``event`` at ``now``, and the CSP source of its style.

    ``ways`` are labels and addresses of the ways on, for a page seen on a screen. Raises
    ``NoDiscreetWording``.
    """
    event = announced(event)
    home = event.owner_branch.root_page.specific
    dates = dates_of(event, now)
    context = sheet_context(sheet, event, dates)
    scale = sheet.scale_for(words_of(context, event.is_demonstration or home.is_demonstration))
    style = stylesheet(sheet, home.primary_colour, home.accent_colour, scale)
    context |= {
        "css": mark_safe(style.css),  # noqa: S308  our own file, and colours checked by a field
        "home": home,
        "ink": home.primary_colour,
        "when_ink": "#000000" if dates.is_off else "#ffffff",
        "ways": ways,
    }
    return render_to_string("kit/sheet.html", context), style.csp_hash


def stylesheet(sheet: Sheet, primary: str, accent: str, scale: float = 1) -> Stylesheet:
    """Return the rules of ``sheet`` in the light colours of a commune."""
    return in_colours(f"{_rules()}{sheet.style(scale)}", primary, accent)


def in_colours(rules: str, primary: str, accent: str) -> Stylesheet:
    """Return ``rules`` in the light colours of a commune, which are those for paper."""
    colours = palette(primary, accent).items()
    names = "".join(f"--{name}:{hue};" for name, hue in colours if not name.startswith("dark-"))
    css = f":root{{{names}}}{rules}"
    return Stylesheet(css, f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'")


@cache
def _rules() -> str:
    return minified((SOURCES / "kit" / "kit.css").read_text(encoding="utf-8"))


def sheet_context(sheet: Sheet, event: EventPage, dates: Dates) -> dict:
    """Return what a sheet says. Raises ``NoDiscreetWording``."""
    words = {
        "title": title_of(event),
        "day": day_of(dates),
        "hours": capfirst(hours_of(dates)),
        "place": capfirst(facts.place_in_words(event, dates)),
        "phone": facts.phone_of(event),
    }
    link = facts.link_of(event)
    return words | {
        "sheet": sheet,
        # Plain spaces: a font may lack the others.
        "number": phone_in_words(words["phone"]).replace(NBSP, " "),
        "event": event,
        "dates": dates,
        "sizes": sizes(sheet, words),
        "kind": "" if event.sensitive else capfirst(event.get_kind_display()),
        "sentence": event.public_introduction,
        "status": dates.status,
        "reason": dates.first.reason if dates.first else "",
        "more": "" if dates.is_off else facts.more_in_words(event, dates),
        "off": off_in_words(dates),
        "landmarks": facts.landmarks_of(event, dates) if sheet.details else "",
        "good": good_to_know(event)[: sheet.good],
        "details": details_of(event)[: sheet.details],
        "code": link if sheet.has_code else "",
        "address": short_address(link),
        "funders": funders_of(event)[: sheet.funders],
    }


def words_of(context: dict, is_demonstration: bool) -> Words:
    """Return the words of a sheet, as its height is reckoned from them."""
    names = ("title", "sentence", "day", "hours", "more", "place", "landmarks")
    return Words(
        **{name: context[name] for name in (*names, "status", "reason", "kind", "off", "sizes")},
        good=[words for _pictogram, words in context["good"]],
        details=[f"{label} : {words}" for label, words in context["details"]],
        has_phone=bool(context["phone"]),
        has_code=bool(context["code"]),
        has_foot=bool(context["funders"]),
        is_demonstration=is_demonstration,
    )


def sizes(sheet: Sheet, words: dict[str, str]) -> dict[str, int]:
    """Return the number of the letters of each of ``words``."""
    # Digits are narrower than letters, and the spaces between them narrower still.
    digits = "0" * (len(words["phone"].removeprefix(TOGO)) + 2)
    day = size_number(words["day"], *sheet.day, largest=2)
    return {
        "title": size_number(words["title"], *sheet.title),
        "day": day,
        "hours": size_number(words["hours"], *sheet.day, largest=day),
        "place": size_number(words["place"], *sheet.place, largest=4),
        "phone": size_number(digits, sheet.phone, 6, largest=3),
    }
