"""Images, documents, sound and video of the project, each kept in a commune's collection."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import AbstractMedia


class CentreImage(AbstractImage):
    """A picture. Position and camera data are removed when it is uploaded."""

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


class CentreRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(CentreImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CentreDocument(AbstractDocument):
    """A file to download; type and size are shown before it is fetched."""

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class CentreMedia(AbstractMedia):
    """A sound or a film. Its duration is read from the file."""

    admin_form_fields = ("title", "file", "collection", "duration", "thumbnail")

    class Meta:
        verbose_name = _("sound or film")
        verbose_name_plural = _("sounds and films")
