"""The words of a component of a calendar."""

import html
import re
from typing import Any

_BREAKS = re.compile(r"<(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^>]*>")


def text_of(raw: Any, name: str) -> str:
    value = raw.get(name, "")
    return one_line(str(value)) if name != "DESCRIPTION" else str(value)


def one_line(text: str) -> str:
    return " ".join(text.split())


def plain_text(text: str) -> str:
    """Return a description without the tags that some calendars put in it."""
    if _TAGS.search(text):
        text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
