"""Whose centre the reader is in, for every public page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from centre.colours import Colours
from centre.stylesheet import classes_in, stylesheets_for
from centre.weight.pages import adapted
from home.front import front_page_of

register = template.Library()


@register.simple_tag(takes_context=True)
def centre_home(context):
    """Return the front page of the house that is being read, ``None`` outside of one."""
    return context.get("home") or front_page_of(context.get("page"), context.get("request"))


@register.simple_block_tag(takes_context=True)
def styled(context, content, home=None) -> SafeString:
    """Write the block with the rules that it needs, in the colours of ``home``.

    It stands at the end of the head and holds the body, with its pictures or in words, as the
    reader asked. Some rules come first, the rest before the main part: on a slow line the header
    is there without waiting for them. The policy is told of the hashes.
    """
    request = context.get("request")
    content = adapted(content, request)
    colours = Colours(home.primary_colour, home.accent_colour) if home else Colours()
    host = request.get_host() if request else ""
    top, rest = stylesheets_for(colours, classes_in(content), host)
    if request:
        request.csp_style_hashes = [top.csp_hash, rest.csp_hash]
    above, main, below = content.partition("<main")
    # Rendered by Django, or ours to the last word: the colours are six digits, checked by a field.
    return mark_safe(f"<style>{top.css}</style>{above}<style>{rest.css}</style>{main}{below}")  # noqa: S308
