"""The way in that goes by no form of ours.

When something else than its file is missing, Wagtail keeps what was sent aside, as it
came, until the form is filled in.
"""

import warnings

from django.db.models.signals import pre_save
from PIL.Image import DecompressionBombWarning
from wagtail.models import UploadedFile

from centre.uploads.fields import CheckedField


def judge_kept_aside(instance, **kwargs) -> None:
    """Clean a file that is kept aside for one of our models. Raises ``ValidationError``."""
    model = instance.for_content_type and instance.for_content_type.model_class()
    field = model and model._meta.get_field("file")
    if isinstance(field, CheckedField) and instance.file and not instance.file._committed:
        instance.file = field.judge(instance.file.file, instance.file.name)


def connect() -> None:
    """Connect the receiver; a picture of too many points is an error, never a warning."""
    warnings.simplefilter("error", DecompressionBombWarning)
    pre_save.connect(judge_kept_aside, sender=UploadedFile)
