"""The quick exit and the sensitive mode, in templates."""

from django import template
from django.urls import reverse

from centre.templatetags.branch_urls import branch_url

register = template.Library()


@register.simple_tag(takes_context=True)
def discreet(context) -> bool:
    """Return whether what is shown is sensitive: the page is, or its view says ``is_discreet``."""
    if getattr(context.get("page"), "sensitive", False):
        return True
    return bool(context.get("is_discreet"))


@register.simple_tag(takes_context=True)
def exit_url(context, home=None) -> str:
    """Return the address that leaves the site, in the centre of ``home`` if there is one."""
    return branch_url(context, home, "exit") if home else reverse("exit")
