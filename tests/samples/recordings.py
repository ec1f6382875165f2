"""Sounds and films made in code: good ones, damaged ones and hostile ones."""

import struct
from functools import cache
from io import BytesIO

from mutagen.id3 import COMM, ID3, TIT2
from mutagen.ogg import OggPage

from tests.samples.pictures import HTML, PHP, encoded, photo

TELLTALE = b"+07.5333+001.1333/"
TELLTALES = (TELLTALE, b"TelltaleRecorder")


def box(kind, *contents):
    """Return a box of an MP4 file."""
    content = b"".join(contents)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def boxed(brand=b"isom", handler=b"vide", seconds=3.5, telltale=True):
    """Return an MP4 file of ``seconds`` as a phone writes it, position included."""
    scale, length = 1000, int(seconds * 1000)
    where = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7), TELLTALE))
    apple = box(b"meta", bytes(4), b"TelltaleRecorder")
    mvhd = box(b"mvhd", bytes(12), struct.pack(">II", scale, length), bytes(80))
    mdhd = box(b"mdhd", bytes(12), struct.pack(">II", scale, length), bytes(4))
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    extra = [where, apple] if telltale else []
    trak = box(b"trak", box(b"mdia", mdhd, hdlr), *extra)
    return b"".join(
        [
            box(b"ftyp", brand, bytes(4), b"isommp42"),
            box(b"moov", mvhd, trak, *extra),
            *([box(b"uuid", bytes(16), b"TelltaleRecorder")] if telltale else []),
            box(b"mdat", b"content" * 200),
        ]
    )


def mp3(frames=115):
    """Return an MP3 of silent frames of 26 ms, with tags."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    output = BytesIO()
    tags = ID3()
    tags.add(TIT2(encoding=3, text=["TelltaleRecorder"]))
    tags.add(COMM(encoding=3, lang="fra", desc="", text=[TELLTALE.decode()]))
    output.write(frame * frames)
    output.seek(0)
    tags.save(output)
    return output.getvalue()


def ogg(packets, granule):
    """Return an Ogg stream of ``packets``, of ``granule`` samples."""
    pages = []
    for number, packet in enumerate(packets):
        page = OggPage()
        page.packets = [packet]
        page.serial = 7
        page.sequence = number
        page.first = number == 0
        page.last = number == len(packets) - 1
        page.position = granule if page.last else 0
        pages.append(page.write())
    return b"".join(pages)


def comments():
    """Return a Vorbis comment block."""
    comment = b"LOCATION=" + TELLTALE
    vendor = b"TelltaleRecorder"
    return b"".join(
        [
            struct.pack("<I", len(vendor)),
            vendor,
            struct.pack("<II", 1, len(comment)),
            comment,
        ]
    )


def opus(seconds=2.0):
    """Return an Ogg Opus sound (RFC 7845), with comments."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 0, 48000, 0, 0)
    return ogg([head, b"OpusTags" + comments(), bytes(200)], int(seconds * 48000))


def vorbis(seconds=2.0):
    """Return an Ogg Vorbis sound, with comments."""
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 64000, 0, 0xB8, 1)
    packets = [head, b"\x03vorbis" + comments() + b"\x01", b"\x05vorbis" + bytes(100), bytes(200)]
    return ogg(packets, int(seconds * 44100))


@cache
def good_recordings():
    """Return recordings by name: content and seconds."""
    return {
        "VID_20240312.mp4": (boxed(), 3.5),
        "silent.mp4": (boxed(telltale=False), 3.5),
        "voice.m4a": (boxed(b"M4A ", b"soun", 12.0), 12.0),
        "voice.mp3": (mp3(), 3.0),
        "note.opus": (opus(), 2.0),
        "note.ogg": (opus(), 2.0),
        "song.ogg": (vorbis(), 2.0),
    }


@cache
def cut_recordings():
    """Return recordings cut off on their way, by name."""
    cut = {}
    for name, (content, _seconds) in good_recordings().items():
        # A cut MP3 or Ogg is a shorter sound; an MP4 without its end is unreadable.
        parts = (20, 60, 95) if name.endswith(("mp4", "m4a")) else (1, 2)
        for part in parts:
            cut[f"{part}-{name}"] = content[: len(content) * part // 100]
    return cut


LIES = "malgré son nom."
DAMAGED = "L’enregistrement est arrivé incomplet ou abîmé\u00a0: envoyez-le de nouveau."
EMPTY = "Le fichier est vide\u00a0: envoyez-le de nouveau."
SOUNDS = "Envoyez un fichier de l’un de ces types\u00a0: MP3, M4A, OGG, OPUS."
FILMS = "Envoyez un fichier de l’un de ces types\u00a0: MP4."


@cache
def hostile_recordings():
    """Return what must be refused, by name: kind, content and the sentence expected."""
    return {
        "page.html": ("audio", HTML, SOUNDS),
        "film.mp4": ("audio", boxed(), SOUNDS),
        "sound.mp3": ("video", mp3(), FILMS),
        "film.avi": ("video", b"RIFF\0\0\0\0AVI ", FILMS),
        "page.mp3": ("audio", HTML, LIES),
        "page.mp4": ("video", HTML, LIES),
        "shell.ogg": ("audio", PHP, LIES),
        "shell.opus": ("audio", b"OggS" + PHP, LIES),
        "photo.m4a": ("audio", encoded(photo(), "JPEG"), LIES),
        "tag-only.mp3": ("audio", b"ID3\x04\0\0\0\0\0\0" + PHP, DAMAGED),
        "film.mp3": ("audio", boxed(), LIES),
        "sound.m4a": ("audio", mp3(), LIES),
        "vorbis.opus": ("audio", vorbis(), LIES),
        "empty.mp3": ("audio", b"", EMPTY),
        "empty.mp4": ("video", b"", EMPTY),
        "no-length.mp4": ("video", boxed(seconds=0), DAMAGED),
        "no-index.mp4": ("video", box(b"ftyp", b"isom") + box(b"mdat", bytes(90)), DAMAGED),
        "endless.mp4": ("video", boxed(seconds=100_000), DAMAGED),
        "negative.mp4": ("video", boxed() + struct.pack(">I4sQ", 1, b"free", 3), DAMAGED),
    }
