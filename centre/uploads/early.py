"""Clean pictures before the change begins that they are sent for: a large one takes seconds.

A change in SQLite keeps every other one waiting, so nothing slow belongs into it. The forms judge
as ever; of a picture that was cleaned here they find what came of it.
"""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError

from centre.uploads.files import checked_picture
from centre.uploads.names import extension_of


def clean_early(files) -> None:
    """Clean the pictures among ``files``, a ``MultiValueDict``; those refused stay as they are."""
    for name in files:
        for file in files.getlist(name):
            if extension_of(file.name) in settings.WAGTAILIMAGES_EXTENSIONS:
                with suppress(ValidationError):
                    file.cleaned_early = checked_picture(file)
