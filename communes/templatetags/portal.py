"""What the pages of the federation draw, in templates."""

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def where_field(field) -> SafeString:
    """Draw the choice of a place, its communes under their regions."""
    first, *groups = field.field.choices
    chosen = field.value() or ""
    try:
        chosen = field.field.to_python(chosen)
    except TypeError:
        chosen = ""
    drawn = format_html('<option value="{}">{}</option>', *first) + _groups(
        tuple((name, tuple(options)) for name, options in groups), str(chosen)
    )
    return get_template("components/grouped_field.html").render({"field": field, "options": drawn})


@lru_cache(maxsize=512)
def _groups(groups: tuple, chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        ((name, _options(options, chosen)) for name, options in groups),
    )


def _options(options: tuple, chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SafeString(" selected") if key == chosen else "", label) for key, label in options),
    )
