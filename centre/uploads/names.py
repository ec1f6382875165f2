"""File names that are safe to store and tell nothing of who took the picture and when."""

import re
from pathlib import PurePosixPath

from anyascii import anyascii

LONGEST = 40


def extension_of(name: str) -> str:
    """Return the last extension of ``name``, lower case, without its dot ("" for none)."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def readable_name(name: str, extension: str, default: str) -> str:
    """Return a name of lower-case letters, digits and hyphens, at most ``LONGEST`` long.

    No folder, no second extension: "../a.php.jpg" becomes "a-php.jpg".
    """
    stem = PurePosixPath(name.replace("\\", "/")).stem
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(stem).lower()).strip("-")
    return f"{slug[:LONGEST].strip('-') or default}.{extension}"


def discreet_name(name: str, extension: str, default: str) -> str:
    """Return ``readable_name`` without digits: phones write there when a picture was taken."""
    stem = re.sub(r"[0-9]+", "-", anyascii(PurePosixPath(name.replace("\\", "/")).stem))
    return readable_name(f"{stem}.{extension}", extension, default)
