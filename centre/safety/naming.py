"""How a page may be named outside of itself: in a list, a feed, a letter, a search.

Such words are read over a shoulder, or stay in a phone.
"""


def told_title(page) -> str:
    """Return the title of ``page``; of a sensitive one the neutral title, empty without any."""
    return page.neutral_title if page.sensitive else page.title


def told_introduction(page) -> str:
    """Return the sentence of ``page``, empty for a sensitive one."""
    return "" if page.sensitive else page.introduction
