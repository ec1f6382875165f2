"""What a backup says of itself, and what its members are called."""

import json
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from centre.archives import Refused

FORMAT = 1
MEDIA = "media/"


@dataclass
class Manifest:
    """``made_on``: the moment, in UTC. ``kind``: of the database, and ``database`` its member.

    ``migrations``: those that the database had seen, as "app.name". ``counts``: rows by table.
    ``members``: size and SHA-256 by name. ``missing``: files that the database names and that were
    not there. ``left_out``: files whose names no other system may have.
    """

    format: int
    template: str
    made_on: str
    kind: str
    database: str
    migrations: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def media(self) -> list[str]:
        """Return the names of its media, as storage has them."""
        return [name.removeprefix(MEDIA) for name in self.members if name.startswith(MEDIA)]

    def size(self) -> int:
        """Return how much room its members take, in bytes."""
        return sum(said["size"] for said in self.members.values())


def read_manifest(packed: bytes, template: str) -> Manifest:
    """Return the manifest that a backup holds, read by the version ``template`` of the template.

    Raises ``Refused`` for what a newer version wrote, and for anything that is no manifest
    ``ValueError``, ``KeyError`` or ``TypeError``.
    """
    told = json.loads(packed)
    if int(told["format"]) > FORMAT or _version(told["template"]) > _version(template):
        raise newer(told["template"])
    known = {one.name for one in fields(Manifest)}
    manifest = Manifest(**{name: value for name, value in told.items() if name in known})
    if manifest.database not in manifest.members:
        raise ValueError("no database")
    return manifest


def newer(template: str) -> Refused:
    """Return the refusal of a backup that the version ``template`` made, newer than this one."""
    return Refused(
        _(
            "This backup was made by a newer version of the site (%(template)s): install that "
            "version first. Nothing was done."
        )
        % {"template": str(template)[:20]}
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
