"""Whose centre the reader is in, for every public page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from centre.colours import Colours
from centre.stylesheet import classes_in, stylesheet_for

register = template.Library()


@register.simple_tag(takes_context=True)
def centre_home(context):
    """Return the home page of the centre that is being read, ``None`` outside of one."""
    if home := context.get("home"):
        return home
    if home := getattr(context.get("request"), "centre_home", None):
        return home
    branch = getattr(context.get("page"), "owner_branch", None)
    return branch.root_page.specific if branch else None


@register.simple_block_tag(takes_context=True)
def styled(context, content, home=None) -> SafeString:
    """Write the rules that the block needs, in the colours of ``home``, and then the block.

    It stands at the end of the head and holds the body. The policy is told of the hash.
    """
    colours = Colours(home.primary_colour, home.accent_colour) if home else Colours()
    css, csp_hash = stylesheet_for(colours, classes_in(content))
    if request := context.get("request"):
        request.csp_style_hash = csp_hash
    # Rendered by Django, or ours to the last word: the colours are six digits, checked by a field.
    return mark_safe(f"<style>{css}</style>{content}")  # noqa: S308
