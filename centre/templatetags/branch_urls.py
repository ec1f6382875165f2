"""Addresses under a centre's root, in templates."""

from django import template

from centre.models.routed import centre_root
from centre.routing import reverse_branch_route

register = template.Library()


@register.simple_tag(takes_context=True)
def branch_url(context, home, name, **kwargs) -> str:
    """Return the address of the route ``name`` in the centre of ``home``."""
    return branch_root(context, home) + reverse_branch_route(name, **kwargs)


@register.simple_tag(takes_context=True)
def branch_root(context, home) -> str:
    """Return the address of the home page of a centre."""
    # A component included with "only" has no variable for the request.
    return centre_root(home, context.get("request") or getattr(context, "request", None))
