"""Numbers and names as people here write them, in templates."""

from django import template

from centre import formats

register = template.Library()

register.filter("phone", formats.phone_in_words)
register.filter("cfa", formats.amount_in_words)
register.filter("octets", formats.size_in_words)
register.filter("of", formats.of_in_words)
