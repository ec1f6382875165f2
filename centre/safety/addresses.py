"""The end of the address of a sensitive page: it tells no more than the neutral title."""

from collections.abc import Collection
from itertools import count

from anyascii import anyascii
from django.utils.text import slugify


def tells(slug: str, title: str) -> bool:
    """Return whether ``slug`` is ``title`` written as an address, whoever wrote it."""
    return _bare(slug) == _bare(title)


def discreet_slug(neutral_title: str, taken: Collection[str]) -> str:
    """Return an address made from ``neutral_title`` that is not among ``taken``."""
    first = slugify(anyascii(neutral_title.replace("’", " ")))[:200].strip("-") or "page"
    others = (f"{first}-{number}" for number in count(2))
    return first if first not in taken else next(one for one in others if one not in taken)


def _bare(words: str) -> str:
    # The editor's script and the server do not put hyphens at the same places.
    return slugify(anyascii(words)).replace("-", "")
