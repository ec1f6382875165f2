"""Judge a sound or a film by its content, measure it and take its tags away."""

import math
from collections.abc import Callable
from typing import Any, BinaryIO

import mutagen
from django.utils.translation import gettext_lazy as _
from mutagen import apev2, id3
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from centre.uploads.boxes import blank_telltales, check_boxes
from centre.uploads.refusal import Refusal

LONGEST = 24 * 3600.0
# "fLaC" and others never begin so; "ID3" is a tag before the sound.
MPEG_STARTS = (b"ID3", *(bytes([0xFF, second]) for second in (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3)))


def clean_sound(file: BinaryIO, extension: str) -> float:
    """Return the duration in seconds and take away the tags, changing ``file`` itself.

    ``extension`` is lower case, without dot. Raises ``Refusal``.
    """
    clean = CLEANERS.get(extension)
    if clean is None:
        raise Refusal(
            _("Sounds and films of the type .%(extension)s are not taken."),
            "media_extension",
            extension=extension,
        )
    if not file.seek(0, 2):
        raise Refusal(_("The file is empty: send it again."), "empty")
    file.seek(0)
    try:
        duration = clean(file, extension)
    except Refusal:
        raise
    except Exception as error:
        # Besides MutagenError, damaged files raise struct.error, KeyError, UnicodeError…
        raise damaged() from error
    if not math.isfinite(duration) or not 0 < duration <= LONGEST:
        raise damaged()
    file.seek(0)
    return duration


def damaged() -> Refusal:
    """Return the refusal of a recording that cannot be read to its end."""
    return Refusal(
        _("The recording arrived incomplete or damaged: send it again."), "media_damaged"
    )


def lies(extension: str) -> Refusal:
    """Return the refusal of a file that is not what its name says."""
    return Refusal(
        _("This file is not a .%(extension)s recording, whatever its name says."),
        "media_lies",
        extension=extension,
    )


def read(kind: Any, file: BinaryIO) -> Any:
    """Return what ``kind`` of mutagen reads of the stream in ``file``; its types leave it out."""
    file.seek(0)
    return kind(file).info


def clean_mpeg(file: BinaryIO, extension: str) -> float:
    """Return the duration of an MP3 without its tags."""
    if not file.read(3).startswith(MPEG_STARTS):
        raise lies(extension)
    info = read(MP3, file)
    if info.sketchy:
        raise damaged()
    for tags in (id3, apev2):
        file.seek(0)
        tags.delete(file)
    return float(info.length)


def clean_boxes(file: BinaryIO, extension: str) -> float:
    """Return the duration of an MP4 film or sound without position, device and date."""
    if file.read(8)[4:] != b"ftyp":
        raise lies(extension)
    check_boxes(file)
    blank_telltales(file)
    return float(read(MP4, file).length)


def clean_ogg(file: BinaryIO, extension: str) -> float:
    """Return the duration of an Ogg Vorbis or Opus sound without its tags."""
    kinds = [OggOpus] if extension == "opus" else [OggVorbis, OggOpus]
    if file.read(4) != b"OggS":
        raise lies(extension)
    file.seek(0)
    sound = mutagen.File(file, options=kinds)
    if sound is None:
        raise lies(extension)
    file.seek(0)
    sound.delete(file)
    return float(sound.info.length)


CLEANERS: dict[str, Callable[[BinaryIO, str], float]] = {
    "mp3": clean_mpeg,
    "m4a": clean_boxes,
    "mp4": clean_boxes,
    "ogg": clean_ogg,
    "opus": clean_ogg,
}
