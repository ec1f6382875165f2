"""What happens, one step after the other."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step: a short title, and a sentence when it needs one."""

    title = blocks.CharBlock(
        label=_("step"),
        max_length=100,
        help_text=_("Example: You come or you call."),
    )
    text = blocks.TextBlock(label=_("explanation"), required=False, max_length=400, rows=2)

    class Meta:
        icon = "order"
        label = _("step")
        template = "blocks/step.html"


class StepsBlock(blocks.StructBlock):
    """A numbered list of steps."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("steps")
        template = "blocks/steps.html"
