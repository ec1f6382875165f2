"""Colours of a commune: from the pair it chose, every tint the site needs, legible by construction.

Pure: takes and gives ``#rrggbb`` strings. Knows no request, no database, no model.
"""

import colorsys
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AA = 4.5
"""Smallest contrast of text on its background: WCAG 2.2, success criterion 1.4.3."""

VISIBLE = 2.0
"""Smallest contrast of an ornament with the page: it carries no meaning, so AA does not apply."""

DARK_SATURATION = 0.4
"""Largest saturation (HLS) of the main colour on a dark page."""


class Colours(NamedTuple):
    """The two colours a commune chooses, as ``#rrggbb``."""

    primary: str = "#15505c"
    accent: str = "#c98a2b"


# Text colour and the background it is set on, as the stylesheet uses them.
PAIRS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "tint"),
    ("primary", "paper"),
    ("primary", "surface"),
    ("primary", "tint"),
    ("on-primary", "primary"),
    ("on-tint", "tint"),
    ("on-warm", "warm"),
    ("on-good", "good"),
    ("on-alert", "alert"),
    ("on-alert", "surface"),
)

_LIGHT = {
    "paper": "#fbf8f2",
    "surface": "#ffffff",
    "ink": "#1c2329",
    "muted": "#535c63",
    "line": "#e6ddcf",
    "on-primary": "#ffffff",
    "good": "#e5f0e2",
    "on-good": "#23502c",
    "alert": "#fae5df",
    "on-alert": "#7d2a1b",
}
_DARK = {
    "paper": "#12171a",
    "surface": "#1b2226",
    "ink": "#f1ece3",
    "muted": "#b9bfc0",
    "line": "#374147",
    "on-primary": "#12171a",
    "good": "#1d3323",
    "on-good": "#b5dcb8",
    "alert": "#46221b",
    "on-alert": "#f6c2b4",
}
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(a: str, b: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21, by the formula of WCAG 2.2.

    Raises ``ValueError`` for anything but ``#rrggbb``.
    """
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def problem(field: str, colour: str) -> str | Promise | None:
    """Say why a commune may not choose this colour for ``field``, or ``None`` if it may.

    The main colour carries white text; the second one only has to be seen on paper.
    """
    if not _HEX.fullmatch(colour):
        return _("Write a colour as # and six digits, like #15505c.")
    if field == "primary_colour" and contrast(colour, "#ffffff") < AA:
        return _("White text could not be read on this colour: choose a darker one.")
    if contrast(colour, _LIGHT["paper"]) < VISIBLE:
        return _("This colour could not be seen on the page: choose a darker one.")
    return None


def palette(primary: str, accent: str) -> dict[str, str]:
    """Give every colour of the site by name; those of the dark scheme are named ``dark-…``.

    Each pair of ``PAIRS`` has a contrast of at least ``AA`` in both schemes, whatever the two
    colours. Raises ``ValueError`` for anything but ``#rrggbb``.
    """
    light = _scheme(_LIGHT, primary, accent, strength=0.1, end=0.0)
    dark = _scheme(_DARK, _calm(primary), accent, strength=0.22, end=1.0)
    return light | {f"dark-{name}": value for name, value in dark.items()}


def _scheme(
    neutrals: dict[str, str], primary: str, accent: str, *, strength: float, end: float
) -> dict[str, str]:
    tint = _mixed(primary, neutrals["surface"], strength)
    warm = _mixed(accent, neutrals["surface"], strength + 0.04)
    grounds = (neutrals["paper"], neutrals["surface"], tint)
    strong = _legible(primary, grounds, end)
    return neutrals | {
        "primary": strong,
        "tint": tint,
        "on-tint": _legible(_mixed(strong, neutrals["ink"], 0.5), (tint,), end),
        "ink": _legible(neutrals["ink"], grounds, end),
        "muted": _legible(neutrals["muted"], grounds, end),
        "accent": _hex(_rgb(accent)),
        "warm": warm,
        "on-warm": _legible(_mixed(accent, neutrals["ink"], 0.45), (warm,), end),
    }


def _legible(colour: str, grounds: Iterable[str], end: float) -> str:
    """Move the lightness towards ``end`` until it is legible on every ground, keeping the hue."""
    grounds = tuple(grounds)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    candidate = _hex(_rgb(colour))
    for step in range(1, 101):
        if min(contrast(candidate, ground) for ground in grounds) >= AA:
            break
        moved = lightness + (end - lightness) * step / 100
        candidate = _hex(colorsys.hls_to_rgb(hue, moved, saturation))
    return candidate


def _calm(colour: str) -> str:
    """Take away what would glare once lightened for a dark page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness, min(saturation, DARK_SATURATION)))


def _mixed(colour: str, ground: str, strength: float) -> str:
    over, under = _rgb(colour), _rgb(ground)
    return _hex(tuple(o * strength + u * (1 - strength) for o, u in zip(over, under, strict=True)))


def _luminance(colour: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def _rgb(colour: str) -> tuple[float, float, float]:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"Not a colour written #rrggbb: {colour!r}")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
