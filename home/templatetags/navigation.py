"""What surrounds every page of a centre, in templates."""

from django import template

from centre.models.routed import centre_root
from home.navigation import Surroundings

register = template.Library()


@register.simple_tag
def surroundings(home) -> Surroundings:
    """Return what surrounds the pages of the house of ``home``."""
    return home.surroundings


@register.inclusion_tag("components/nav.html", takes_context=True)
def navigation(context, home) -> dict:
    """Draw the main navigation; the entry the reader is in says so."""
    request = context.get("request")
    root = home.get_url(request) or "/"
    path = request.path if request else ""
    return {
        "entries": [
            {
                "label": entry.label,
                "pictogram": entry.pictogram,
                "url": root + entry.path,
                "is_current": path.startswith(root + entry.path) if entry.path else path == root,
            }
            for entry in home.surroundings.entries
        ]
    }


@register.simple_tag(takes_context=True)
def canonical_url(context, home, around) -> str:
    """Return the one address to remember of what is shown, whatever the host it was asked of.

    At the host of its own if the commune has one; without filters.
    """
    request = context["request"]
    return around.own_address + request.path.removeprefix(centre_root(home, request))
