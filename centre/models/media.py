"""Images, documents, sound and video of the project, each kept in a commune's collection."""

import logging

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtailmedia.models import AbstractMedia

from centre.uploads.fields import (
    DocumentField,
    PictureField,
    PictureFileField,
    RecordingField,
    judge_new_files,
)

logger = logging.getLogger(__name__)


class CentreImage(AbstractImage):
    """A picture. Position and camera data are removed when it is uploaded."""

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who took or drew it. Example: Commune of Ogou 1."),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "description",
        "credit",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_rendition(self, filter):
        """Return a size for the staff area, or one that leads nowhere when it cannot be made.

        The file is lost or damaged, or its place takes nothing: the page around it has to be seen.
        """
        try:
            return super().get_rendition(filter)
        except OSError as error:
            logger.warning("No size made of image %s: %s", self.pk, error)
            lost = CentreRendition(image=self, width=0, height=0)
            lost.file.name = "not-found"  # its size is not asked for
            return lost

    def save(self, *args, **kwargs):
        """Judge a new file, then make its sizes. Raises ``ValidationError``."""
        from centre.uploads.tasks import make_renditions_later

        new_file = bool(judge_new_files(self))
        if new_file:
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        if new_file:
            self.renditions.all().delete()
            make_renditions_later(self)


class CentreRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(CentreImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CentreDocument(AbstractDocument):
    """A file to download; type and size are shown before it is fetched."""

    file = DocumentField(upload_to="documents", verbose_name=_("file"))

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Say nothing about the type of a file that was refused already."""
        if self.file:
            super().clean()

    def save(self, *args, **kwargs):
        """Judge a new file. Raises ``ValidationError``."""
        if judge_new_files(self):
            self._set_document_file_metadata()
        super().save(*args, **kwargs)


class CentreMedia(AbstractMedia):
    """A sound or a film. Its duration is read from the file."""

    file = RecordingField(upload_to="media", verbose_name=_("file"))
    thumbnail = PictureFileField(
        upload_to="media_thumbnails", blank=True, verbose_name=_("thumbnail")
    )

    admin_form_fields = ("title", "file", "collection", "thumbnail")

    class Meta:
        verbose_name = _("sound or film")
        verbose_name_plural = _("sounds and films")

    def clean(self):
        """Say nothing about the type of a file that was refused already."""
        if self.file:
            super().clean()

    def save(self, *args, **kwargs):
        """Judge new files and read the duration. Raises ``ValidationError``."""
        if "file" in judge_new_files(self):
            self.duration = self.file.file.duration
        super().save(*args, **kwargs)
