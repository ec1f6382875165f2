"""Decide what an archive may change. Pure: fingerprints in, a decision out."""

from enum import Enum


class Decision(Enum):
    """What becomes of one object of an archive."""

    CREATE = "create"
    SAME = "same"
    UPDATE = "update"
    OVERWRITE = "overwrite"
    KEEP = "keep"


def decide(
    incoming: str, here: str | None, received: str, left_as: str, overwrite: bool
) -> Decision:
    """Return what to do with an object.

    ``incoming`` is its fingerprint in the archive, ``here`` what it has become here (``None``: it
    is not here), ``received`` what the last archive said and ``left_as`` what it was once that one
    was imported; both are empty for what never came by an archive. What was edited or deleted here
    since stays so, unless ``overwrite``.
    """
    if here is None:
        if not received:
            return Decision.CREATE
        return Decision.OVERWRITE if overwrite else Decision.KEEP
    is_untouched = here == left_as
    if here == incoming or (is_untouched and received == incoming):
        return Decision.SAME
    if is_untouched:
        return Decision.UPDATE
    return Decision.OVERWRITE if overwrite else Decision.KEEP
