"""Documents made in code: good ones, damaged ones and hostile ones."""

import zipfile
from functools import cache
from io import BytesIO

from tests.samples.pictures import HTML, PHP, SVG, encoded, photo

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.{}"/></Types>'
)
WORD = TYPES.format("wordprocessingml.document.main+xml")
SHEET = TYPES.format("spreadsheetml.sheet.main+xml")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>"
    b"endobj\nxref\n0 3\n0000000000 65535 f \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n108\n%%EOF\n"
)


def archive_of(entries, stored=()):
    """Return a zip of ``entries``; those named in ``stored`` are not compressed."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return output.getvalue()


def docx(**extra):
    """Return a Word document, with ``extra`` entries."""
    text = "<w:document>" + "Atelier de couture. " * 400 + "</w:document>"
    return archive_of({"[Content_Types].xml": WORD, "word/document.xml": text, **extra})


def xlsx(**extra):
    """Return a workbook, with ``extra`` entries."""
    return archive_of({"[Content_Types].xml": SHEET, "xl/workbook.xml": "<workbook/>", **extra})


def odf(kind, **extra):
    """Return an OpenDocument of ``kind`` ("text", "spreadsheet"), with ``extra`` entries."""
    entries = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<office:document-content/>",
        **extra,
    }
    return archive_of(entries, stored=["mimetype"])


def encrypted():
    """Return a document whose entries are marked as encrypted."""
    content = bytearray(docx())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 1)
    return bytes(content)


def lying_sizes():
    """Return a document of which an entry declares less than it unpacks to."""
    real = 4_000_000
    content = docx(**{"word/media/image1.png": bytes(real)})
    return content.replace(real.to_bytes(4, "little"), (100).to_bytes(4, "little"))


@cache
def good_documents():
    """Return documents to be taken, by the name they are sent under."""
    return {
        "Rapport 2024.pdf": PDF,
        "version.PDF": PDF + b"\n" * 100,
        "lettre.odt": odf("text"),
        "budget.ods": odf("spreadsheet"),
        "lettre.docx": docx(),
        "budget.xlsx": xlsx(),
        "liste.csv": "Prénom;Village\nAfi;Gléi\n".encode(),
        "liste-windows.csv": "Prénom;Village\r\nAfi;Gléi\r\n".encode("cp1252"),
        "note.txt": "\ufeffRéunion à 9 h 30. 3 < 5.\n".encode(),
    }


@cache
def cut_documents():
    """Return documents cut off on their way, by name."""
    return {
        f"{kept}-{name}": content[: len(content) * kept // 100]
        for name, content in good_documents().items()
        if not name.endswith((".csv", ".txt", ".PDF"))
        for kept in (3, 30, 60, 90)
    }


LIES = "malgré son nom."
DAMAGED = "Le document est arrivé incomplet ou abîmé\u00a0: envoyez-le de nouveau."
EMPTY = "Le fichier est vide\u00a0: envoyez-le de nouveau."
EXTENSION = "Envoyez un fichier de l’un de ces types\u00a0: PDF, ODT, ODS, DOCX, XLSX, CSV, TXT."
BOMB = "Une fois ouvert, ce document est beaucoup trop gros"
MACROS = "Ce document contient des macros"
PASSWORD = "Ce document est protégé par un mot de passe"


@cache
def hostile_documents():
    """Return what must be refused, by name: the content and the sentence expected."""
    return {
        "page.html": (HTML, EXTENSION),
        "image.svg": (SVG, EXTENSION),
        "shell.php": (PHP, EXTENSION),
        "program.exe": (b"MZ" + bytes(100), EXTENSION),
        "macros.docm": (docx(), EXTENSION),
        "no-extension": (PDF, EXTENSION),
        "page.pdf": (HTML, LIES),
        "page.txt": (HTML, LIES),
        "page.csv": (b"\xef\xbb\xbf\n  <HTML><body>", LIES),
        "image.txt": (SVG, LIES),
        "drawing.csv": (b'<?xml version="1.0"?>' + SVG, LIES),
        "shell.txt": (PHP, LIES),
        "binary.csv": (b"a;b\n\0\1", LIES),
        "photo.txt": (encoded(photo(), "JPEG"), LIES),
        "photo.pdf": (encoded(photo(), "JPEG"), LIES),
        "renamed.docx": (PDF, LIES),
        "renamed.pdf": (docx(), LIES),
        "sheet.docx": (xlsx(), LIES),
        "text.xlsx": (docx(), LIES),
        "sheet.odt": (odf("spreadsheet"), LIES),
        "text.ods": (odf("text"), LIES),
        "archive.docx": (archive_of({"evil.php": PHP}), LIES),
        "archive.odt": (archive_of({"evil.php": PHP}), LIES),
        "macros.docx": (docx(**{"word/vbaProject.bin": b"x"}), MACROS),
        "macros.xlsx": (xlsx(**{"xl/vbaProject.bin": b"x"}), MACROS),
        "old-macros.xlsx": (xlsx(**{"xl/macrosheets/sheet1.xml": b"x"}), MACROS),
        "controls.docx": (docx(**{"word/activeX/activeX1.bin": b"x"}), MACROS),
        "macros.odt": (odf("text", **{"Basic/Standard/Module1.xml": b"x"}), MACROS),
        "scripts.ods": (odf("spreadsheet", **{"Scripts/python/evil.py": b"x"}), MACROS),
        "hidden-macros.docx": (
            docx(**{"[Content_Types].xml": WORD.replace("/main.xml", "/macroEnabled.xml")}),
            LIES,
        ),
        "bomb.docx": (docx(**{"word/media/image1.png": bytes(160_000_000)}), BOMB),
        "many.odt": (odf("text", **{f"Pictures/{n}.png": b"" for n in range(3001)}), BOMB),
        "lying.docx": (lying_sizes(), DAMAGED),
        "locked.docx": (encrypted(), PASSWORD),
        "no-text.docx": (archive_of({"[Content_Types].xml": WORD}), DAMAGED),
        "no-text.odt": (
            archive_of({"mimetype": "application/vnd.oasis.opendocument.text"}),
            DAMAGED,
        ),
        "empty.pdf": (b"", EMPTY),
        "empty.docx": (b"", EMPTY),
        "blank.txt": (b" \n\n", EMPTY),
        "endless.pdf": (PDF.replace(b"%%EOF", b""), DAMAGED),
    }
