"""Form fields that say next to the file why it is refused."""

from django.conf import settings
from django.forms import FileField
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from centre.formats import size_in_words
from centre.uploads.files import (
    checked_document,
    checked_picture,
    checked_recording,
    recording_extensions,
)


class PictureFormField(WagtailImageField):
    """A picture: what is sent comes out clean, at most ``side`` pixels wide and high.

    Wagtail's own field lets errors of Pillow through and keeps the camera data.
    """

    def __init__(self, *args, side=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.side = side
        say_limits(self, self.allowed_image_extensions, self.max_upload_size)
        self.error_messages["invalid_image_extension"] = _(
            "Send a picture in JPEG, PNG, WebP or GIF."
        )
        note = _("A large picture is reduced; where and when it was taken is removed.")
        self.help_text = f"{self.help_text} {note}"

    def to_python(self, data):
        """Return the clean picture, ``None`` without file. Raises ``ValidationError``."""
        file = FileField.to_python(self, data)
        return checked_picture(file, side=self.side) if file else None


class DocumentFormField(WagtailDocumentField):
    """A document: what comes out is of the type that its extension says, and whole."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_limits(self, settings.WAGTAILDOCS_EXTENSIONS, self.max_upload_size)

    def to_python(self, data):
        """Return the judged document, ``None`` without file. Raises ``ValidationError``."""
        file = FileField.to_python(self, data)
        return checked_document(file) if file else None


class RecordingFormField(FileField):
    """A sound (``media_type`` "audio") or a film ("video")."""

    def __init__(self, *args, media_type="", **kwargs):
        super().__init__(*args, **kwargs)
        self.extensions = recording_extensions(media_type)
        film = media_type == "video"
        limit = settings.FILM_MAX_UPLOAD_SIZE if film else settings.SOUND_MAX_UPLOAD_SIZE
        say_limits(self, self.extensions, limit)

    def to_python(self, data):
        """Return the recording without tags, ``None`` without file. Raises ``ValidationError``."""
        file = super().to_python(data)
        return checked_recording(file, extensions=self.extensions) if file else None


def say_limits(field, extensions, limit: int) -> None:
    """Say on ``field`` which ``extensions`` are taken and how many bytes, also in its errors."""
    words = {"types": ", ".join(extensions).upper(), "limit": size_in_words(limit)}
    field.help_text = _("%(types)s, at most %(limit)s.") % words
    field.error_messages["empty"] = _("The file is empty: send it again.")
    # The page where several files are sent says this one before it sends any.
    field.error_messages["file_too_large_unknown_size"] = (
        _("This file is too heavy: at most %(limit)s.") % words
    )


def with_file_field(form, name: str, kind, **options) -> None:
    """Replace the file field ``name`` of ``form``, where it has one, by a ``kind``.

    Wagtail chooses the class of these fields itself, out of reach of a form's ``Meta``.
    """
    if stock := form.fields.get(name):
        form.fields[name] = kind(
            label=stock.label, required=stock.required, widget=stock.widget, **options
        )
