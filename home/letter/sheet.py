"""The letter of a month on paper: one page of HTML that carries its own look."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from centre.stylesheet import SOURCES, minified
from events.kit.sheets import in_colours
from home.front import front_page_of
from home.letter.contents import Letter
from home.models import NewsIndexPage


def render_letter(index: NewsIndexPage, letter: Letter, address: str) -> str:
    """Return the sheets of ``letter``, whose public page is at ``address``."""
    home = front_page_of(index)
    style = in_colours(_rules(), home.primary_colour, home.accent_colour)
    context = {
        "css": mark_safe(style.css),  # noqa: S308  our own file, and colours checked by a field
        "home": home,
        "around": home.surroundings,
        "letter": letter,
        "address": address,
        "is_demonstration": index.is_demonstration or home.is_demonstration,
    }
    return render_to_string("kit/letter.html", context)


@cache
def _rules() -> str:
    return minified((SOURCES / "kit" / "letter.css").read_text(encoding="utf-8"))
