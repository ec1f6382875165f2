"""What an archive may change, and which pictures hold nothing but their points."""

from io import BytesIO
from itertools import product

import pytest
from PIL import Image

from centre.uploads.pictures import Limits, clean_picture
from communes.transfer.bare import is_bare
from communes.transfer.merge import Decision, decide

LIMITS = Limits(pixels=10_000_000, jpeg_pixels=10_000_000, frames=1, side=2000)


def saved(file_format, mode="RGB", **options) -> bytes:
    file = BytesIO()
    Image.new(mode, (24, 16), 70).save(file, file_format, **options)
    return file.getvalue()


def cleaned(content: bytes, name: str) -> bytes:
    return clean_picture(content, name, LIMITS).content


@pytest.mark.parametrize(
    ("file_format", "name", "mode"),
    [
        ("JPEG", "a.jpg", "RGB"),
        ("PNG", "a.png", "RGB"),
        ("PNG", "a.png", "RGBA"),
        ("WEBP", "a.webp", "RGB"),
        ("WEBP", "a.webp", "RGBA"),
        ("GIF", "a.gif", "P"),
    ],
)
def test_what_uploads_write_is_bare(file_format, name, mode):
    content = cleaned(saved(file_format, mode), name)
    assert is_bare(content)
    # Nothing can be hidden behind it, nor in it.
    assert not is_bare(content + b"more")
    assert not is_bare(content[:-3])


def test_what_a_camera_writes_is_not():
    exif = Image.Exif()
    exif[0x9286] = "secret"
    for file_format in ("JPEG", "PNG", "WEBP"):
        assert not is_bare(saved(file_format, exif=exif.tobytes()))
    assert not is_bare(saved("JPEG", comment=b"secret"))
    assert not is_bare(b"") and not is_bare(b"\xff\xd8") and not is_bare(b"%PDF-1.7")


def test_what_was_edited_here_is_never_changed_unasked():
    for incoming, here, received, left_as in product("abc", "abc", ["", *"abc"], ["", *"abc"]):
        decision = decide(incoming, here, received, left_as, overwrite=False)
        if here != left_as:
            assert decision is (Decision.SAME if here == incoming else Decision.KEEP)
        else:
            assert decision in (Decision.SAME, Decision.UPDATE)
        forced = decide(incoming, here, received, left_as, overwrite=True)
        assert forced is (Decision.OVERWRITE if decision is Decision.KEEP else decision)


def test_what_is_not_here_is_made_once():
    assert decide("a", None, "", "", overwrite=False) is Decision.CREATE
    assert decide("a", None, "a", "a", overwrite=False) is Decision.KEEP
    assert decide("a", None, "a", "a", overwrite=True) is Decision.OVERWRITE
