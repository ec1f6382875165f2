"""Small read-only values of a branch, kept in the memory of the process."""

from collections.abc import Callable
from typing import Any

from centre.models.branch import Branch

_kept: dict[tuple[int, str], tuple[str, Any]] = {}


def snapshot(branch: Branch, name: str, build: Callable[[Branch], Any]) -> Any:
    """Return ``build(branch)``, kept until the branch's content version changes.

    The version is read from the database with the branch, so every process agrees. The
    value is shared by all requests: it must not be changed.
    """
    key = (branch.pk, name)
    kept = _kept.get(key)
    if kept is None or kept[0] != branch.content_version:
        kept = _kept[key] = (branch.content_version, build(branch))
    return kept[1]
