"""Numbers as people here write them, in templates."""

from django import template

from centre import formats

register = template.Library()

register.filter("phone", formats.phone_in_words)
register.filter("cfa", formats.amount_in_words)
register.filter("octets", formats.size_in_words)
register.filter("duration", formats.duration_in_words)


@register.filter
def whatsapp(number: str) -> str:
    """Give the address that opens a conversation with a number; the sign ``+`` is left out."""
    return "https://wa.me/" + number.lstrip("+")
