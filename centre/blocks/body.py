"""The base vocabulary."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from centre.blocks.contact import ContactButtonBlock
from centre.blocks.media import (
    AudioBlock,
    DocumentsBlock,
    GalleryBlock,
    PictureBlock,
    VideoBlock,
)
from centre.blocks.steps import StepsBlock
from centre.blocks.text import (
    RICH_TEXT_FEATURES,
    CalloutBlock,
    KeyFiguresBlock,
    QuestionsBlock,
    QuotationBlock,
)


class BaseBodyBlock(blocks.StreamBlock):
    """What any free page may hold."""

    heading = blocks.CharBlock(
        label=_("heading"),
        max_length=100,
        icon="title",
        template="blocks/heading.html",
    )
    text = blocks.RichTextBlock(
        label=_("text"),
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        template="blocks/text.html",
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    steps = StepsBlock()
    questions = QuestionsBlock()
    callout = CalloutBlock()
    key_figures = KeyFiguresBlock()
    quotation = QuotationBlock()
    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("text"), required=False))],
        label=_("table"),
        icon="table",
        template="blocks/table.html",
    )
    documents = DocumentsBlock()
    audio = AudioBlock()
    video = VideoBlock()
    contact_button = ContactButtonBlock()
