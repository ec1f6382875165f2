"""Blocks made of words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuestionBlock(blocks.StructBlock):
    """A question people ask, and its answer."""

    question = blocks.CharBlock(
        label=_("question"),
        max_length=160,
        help_text=_("Example: Must I give my name?"),
    )
    answer = blocks.RichTextBlock(label=_("answer"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("question")


class QuestionsBlock(blocks.StructBlock):
    """Questions and answers, folded until one is opened."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("questions and answers")
        template = "blocks/questions.html"


class CalloutBlock(blocks.StructBlock):
    """Something to notice."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Good to know")), ("warning", _("Warning"))],
        default="info",
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("callout")
        template = "blocks/callout.html"


class KeyFigureBlock(blocks.StructBlock):
    """A number, what it counts, and where it comes from."""

    figure = blocks.CharBlock(label=_("figure"), max_length=30, help_text=_("Example: 100 women."))
    label = blocks.CharBlock(label=_("what it counts"), max_length=120)
    source = blocks.CharBlock(label=_("source"), required=False, max_length=160)

    class Meta:
        icon = "order"
        label = _("figure")


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("figures"), min_num=1)

    class Meta:
        icon = "order"
        label = _("key figures")
        template = "blocks/key_figures.html"


class QuotationBlock(blocks.StructBlock):
    """Words of somebody, named by her role."""

    text = blocks.TextBlock(label=_("words"), max_length=600, rows=3)
    role = blocks.CharBlock(
        label=_("who said it, by role"),
        required=False,
        max_length=120,
        help_text=_("Example: a learner of the literacy class. No name."),
    )

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "blocks/quotation.html"
