"""Model fields that let no file reach storage unjudged, whoever saves it.

Migrations see the stock fields: what the database stores is the same.
"""

from functools import partial

from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from centre.uploads.files import (
    CheckedFile,
    checked_document,
    checked_picture,
    checked_recording,
)


class CheckedFieldFile(FieldFile):
    """A stored file, judged on its way in."""

    def save(self, name, content, save=True):
        """Store the judged ``content``. Raises ``ValidationError``, and then stores nothing."""
        judged = self.field.judge(content, name)
        super().save(judged.name, judged, save)

    save.alters_data = True


class CheckedImageFieldFile(CheckedFieldFile, WagtailImageFieldFile):
    """A stored picture, cleaned on its way in."""

    def get_image_dimensions(self):
        """Return width and height, ``(None, None)`` for what will be refused when saved."""
        if self._committed or isinstance(self.file, CheckedFile):
            return super().get_image_dimensions()
        return None, None


class CheckedField(models.FileField):
    """A file of any kind. ``judge(file, name)`` returns a ``CheckedFile``."""

    attr_class = CheckedFieldFile
    stock = "django.db.models.FileField"

    @staticmethod
    def judge(file, name):
        """Return the judged file, or raise ``ValidationError``."""
        raise NotImplementedError

    def deconstruct(self):
        """Return the stock field: ``(name, path, args, kwargs)``."""
        name, _path, args, kwargs = super().deconstruct()
        return name, self.stock, args, kwargs


class PictureField(CheckedField, WagtailImageField):
    """A picture with its width and height."""

    attr_class = CheckedImageFieldFile
    stock = "wagtail.images.models.WagtailImageField"
    judge = staticmethod(checked_picture)


class PictureFileField(CheckedField):
    """A picture kept as a plain file."""

    judge = staticmethod(checked_picture)


class DocumentField(CheckedField):
    """An office document, PDF or text."""

    judge = staticmethod(checked_document)


class RecordingField(CheckedField):
    """A sound or a film."""

    judge = staticmethod(checked_recording)


def judge_new_files(instance) -> set[str]:
    """Judge the files about to be stored with ``instance`` and return the fields they are in.

    Once the transaction has succeeded, the files they replace are deleted. Raises
    ``ValidationError`` before anything is stored.
    """
    fields = [
        field
        for field in instance._meta.fields
        if isinstance(field, CheckedField) and not getattr(instance, field.name)._committed
    ]
    for field in fields:
        file = getattr(instance, field.name)
        if not isinstance(file.file, CheckedFile):
            setattr(instance, field.name, field.judge(file.file, file.name))
    delete_replaced(instance, fields)
    return {field.name for field in fields}


def delete_replaced(instance, fields) -> None:
    """Delete the present files of ``fields`` once the transaction has succeeded."""
    if not fields or instance._state.adding:
        return
    names = [field.name for field in fields]
    stored = type(instance)._base_manager.filter(pk=instance.pk).values_list(*names).first()
    for field, name in zip(fields, stored or (), strict=False):
        if name:
            transaction.on_commit(partial(field.storage.delete, name))
