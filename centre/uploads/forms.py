"""The forms of staff in which files are sent."""

from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from centre.uploads.files import CheckedFile
from centre.uploads.form_fields import (
    DocumentFormField,
    PictureFormField,
    RecordingFormField,
    with_file_field,
)

AVATAR_SIDE = 400


class CentreImageForm(BaseImageForm):
    """Adds and changes pictures, in the admin, its choosers and the API."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_file_field(self, "file", PictureFormField)
        # The model deletes what it replaces, and only once the new file is kept.
        self.original_file = None


class CentreDocumentForm(BaseDocumentForm):
    """Adds and changes documents."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_file_field(self, "file", DocumentFormField)
        self.original_file = None


class CentreMediaForm(BaseMediaForm):
    """Adds and changes sounds and films."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_file_field(self, "file", RecordingFormField, media_type=self.instance.type)
        with_file_field(self, "thumbnail", PictureFormField)


class AvatarForm(AvatarPreferencesForm):
    """The picture of a member of staff."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        with_file_field(self, "avatar", PictureFormField, side=AVATAR_SIDE)

    def clean_avatar(self):
        """Return the new picture, ``False`` to have none, or else the present one."""
        sent = self.cleaned_data.get("avatar")
        return sent if sent is False or isinstance(sent, CheckedFile) else self._original_avatar
