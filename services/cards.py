"""A service on a card that fits one SMS."""

LIMIT = 160
ELLIPSIS = "…"


def card_text(title: str, parts: list[str], limit: int = LIMIT) -> str:
    """Return ``title`` and as many whole ``parts`` as fit ``limit`` characters.

    Parts come in order of importance: one that does not fit is left out, a shorter one
    after it may still come. A title too long by itself is cut at a word.
    """
    text = title if len(title) <= limit else _cut(title, limit)
    for part in parts:
        if part and len(longer := f"{text}. {part}") <= limit:
            text = longer
    return text


def _cut(text: str, limit: int) -> str:
    head = text[: limit - len(ELLIPSIS)]
    words, _space, _rest = head.rpartition(" ")
    return (words or head) + ELLIPSIS
