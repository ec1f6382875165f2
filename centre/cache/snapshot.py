"""Small read-only values of a branch or of the federation, kept in the memory of the process."""

from collections.abc import Callable
from typing import Any

from centre.models.branch import Branch, Federation

House = Branch | Federation

_kept: dict[tuple[type, int | None, str], tuple[str, Any]] = {}


def snapshot(house: House, name: str, build: Callable[[Any], Any]) -> Any:
    """Return ``build(house)``, kept until the content version of the house changes.

    The version is read from the database with the branch or the federation, so every process
    agrees. The value is shared by all requests: it must not be changed.
    """
    key = (type(house), house.pk, name)
    kept = _kept.get(key)
    if kept is None or kept[0] != house.content_version:
        kept = _kept[key] = (house.content_version, build(house))
    return kept[1]
