"""Judge the zip archives that office documents are."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from centre.uploads.refusal import Refusal

LARGEST_CONTENT = 150 * 1024 * 1024
MOST_ENTRIES = 3000
ENCRYPTED = 0x1
# What runs when the document is opened: Office's macros and ActiveX, LibreOffice's scripts.
RUNS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/", "basic/", "scripts/")


@contextmanager
def opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Yield the archive once it is known to be whole, small enough and without programs.

    Raises ``Refusal``. The declared sizes bind: no entry is read beyond its own, and
    then its checksum does not match.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            check_entries(archive.infolist())
            if archive.testzip() is not None:
                raise damaged()
            yield archive
    except Refusal:
        raise
    except Exception as error:
        # Damaged archives raise what each decompressor raises, KeyError and lzma's included.
        raise damaged() from error


def damaged() -> Refusal:
    """Return the refusal of a document that cannot be read to its end."""
    return Refusal(
        _("The document arrived incomplete or damaged: send it again."), "document_damaged"
    )


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive by what it declares, before anything is unpacked."""
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > LARGEST_CONTENT:
        raise Refusal(
            _("This document unpacks to an excessive size: save it again, or as PDF."),
            "document_bomb",
        )
    if any(one.flag_bits & ENCRYPTED for one in entries):
        raise Refusal(
            _("This document is protected by a password: save it without one."),
            "document_encrypted",
        )
    if any(runs(one.filename) for one in entries):
        raise Refusal(
            _("This document contains macros: save it without them, or as PDF."),
            "document_macros",
        )


def runs(name: str) -> bool:
    """Return whether the entry ``name`` is where programs are kept."""
    path = "/" + name.lower().replace("\\", "/")
    return any(f"/{part}" in path if part[0] != "/" else part in path for part in RUNS)
