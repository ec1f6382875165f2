"""A page in words: what stands for its pictures, and links that carry the choice on.

It works on the finished text of our own templates: they quote attributes with ``"`` and escape
what they are given, so an element ends where it seems to.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

_PICTURES = re.compile(r"<picture>.*?</picture>|<img\b[^>]*>|<a\b[^>]*>|</a>", re.DOTALL)
# The link that changes the choice is an "alternate" of the page: it is left alone.
_LEADING = re.compile(
    r'(<a\b(?![^>]* rel="alternate")[^>]*?\bhref=")([^"]*)("[^>]*>)|<form\b[^>]*>'
)
# Left by a picture that said nothing: the frame around it goes too.
_GONE = "\N{OBJECT REPLACEMENT CHARACTER}"
_EMPTY = re.compile(rf"<(figure|div|li|p)\b[^>]*>\s*(?:{_GONE}\s*)+</\1>")
# These lead to files and tools, or out: they know nothing of the choice.
_ELSEWHERE = ("/admin/", "/documents/", settings.STATIC_URL, settings.MEDIA_URL)
_EXIT = "/sortie/"


def in_words(html: str, octets_at: Callable[[str], int | None]) -> str:
    """Return ``html`` with words and a link in the place of each picture.

    A decorative picture leaves nothing. ``octets_at`` gives the size of the file at an address,
    ``None`` where it is not known. Within a link there are words only: links do not nest.
    """
    is_in_link = False

    def replaced(match: re.Match) -> str:
        nonlocal is_in_link
        text = match[0]
        if text.startswith(("<a", "</a")):
            is_in_link = text.startswith("<a")
            return text
        words, address = _attribute(text, "alt"), _attribute(text, "src")
        if not words:
            return _GONE
        if is_in_link:
            return escape(words)
        context = {"words": words, "address": address, "octets": octets_at(address)}
        return render_to_string("components/picture_words.html", context).strip()

    html = _PICTURES.sub(replaced, html.replace(_GONE, ""))
    # A gallery is a frame of frames.
    for _depth in range(2):
        html = _EMPTY.sub(_GONE, html)
    return html.replace(_GONE, "")


def carrying(html: str, choice: str) -> str:
    """Return ``html``, its links and GET forms within the site saying ``images=<choice>``."""

    def replaced(match: re.Match) -> str:
        before, address, after = match.groups()
        if before is None:
            return match[0] + _hidden(choice) if _is_search(match[0]) else match[0]
        return before + escape(with_choice(unescape(address), choice)) + after

    return _LEADING.sub(replaced, html)


def with_choice(address: str, choice: str) -> str:
    """Return ``address`` with the choice, unless it leads elsewhere."""
    parts = urlsplit(address)
    if (
        address.startswith("//")
        or not address.startswith(("/", "?"))
        or _leads_elsewhere(parts.path)
    ):
        return address
    asked = [one for one in parts.query.split("&") if one and not one.startswith("images=")]
    return parts._replace(query="&".join([*asked, f"images={choice}"])).geturl()


def _leads_elsewhere(path: str) -> bool:
    is_file = "." in path.rpartition("/")[2]
    return is_file or path.startswith(_ELSEWHERE) or path.endswith(_EXIT)


def _is_search(form: str) -> bool:
    action = urlsplit(_attribute(form, "action")).path
    return _attribute(form, "method").lower() != "post" and not _leads_elsewhere(action)


def _hidden(choice: str) -> str:
    return f'<input type="hidden" name="images" value="{choice}">'


def _attribute(tag: str, name: str) -> str:
    found = re.findall(rf'\s{name}="([^"]*)"', tag)
    return unescape(found[-1]) if found else ""
