"""Shared pages, in templates."""

from django import template

from communes.sharing.local import local_part_of

register = template.Library()


@register.inclusion_tag("components/local_part.html")
def local_part(page, home) -> dict:
    """Draw what the commune added to a page that the federation shares; nothing elsewhere."""
    return {"words": local_part_of(page, home.branch if home else None)}
