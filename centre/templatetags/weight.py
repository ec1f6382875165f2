"""With or without pictures, in templates."""

from django import template

from centre.weight.choice import other_way, without_images
from centre.weight.files import file_in_words, recording_in_words, with_sizes

register = template.Library()

register.filter("sized_links", with_sizes)
register.filter("file_words", file_in_words)
register.filter("recording_words", recording_in_words)


@register.simple_tag(takes_context=True)
def picture_choice(context) -> dict:
    """Return whether the page is ``without`` pictures, and the ``address`` of the other way."""
    request = context.get("request")
    if request is None:
        return {}
    return {"without": without_images(request), "address": other_way(request)}
