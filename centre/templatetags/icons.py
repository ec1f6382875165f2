"""The pictograms, in templates."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from centre.icons import drawings

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a pictogram. It says nothing to who listens: a word always stands beside it.

    An unknown name raises ``LookupError`` in development and draws nothing in production.
    """
    shapes = drawings().get(name)
    if shapes is None:
        if settings.DEBUG:
            raise LookupError(f"No pictogram {name!r} in templates/icons/")
        return mark_safe("")
    return mark_safe(  # noqa: S308 (our own files)
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">'
        f"{shapes}</svg>"
    )
