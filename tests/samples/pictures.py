"""Pictures made in code: good ones, damaged ones and hostile ones."""

import random
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

GPS = {1: "N", 2: (7.0, 31.0, 59.9), 3: "E", 4: (1.0, 7.0, 36.5)}
CAMERA = "TelltaleCam X1"
COMMENT = b"telltale comment"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><telltale-xmp/></x:xmpmeta>"
TELLTALES = (CAMERA.encode(), COMMENT, b"telltale-xmp", b"Exif", b"2024:03:12", b"Telltale IPTC")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
PHP = b"<?php system($_GET['c']); ?>"


def photo(size=(96, 64), mode="RGB"):
    """Return a picture with shapes and noise, so that no format shrinks it to nothing."""
    image = Image.effect_noise(size, 60).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, size[0] // 2, size[1] // 2), fill=(200, 30, 30))
    draw.ellipse((size[0] // 2, 8, size[0] - 4, size[1] - 4), fill=(20, 90, 160))
    return image.convert(mode)


def encoded(image, file_format, **options):
    """Return the bytes of ``image`` in ``file_format``."""
    output = BytesIO()
    image.save(output, format=file_format, **options)
    return output.getvalue()


def exif(orientation=1):
    """Return the camera data of a phone: where, when, with what."""
    data = Image.Exif()
    data[0x010F] = CAMERA
    data[0x0112] = orientation
    data[0x0132] = "2024:03:12 10:15:22"
    data.get_ifd(0x8825).update(GPS)
    return data


def iptc():
    """Return an APP13 segment with a caption."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", 13) + b"Telltale IPTC"
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


@cache
def phone_photo(orientation=1, size=(96, 64)):
    """Return a JPEG as a phone sends it: position, date, camera, XMP, IPTC and a comment."""
    content = encoded(
        photo(size), "JPEG", quality=92, exif=exif(orientation), comment=COMMENT, xmp=XMP
    )
    return content[:2] + iptc() + content[2:]


@cache
def good_pictures():
    """Return pictures to be taken, by the name they are sent under; each tells something."""
    notes = PngInfo()
    notes.add_text("Author", CAMERA)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    frames = [photo(mode="P"), photo(mode="P")]
    pixels = photo()
    return {
        "IMG_20240312_101522.jpg": phone_photo(),
        "progressive.jpeg": encoded(pixels, "JPEG", progressive=True, exif=exif()),
        "notes.png": encoded(pixels, "PNG", pnginfo=notes, exif=exif()),
        "phone.webp": encoded(pixels, "WEBP", exif=exif(), xmp=XMP),
        "still.gif": encoded(photo(mode="P"), "GIF", comment=COMMENT),
        "moving.gif": encoded(
            frames[0], "GIF", save_all=True, append_images=frames[1:], comment=COMMENT
        ),
        "moving.webp": encoded(pixels, "WEBP", save_all=True, append_images=[photo()], exif=exif()),
        "cmyk.jpg": encoded(photo(mode="CMYK"), "JPEG"),
        "grey.jpg": encoded(photo(mode="L"), "JPEG"),
        "sixteen.png": encoded(
            photo(mode="L").convert("I").point(lambda v: v * 256).convert("I;16"), "PNG"
        ),
        "palette.png": encoded(photo(mode="P"), "PNG", transparency=3),
        "transparent.png": encoded(photo(mode="RGBA"), "PNG"),
        "one-bit.png": encoded(photo(mode="1"), "PNG"),
        "giant-exif.jpg": giant_exif(),
        "profile.jpg": encoded(
            pixels,
            "JPEG",
            icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        ),
        "zip-behind.jpg": encoded(pixels, "JPEG") + zip_of({"evil.php": PHP}),
        "php-behind.jpg": encoded(pixels, "JPEG") + PHP,
        "php-inside.gif": encoded(photo(mode="P"), "GIF", comment=PHP),
        "two-pictures.jpg": encoded(pixels, "MPO", save_all=True, append_images=[photo()]),
    }


def giant_exif():
    """Return a JPEG whose camera data fills the 64 kB that they may."""
    data = exif()
    data[0x9286] = b"telltale comment" * 4000
    return encoded(photo(), "JPEG", exif=data)


def zip_of(entries):
    """Return an archive of ``entries``: names and contents."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return output.getvalue()


@cache
def cut_pictures():
    """Return pictures cut off on their way, by name: in the header, the content, near the end."""
    pixels = photo()
    whole = {
        "photo.jpg": phone_photo(),
        "progressive.jpg": encoded(pixels, "JPEG", progressive=True),
        "drawing.png": encoded(pixels, "PNG"),
        "lossy.webp": encoded(pixels, "WEBP"),
        "lossless.webp": encoded(pixels, "WEBP", lossless=True),
        "still.gif": encoded(photo(mode="P"), "GIF"),
    }
    cut = {}
    for name, content in whole.items():
        stem, extension = name.split(".")
        for kept in (1, 3, 7, 13, 40, *(len(content) * part // 100 for part in (25, 50, 75, 95))):
            cut[f"{stem}-{kept}.{extension}"] = content[:kept]
    return cut


@cache
def flipped_pictures():
    """Return pictures with bytes changed at random places, by name."""
    chance = random.Random(2)
    flipped = {}
    for name, content in good_pictures().items():
        for number in range(3):
            changed = bytearray(content)
            for _ in range(1 + number * 8):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            flipped[f"flip{number}-{name}"] = bytes(changed)
    return flipped


def png_chunk(kind, content):
    """Return one chunk of a PNG with its checksum."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def png_bomb(side):
    """Return a PNG of a few kB that declares ``side`` × ``side`` points."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", rows)
        + png_chunk(b"IEND", b"")
    )


def png_text_bomb():
    """Return a PNG whose compressed note unpacks to 80 MB."""
    note = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
    content = encoded(photo(), "PNG")
    return content[:33] + note + content[33:]


def gif_of(frames):
    """Return a GIF of one point and ``frames`` frames."""
    header = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    return header + frame * frames + b";"


NOT_A_PICTURE = "Ce fichier n’est pas une photo, malgré son nom."
DAMAGED = "La photo est arrivée incomplète ou abîmée\u00a0: envoyez-la de nouveau."
EMPTY = "Le fichier est vide\u00a0: envoyez-le de nouveau."
EXTENSION = "Envoyez une photo au format JPEG, PNG, WebP ou GIF."
TOO_LARGE = "Cette photo est trop grande\u00a0: 36\u00a0millions de pixels au plus."
TOO_MANY_FRAMES = "Cette animation contient trop d’images\u00a0: envoyez une photo fixe."
RENAME = "Ce fichier s’appelle"
TOO_HEAVY = "Ce fichier est trop lourd"


@cache
def hostile_pictures():
    """Return what must be refused, by name: the content and the sentence expected."""
    pixels = photo()
    jpeg = encoded(pixels, "JPEG")
    return {
        "script.svg": (SVG, EXTENSION),
        "script.png": (SVG, NOT_A_PICTURE),
        "script.jpg": (SVG, NOT_A_PICTURE),
        "page.jpg": (HTML, NOT_A_PICTURE),
        "page.html": (HTML, EXTENSION),
        "shell.php": (jpeg, EXTENSION),
        "shell.jpg.php": (jpeg, EXTENSION),
        "shell.gif": (b"GIF89a" + PHP, DAMAGED),
        "shell.jpeg": (b"\xff\xd8\xff\xe0" + PHP, DAMAGED),
        "bomb.png": (png_bomb(50_000), TOO_LARGE),
        "bomb-half.png": (png_bomb(11_000), TOO_LARGE),
        "bomb-quarter.png": (png_bomb(6_001), TOO_LARGE),
        "note-bomb.png": (png_text_bomb(), DAMAGED),
        "film.gif": (gif_of(100_000), TOO_MANY_FRAMES),
        "no-point.png": (png_bomb(0), DAMAGED),
        "empty.jpg": (b"", EMPTY),
        "renamed-png.jpg": (encoded(pixels, "PNG"), RENAME),
        "renamed-jpg.png": (jpeg, RENAME),
        "bitmap.jpg": (encoded(pixels, "BMP"), NOT_A_PICTURE),
        "scan.jpg": (encoded(pixels, "TIFF"), NOT_A_PICTURE),
        "scan.tiff": (encoded(pixels, "TIFF"), EXTENSION),
        "icon.png": (encoded(pixels, "ICO"), NOT_A_PICTURE),
        "layers.png": (b"8BPS\0\x01" + bytes(60), NOT_A_PICTURE),
        "print.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n", NOT_A_PICTURE),
        "archive.png": (zip_of({"evil.php": PHP}), NOT_A_PICTURE),
        "program.jpg": (b"MZ" + bytes(200), NOT_A_PICTURE),
        "no-extension": (jpeg, EXTENSION),
    }
