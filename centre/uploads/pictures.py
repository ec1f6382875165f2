"""Judge a picture by its content and make a clean one from its points.

Only the points are kept: position, date, camera, comments, thumbnails and whatever was
hidden behind them stay behind, because the file is written anew.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile

from centre.uploads.frames import has_more_frames
from centre.uploads.names import discreet_name, extension_of
from centre.uploads.refusal import Refusal

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
# A still GIF has nothing that PNG does not keep better.
WRITTEN_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 85, "method": 4},
}
ORIENTATION = 0x0112
# EXIF 2.32, tag Orientation: what brings the picture upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Limits:
    """What a picture may cost: points of a frame, frames, and the side it is reduced to.

    A JPEG may have more points: it is decoded at a fraction of its size.
    """

    pixels: int
    jpeg_pixels: int
    frames: int
    side: int

    def pixels_of(self, file_format: str) -> int:
        """Return the most points of a picture in ``file_format``."""
        return self.jpeg_pixels if file_format == "JPEG" else self.pixels


@dataclass(frozen=True)
class Picture:
    """A clean picture: its file, a name for it and its MIME type."""

    content: bytes
    name: str
    content_type: str


def clean_picture(content: bytes, name: str, limits: Limits) -> Picture:
    """Return the picture in ``content``, upright, in sRGB, without anything but its points.

    ``name`` is the one it was sent under. Raises ``Refusal``.
    """
    expected = FORMATS.get(extension_of(name))
    if expected is None:
        raise Refusal(_("Send a picture in JPEG, PNG, WebP or GIF."), "picture_extension")
    if not content:
        raise Refusal(_("The file is empty: send it again."), "empty")
    found = format_of(content)
    if found is None:
        raise Refusal(_("This file is not a picture, whatever its name says."), "not_a_picture")
    if found != expected:
        raise Refusal(
            _("This file is named .%(extension)s but is a %(found)s picture: rename it."),
            "picture_extension_lies",
            extension=extension_of(name),
            found=found,
        )
    # A library that prints may have told Pillow, for the whole process, to take files cut off.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        written_as, clean = rewrite(content, found, limits)
    except Refusal:
        raise
    except BOMBS as error:
        raise too_large(limits.pixels_of(found)) from error
    except Exception as error:
        # Pillow raises a dozen types on damaged files, struct.error and KeyError among them.
        raise Refusal(
            _("The picture arrived incomplete or damaged: send it again."), "picture_damaged"
        ) from error
    extension = EXTENSIONS[written_as]
    return Picture(clean, discreet_name(name, extension, "photo"), f"image/{written_as.lower()}")


def format_of(content: bytes) -> str | None:
    """Return the format that the first bytes announce, among those taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return None


def too_large(pixels: int) -> Refusal:
    """Return the refusal of a picture with more points than ``pixels``."""
    return Refusal(
        _("This picture is too large: at most %(megapixels)s million pixels."),
        "picture_pixels",
        megapixels=pixels // 1_000_000,
    )


def rewrite(content: bytes, found: str, limits: Limits) -> tuple[str, bytes]:
    """Return the format and the bytes of the picture written anew.

    Raises ``Refusal`` when it is too large, and anything that Pillow raises.
    """
    side = (limits.side, limits.side)
    with Image.open(BytesIO(content), formats=[found]) as image:
        check_cost(image, content, found, limits)
        turn = orientation_of(image)
        profile = image.info.get("icc_profile")
        written_as = WRITTEN_AS[image.format or found]
        image.draft(None, side)
        image.load()
        clean = in_smooth_colours(image)
        clean.thumbnail(side, Image.Resampling.LANCZOS, reducing_gap=None)
    clean = in_srgb(clean, profile)
    if turn in UPRIGHT:
        clean = clean.transpose(UPRIGHT[turn])
    # Pillow writes back comments and profiles that it finds here.
    clean.info = {}
    output = BytesIO()
    clean.save(output, format=written_as, **OPTIONS[written_as])
    return written_as, output.getvalue()


def check_cost(image: Image.Image, content: bytes, found: str, limits: Limits) -> None:
    """Refuse a picture of too many points or frames, before any is decoded."""
    pixels = limits.pixels_of(found)
    if image.width * image.height > pixels:
        raise too_large(pixels)
    if is_too_long(image, content, found, limits.frames):
        raise Refusal(
            _("This animation has too many frames: send a still picture."), "picture_frames"
        )


def is_too_long(image: Image.Image, content: bytes, found: str, most: int) -> bool:
    """Return whether the picture is an animation of more than ``most`` frames."""
    if found == "GIF":
        return has_more_frames(content, most)
    # A phone puts its depth map or a second shot behind a JPEG: not an animation.
    return found != "JPEG" and getattr(image, "n_frames", 1) > most


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 (upright) when there is none that can be read."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:
        # Camera data that cannot be read is no reason to refuse the picture.
        return 1


def in_smooth_colours(image: Image.Image) -> Image.Image:
    """Return ``image`` in a mode that can be reduced: itself where it is already."""
    if image.mode.startswith("I"):
        # 16 bits a point: Pillow would cut at 255 instead of scaling.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        image.info.pop("transparency", None)
    if image.mode != "RGBA" and image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "RGBA", "CMYK") else image.convert("RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a copy in RGB or RGBA, with the colour profile applied where that can be done."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if not profile:
        return image.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(mode)
