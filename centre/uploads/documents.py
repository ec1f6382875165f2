"""Judge a document by its content: it must be what its extension says, and whole."""

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from centre.uploads.archives import damaged, opened
from centre.uploads.refusal import Refusal

OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
OFFICE_DOCUMENTS = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
# ISO 32000-1, 7.5.2 and 7.5.5: the header stands first, the end mark in the last lines.
PDF_HEADER = b"%PDF-"
PDF_END = b"%%EOF"
PDF_TAIL = 2048
ZIP_HEADER = b"PK\x03\x04"
MARKUP = re.compile(r"\s*<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check_document(file: BinaryIO, extension: str) -> None:
    """Return when ``file`` is a whole document of the type ``extension``.

    ``extension`` is lower case, without dot. Raises ``Refusal``.
    """
    check = CHECKS.get(extension)
    if check is None:
        raise Refusal(
            _("Files of the type .%(extension)s are not taken: save it as PDF."),
            "document_extension",
            extension=extension,
        )
    file.seek(0, 2)
    if not file.tell():
        raise Refusal(_("The file is empty: send it again."), "empty")
    file.seek(0)
    check(file, extension)
    file.seek(0)


def lies(extension: str) -> Refusal:
    """Return the refusal of a file that is not what its name says."""
    return Refusal(
        _("This file is not a .%(extension)s document, whatever its name says."),
        "document_lies",
        extension=extension,
    )


def check_pdf(file: BinaryIO, extension: str) -> None:
    """Refuse what does not begin and end like a PDF."""
    if file.read(len(PDF_HEADER)) != PDF_HEADER:
        raise lies(extension)
    file.seek(0, 2)
    file.seek(-min(PDF_TAIL, file.tell()), 2)
    if PDF_END not in file.read():
        raise damaged()


def check_text(file: BinaryIO, extension: str) -> None:
    """Refuse what is not text, and text that a browser would take for a page."""
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheets in French write this when nobody asked for UTF-8.
        text = content.decode("cp1252", errors="replace")
    if CONTROL.search(text) or MARKUP.match(text) or "\ufffd" in text:
        raise lies(extension)
    if not text.strip():
        raise Refusal(_("The file is empty: send it again."), "empty")


def check_open_document(file: BinaryIO, extension: str) -> None:
    """Refuse what is not an OpenDocument of the type: its first entry names it."""
    check_zip_header(file, extension)
    with opened(file) as archive:
        if entry(archive, "mimetype") != OPEN_DOCUMENTS[extension]:
            raise lies(extension)
        if entry(archive, "content.xml") is None:
            raise damaged()


def check_office_document(file: BinaryIO, extension: str) -> None:
    """Refuse what is not an Office Open XML document of the type, without macros."""
    check_zip_header(file, extension)
    main, content_type = OFFICE_DOCUMENTS[extension]
    with opened(file) as archive:
        types = entry(archive, "[Content_Types].xml") or b""
        if content_type not in types or b"macroenabled" in types.lower():
            raise lies(extension)
        if entry(archive, main) is None:
            raise damaged()


def check_zip_header(file: BinaryIO, extension: str) -> None:
    """Refuse what does not begin like a zip archive."""
    header = file.read(len(ZIP_HEADER))
    file.seek(0)
    if header != ZIP_HEADER:
        raise lies(extension)


def entry(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the content of the entry ``name``, ``None`` when there is none."""
    return archive.read(name) if name in archive.namelist() else None


CHECKS: dict[str, Callable[[BinaryIO, str], None]] = {
    "pdf": check_pdf,
    "odt": check_open_document,
    "ods": check_open_document,
    "docx": check_office_document,
    "xlsx": check_office_document,
    "csv": check_text,
    "txt": check_text,
}
