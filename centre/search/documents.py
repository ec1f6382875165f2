"""What the search may know of a public thing: a whitelist, filled in by the floor that owns it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# How much a word weighs by where it stands. Words of a title count most; everyday words written for
# the search count more than the body, which is long and says many things by the way.
TITLE = 8
KEYWORDS = 5
SUMMARY = 3
BODY = 1


@dataclass(frozen=True, kw_only=True)
class Document:
    """One line of results and the texts that find it; all of it is public.

    ``branch_id``: the branch that shows it, None for every branch. ``kind``: "service", "place",
    "organisation", "page", "helpline", "need"… ``url``: relative to the branch's root, no first
    slash. ``texts``: text by weight (``TITLE``, ``KEYWORDS``, ``SUMMARY``, ``BODY``).
    """

    branch_id: int | None
    kind: str
    title: str
    url: str
    summary: str = ""
    texts: Mapping[int, str] = field(default_factory=dict)
