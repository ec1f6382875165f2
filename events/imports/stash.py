"""The file between its preview and its import: in the session of who sent it, and nowhere else."""

import base64
import zlib
from dataclasses import dataclass

NAME = "events_import"


@dataclass(frozen=True)
class Stashed:
    """A file that was previewed, and what was chosen with it."""

    name: str
    content: bytes
    agenda: int
    kind: str
    publish: bool


def keep(session, stashed: Stashed) -> None:
    """Keep a file instead of the one before."""
    packed = base64.b64encode(zlib.compress(stashed.content)).decode()
    session[NAME] = vars(stashed) | {"content": packed}


def kept(session) -> Stashed | None:
    """Return the file, ``None`` when there is none."""
    found = session.get(NAME)
    if found is None:
        return None
    content = zlib.decompress(base64.b64decode(found["content"]))
    return Stashed(**found | {"content": content})


def forget(session) -> None:
    """Drop the file."""
    session.pop(NAME, None)
