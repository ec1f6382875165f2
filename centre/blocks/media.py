"""Pictures, sound, film and files."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from centre.pictures import prefetch_renditions


class SizedImageBlock(ImageBlock):
    """An image of a body: the public sizes of all of them are fetched in one query."""

    def bulk_to_python(self, values):
        """Return the images, with what ``picture_of`` needs."""
        images = super().bulk_to_python(values)
        prefetch_renditions(images)
        return images


class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = SizedImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=160)

    class Meta:
        icon = "image"
        label = _("image")
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("images"), min_num=1)

    class Meta:
        icon = "image"
        label = _("gallery")
        template = "blocks/gallery.html"


class DocumentsBlock(blocks.StructBlock):
    """Files to download; type and size are shown."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("document")), label=_("documents"), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = _("documents")
        template = "blocks/documents.html"


class AudioBlock(blocks.StructBlock):
    """A sound, never fetched before a click."""

    audio = AudioChooserBlock(label=_("sound"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=160)

    class Meta:
        icon = "media"
        label = _("sound")
        template = "blocks/audio.html"


class VideoBlock(blocks.StructBlock):
    """A film of our own, or the address of one; never fetched before a click."""

    video = VideoChooserBlock(label=_("film"), required=False)
    link = blocks.URLBlock(label=_("or its address"), required=False)
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=160)

    class Meta:
        icon = "media"
        label = _("film")
        template = "blocks/video.html"

    def clean(self, value):
        """Ask for a film or an address, not both and not neither."""
        result = super().clean(value)
        if bool(result.get("video")) == bool(result.get("link")):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "link": ValidationError(
                        _("Choose a film, or write its address: one of the two.")
                    )
                }
            )
        return result
