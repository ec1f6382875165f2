"""A button that calls or writes."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from centre.fields import normalise_phone


class PhoneNumberBlock(blocks.CharBlock):
    """A telephone number, kept as it is dialled."""

    def clean(self, value):
        """Return the normalised number, or raise ``ValidationError``."""
        value = super().clean(value)
        return normalise_phone(value) if value else value


class ContactButtonBlock(blocks.StructBlock):
    """Call or write with one touch."""

    label = blocks.CharBlock(
        label=_("words on the button"),
        max_length=40,
        help_text=_("A verb. Example: Call the centre."),
    )
    type = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("voice", _("Call")), ("whatsapp", _("WhatsApp"))],
        default="voice",
    )
    number = PhoneNumberBlock(
        label=_("number"), max_length=20, help_text=_("Example: 90 12 34 56.")
    )

    class Meta:
        icon = "link"
        label = _("call or WhatsApp button")
        template = "blocks/contact_button.html"
