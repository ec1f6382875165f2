"""Django's files, judged under the limits of the settings."""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from centre.formats import size_in_words
from centre.uploads.documents import check_document
from centre.uploads.names import extension_of, readable_name
from centre.uploads.pictures import Limits, clean_picture
from centre.uploads.refusal import Refusal
from centre.uploads.sounds import clean_sound
from centre.uploads.storage import own_copy

FILMS = {"mp4"}


class CheckedFile(File):
    """A file that was judged and cleaned. ``duration`` in seconds, for sounds and films."""

    def __init__(self, file, name: str, content_type: str = "", duration: float | None = None):
        super().__init__(file, name)
        self.size = file.seek(0, 2)
        self.content_type = content_type
        self.duration = duration
        file.seek(0)


def checked(judge):
    """Return ``judge(file, name)``, passing over files already judged.

    A ``Refusal`` becomes the ``ValidationError`` that forms and models know.
    """

    def judge_once(file, name: str = "", **options) -> CheckedFile:
        if isinstance(file, CheckedFile):
            return file
        try:
            found = judge(file, name or file.name or "", **options)
        except Refusal as refusal:
            raise ValidationError(
                refusal.message, code=refusal.code, params=refusal.params
            ) from refusal
        check_place()
        return found

    judge_once.__doc__ = judge.__doc__
    return judge_once


@checked
def checked_picture(file, name: str, side: int | None = None) -> CheckedFile:
    """Return the clean picture made of ``file``, at most ``side`` pixels wide and high.

    Raises ``ValidationError``.
    """
    early = getattr(file, "cleaned_early", None)
    if side is None and early is not None and not early.closed:
        return early
    check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    limits = Limits(
        pixels=settings.PICTURE_MAX_PIXELS,
        jpeg_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS,
        frames=settings.PICTURE_MAX_FRAMES,
        side=side or settings.PICTURE_MAX_SIDE,
    )
    file.open()
    picture = clean_picture(file.read(), name, limits)
    return CheckedFile(BytesIO(picture.content), picture.name, picture.content_type)


@checked
def checked_document(file, name: str) -> CheckedFile:
    """Return ``file`` once it is known to be a whole document. Raises ``ValidationError``."""
    extension = extension_of(name)
    check_extension(extension, settings.WAGTAILDOCS_EXTENSIONS)
    check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    own = own_copy(file)
    check_document(own, extension)
    return CheckedFile(own, readable_name(name, extension, "document"))


@checked
def checked_recording(file, name: str, extensions: list[str] | None = None) -> CheckedFile:
    """Return the sound or film in ``file`` without its tags. Raises ``ValidationError``.

    ``extensions`` are those taken, by default all of the settings.
    """
    extension = extension_of(name)
    check_extension(extension, extensions or recording_extensions())
    film = extension in FILMS
    check_size(file, settings.FILM_MAX_UPLOAD_SIZE if film else settings.SOUND_MAX_UPLOAD_SIZE)
    own = own_copy(file)
    duration = clean_sound(own, extension)
    default = "film" if film else "sound"
    return CheckedFile(own, readable_name(name, extension, default), duration=duration)


def recording_extensions(media_type: str = "") -> list[str]:
    """Return the extensions taken for ``media_type`` ("audio", "video"), or for both."""
    media = settings.WAGTAILMEDIA
    kinds = {"audio": media["AUDIO_EXTENSIONS"], "video": media["VIDEO_EXTENSIONS"]}
    return kinds[media_type] if media_type else [*kinds["audio"], *kinds["video"]]


def check_size(file, limit: int) -> None:
    """Refuse a file heavier than ``limit`` bytes, before it is read."""
    if file.size > limit:
        raise Refusal(
            _("This file is too heavy (%(size)s): at most %(limit)s."),
            "too_heavy",
            size=size_in_words(file.size),
            limit=size_in_words(limit),
        )


def check_place() -> None:
    """Refuse any file while the machine that would keep it does not answer."""
    try:
        # A disk of this machine has nothing to be asked.
        getattr(default_storage, "check_answers", bool)()
    except OSError as error:
        raise ValidationError(
            _("Files cannot be kept at the moment: send it again in a few minutes."),
            code="place_away",
        ) from error


def check_extension(extension: str, taken: list[str]) -> None:
    """Refuse an extension that is not among those ``taken``."""
    if extension not in taken:
        raise Refusal(
            _("Send a file of one of these types: %(types)s."),
            "extension",
            types=", ".join(taken).upper(),
        )
