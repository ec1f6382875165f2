"""Form fields that say next to the file why it is refused."""

from django.forms import FileField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from centre.uploads.files import (
    checked_document,
    checked_picture,
    checked_recording,
    recording_extensions,
)

EMPTY = _("The file is empty: send it again.")


class PictureFormField(WagtailImageField):
    """A picture: what is sent comes out clean, at most ``side`` pixels wide and high.

    Wagtail's own field lets errors of Pillow through and keeps the camera data.
    """

    def __init__(self, *args, side=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.side = side
        self.error_messages["empty"] = EMPTY
        self.help_text = format_lazy(
            "{} {}",
            self.help_text,
            _("A large picture is reduced; where and when it was taken is removed."),
        )

    def to_python(self, data):
        """Return the clean picture, ``None`` without file. Raises ``ValidationError``."""
        file = FileField.to_python(self, data)
        return checked_picture(file, side=self.side) if file else None


class DocumentFormField(WagtailDocumentField):
    """A document: what comes out is of the type that its extension says, and whole."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error_messages["empty"] = EMPTY

    def to_python(self, data):
        """Return the judged document, ``None`` without file. Raises ``ValidationError``."""
        file = FileField.to_python(self, data)
        return checked_document(file) if file else None


class RecordingFormField(FileField):
    """A sound (``media_type`` "audio") or a film ("video")."""

    def __init__(self, *args, media_type="", **kwargs):
        super().__init__(*args, **kwargs)
        self.extensions = recording_extensions(media_type)
        self.error_messages["empty"] = EMPTY

    def to_python(self, data):
        """Return the recording without tags, ``None`` without file. Raises ``ValidationError``."""
        file = super().to_python(data)
        return checked_recording(file, extensions=self.extensions) if file else None


def with_file_field(form, name: str, kind, **options) -> None:
    """Replace the file field ``name`` of ``form``, where it has one, by a ``kind``.

    Wagtail chooses the class of these fields itself, out of reach of a form's ``Meta``.
    """
    if stock := form.fields.get(name):
        form.fields[name] = kind(
            label=stock.label, required=stock.required, widget=stock.widget, **options
        )
