"""With or without pictures, in templates."""

from django import template

from centre.weight.choice import other_way, without_images

register = template.Library()


@register.simple_tag(takes_context=True)
def picture_choice(context) -> dict:
    """Return whether the page is ``without`` pictures, and the ``address`` of the other way."""
    request = context.get("request")
    if request is None:
        return {}
    return {"without": without_images(request), "address": other_way(request)}
