"""Tell whether a picture holds nothing but its points. Pure.

Sources: ITU T.81 (markers of JPEG), the PNG specification (chunks), RFC 9649 (chunks of WebP).
"""

JPEG_START, JPEG_SCAN, JPEG_END = 0xD8, 0xDA, 0xD9
# Tables, frames and JFIF's own header; no camera data (APP1), profile (APP2) or comment.
JPEG_KEPT = {0xC4, 0xCC, 0xDB, 0xDD, 0xE0, JPEG_SCAN, *range(0xC0, 0xC4), *range(0xC5, 0xC8)}
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


def is_bare(content: bytes) -> bool:
    """Return whether a whole JPEG, PNG or WebP has only what its points need."""
    if content.startswith(b"\xff\xd8"):
        return _is_bare_jpeg(content)
    if content.startswith(PNG_START):
        return _is_bare_png(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _is_bare_webp(content)
    return False


def _is_bare_jpeg(content: bytes) -> bool:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if kind not in JPEG_KEPT or length < 2 or (kind == 0xE0 and not _is_jfif(content, at)):
            return False
        at += 2 + length
        if kind == JPEG_SCAN:
            at = _end_of_scan(content, at)
        if content[at : at + 2] == bytes([0xFF, JPEG_END]):
            return at + 2 == len(content)
    return False


def _is_jfif(content: bytes, at: int) -> bool:
    # Without the thumbnail that JFIF allows.
    return content[at + 4 : at + 9] == b"JFIF\0" and content[at + 2 : at + 4] == b"\0\x10"


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands: neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following[0] != 0 and not 0xD0 <= following[0] <= 0xD7:
            return at
        at += 2
    return len(content)


def _is_bare_png(content: bytes) -> bool:
    at = len(PNG_START)
    while at + 12 <= len(content):
        kind = content[at + 4 : at + 8]
        if kind not in PNG_KEPT:
            return False
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if kind == b"IEND":
            return at == len(content)
    return False


def _is_bare_webp(content: bytes) -> bool:
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        return False
    at = 12
    while at + 8 <= len(content):
        if content[at : at + 4] not in WEBP_KEPT:
            return False
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return at == len(content)
