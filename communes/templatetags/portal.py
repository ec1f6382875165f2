"""What the pages of the federation draw, in templates."""

from functools import lru_cache
from itertools import groupby

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from services.templatetags.directory import kept

register = template.Library()

# Beyond, cards fill many screens, and a page no longer fits one round trip.
MOST_CARDS = 12


@register.simple_tag
def commune_links(centres, level: int) -> SafeString:
    """Draw the centres, each with its address: cards while they are few, else names by region."""
    return _commune_links(
        tuple(
            (one.commune.region, one.commune.name, one.town, one.has_building, url)
            for one, url in centres
        ),
        level,
    )


@kept
def _commune_links(lines: tuple[tuple, ...], level: int) -> SafeString:
    name = "commune_cards" if len(lines) <= MOST_CARDS else "commune_names"
    regions = [(region, list(found)) for region, found in groupby(lines, key=lambda one: one[0])]
    context = {"lines": lines, "regions": regions, "level": level}
    return get_template(f"components/{name}.html").render(context)


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
