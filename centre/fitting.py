"""Fit a text into a limit: whole words, whole parts, the most important first.

Pure: text and numbers in, text out. The limit is in whatever ``measure`` counts: characters
unless told.
"""

from collections.abc import Callable, Sequence

ELLIPSIS = "…"

Measure = Callable[[str], int]


def fitted(
    title: str,
    parts: Sequence[str],
    limit: int,
    *,
    measure: Measure = len,
    joiner: str = ". ",
    importance: Sequence[int] | None = None,
) -> str:
    """Return ``title`` and as many whole ``parts`` as fit ``limit``, in the order they stand.

    ``importance`` names the places of the parts, the one to keep first of all first; without
    it they come in that order. A part that does not fit is left out, a shorter one after it
    may still come. Empty parts are passed over. A title too long by itself is cut at a word.
    """
    kept: set[int] = set()
    text = cut(title, limit, measure)
    for place in range(len(parts)) if importance is None else importance:
        if not parts[place]:
            continue
        longer = joiner.join([title, *(parts[one] for one in sorted(kept | {place}))])
        if measure(longer) <= limit:
            kept.add(place)
            text = longer
    return text


def cut(text: str, limit: int, measure: Measure = len) -> str:
    """Return ``text``, or its first whole words with an ellipsis when it is over ``limit``.

    A single word that is too long is cut where it must be.
    """
    if measure(text) <= limit:
        return text
    head = text
    while head and measure(head + ELLIPSIS) > limit:
        words, _space, last = head.rpartition(" ")
        head = words.rstrip() if words.strip() else last[:-1]
    return head + ELLIPSIS
