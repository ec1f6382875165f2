"""Addresses under a centre's root, in templates."""

from django import template

from centre.routing import reverse_branch_route

register = template.Library()


@register.simple_tag(takes_context=True)
def branch_url(context, home, name, **kwargs) -> str:
    """Return the address of the route ``name`` in the centre of ``home``."""
    # A component included with "only" has no variable for the request.
    request = context.get("request") or getattr(context, "request", None)
    root = home.get_url(request) or "/"
    return root + reverse_branch_route(name, **kwargs)
