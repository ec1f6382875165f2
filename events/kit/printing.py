"""Sheets as files: PDF by WeasyPrint, a picture of it by PDFium. Nothing is fetched elsewhere."""

import importlib
from functools import cache
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.core.cache import cache as memory
from django.core.files.storage import default_storage
from PIL import Image

from events.kit.sheets import Sheet

KEPT_FOR = 24 * 3600
SCALES = (0.94, 0.86, 0.78, 0.7, 0.62, 0.54, 0.45)
"""How much smaller letters become, where a font is so wide that a second page began."""

PICTURE_OCTETS = 200_000
QUALITIES = range(90, 30, -6)
ADDRESS = "sheet:/"
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What a Debian or Ubuntu server needs for PDF."""


class PangoMissing(Exception):
    """The library that sets letters in PDF is not installed on the server."""


@cache
def _loaded():
    return importlib.import_module("weasyprint")


def weasyprint():
    """Return the module, which takes seconds to load. Raises ``PangoMissing``."""
    try:
        return _loaded()
    except OSError as error:
        raise PangoMissing from error


def can_print() -> bool:
    """Return whether this server makes PDFs."""
    try:
        weasyprint()
    except PangoMissing:
        return False
    return True


def pdf(sheet: Sheet, html: str) -> bytes:
    """Return the one page of ``html`` as PDF, kept while it says the same."""
    return _kept("pdf", html, lambda: _pdf(sheet, html))


def pages(html: str) -> bytes:
    """Return ``html`` as PDF, on as many pages as it takes, kept while it says the same."""
    return _kept("pages", html, lambda: _readable(html).write_pdf())


def picture(sheet: Sheet, html: str) -> bytes:
    """Return ``html`` as a JPEG of the pixels of ``sheet``, of at most 200 kB."""
    return _kept("jpeg", html, lambda: _jpeg(sheet, pdf(sheet, html)))


def _kept(kind: str, html: str, make) -> bytes:
    # The text itself is the key: whatever changes it, from the fields to the stylesheet, counts.
    key = f"kit-{kind}-{sha256(html.encode()).hexdigest()}"
    return memory.get_or_set(key, make, KEPT_FOR)


def _pdf(sheet: Sheet, html: str) -> bytes:
    library, page = weasyprint(), _readable(html)
    document = page.render()
    for scale in SCALES:
        if len(document.pages) == 1:
            break
        document = page.render(stylesheets=[library.CSS(string=sheet.smaller(scale))])
    return document.write_pdf()


def _readable(html: str):
    return weasyprint().HTML(string=html, base_url=ADDRESS, url_fetcher=_own_files())


def _own_files():
    """Return what WeasyPrint reads with: pictures within the page, and those staff uploaded."""
    urls = importlib.import_module("weasyprint.urls")

    class OwnFiles(urls.URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = stored_name(url)
            if name is None:
                raise ValueError(f"Not a file of this site: {url}")
            with default_storage.open(name) as file:
                return urls.URLFetcherResponse(url, file.read())

    return OwnFiles(allowed_protocols=["data"])


def stored_name(url: str) -> str | None:
    """Return the name in the storage of the file at ``url``, ``None`` when it is not one."""
    root = default_storage.url("")
    address = url if urlsplit(root).scheme else urlsplit(url)._replace(scheme="").geturl()
    if not address.startswith(root) or ".." in address:
        return None
    return unquote(urlsplit(address.removeprefix(root)).path)


def _jpeg(sheet: Sheet, data: bytes) -> bytes:
    # As WeasyPrint, only where it is asked for: ten MiB that a reader of pages never needs.
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        image = page.render(scale=sheet.width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    image = image.resize((round(sheet.width), round(sheet.height)), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        file = BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= PICTURE_OCTETS:
            break
    return file.getvalue()
