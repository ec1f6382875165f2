"""The originals of pictures, documents and recordings; never their sizes made for pages."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import FileField
from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.uploads.files import CheckedFile, checked_picture
from centre.uploads.names import extension_of
from communes.transfer.archive import Archive, Writer
from communes.transfer.bare import is_bare

# What storage puts behind a name that is taken; names of ours have no underscore.
TAKEN = re.compile(r"_[A-Za-z0-9]{7}(?=\.[^.]+$)")
FOLDER = "files/"


def file_fields(model) -> list:
    """Return the fields of ``model`` that hold a file."""
    return [field for field in model._meta.concrete_fields if isinstance(field, FileField)]


def write_files(instance, key: str, writer: Writer) -> dict:
    """Write the files of ``instance`` and return what the archive says of them."""
    said = {}
    for field in file_fields(type(instance)):
        file = getattr(instance, field.name)
        if not file:
            continue
        name = TAKEN.sub("", PurePosixPath(file.name).name)
        member = f"{FOLDER}{key}-{field.name}.{extension_of(name)}"
        try:
            stored = file.storage.open(file.name)
        except OSError as error:
            raise Refused(
                _("The file of “%(title)s” is missing or cannot be read: %(name)s.")
                % {"title": instance, "name": file.name}
            ) from error
        with stored:
            size, found = writer.add_file(member, stored)
        said[field.name] = {"name": name, "size": size, "sha256": found}
    return said


def files_of(instance) -> dict:
    """Return what an archive would say of the files of ``instance``."""
    said = {}
    for field in file_fields(type(instance)):
        file = getattr(instance, field.name)
        if file:
            size, found = _measure(file)
            name = TAKEN.sub("", PurePosixPath(file.name).name)
            said[field.name] = {"name": name, "size": size, "sha256": found}
    return said


def give_files(instance, said: dict, key: str, archive: Archive) -> None:
    """Give ``instance`` its files from the archive, judged as any upload. Raises ``Refused``."""
    for field in file_fields(type(instance)):
        one = said.get(field.name)
        if one is None:
            continue
        member = f"{FOLDER}{key}-{field.name}.{extension_of(str(one['name']))}"
        with archive.open(member) as stored:
            setattr(instance, field.name, _judged(field, stored.read(), str(one["name"])))


def give_back(instance, before) -> None:
    """Let ``instance`` keep the files of ``before``, the same object as it is stored."""
    for name in ("file", "thumbnail", "file_size", "file_hash", "duration", "width", "height"):
        if hasattr(before, name):
            setattr(instance, name, getattr(before, name))


def _judged(field, content: bytes, name: str) -> File:
    """Return the file as it may be stored.

    A picture that holds nothing but its points is kept byte for byte: writing it anew each time it
    moves would wear it out.
    """
    try:
        judged = field.judge(File(BytesIO(content), name), name)
    except ValidationError as error:
        raise Refused(
            _("The file “%(name)s” is refused: %(reason)s")
            % {"name": name[:80], "reason": " ".join(error.messages)}
        ) from error
    if field.judge is checked_picture and is_bare(content):
        return CheckedFile(BytesIO(content), judged.name, judged.content_type)
    return judged


def _measure(file) -> tuple[int, str]:
    found, size = sha256(), 0
    with file.storage.open(file.name) as stored:
        for chunk in stored.chunks():
            found.update(chunk)
            size += len(chunk)
    return size, found.hexdigest()
