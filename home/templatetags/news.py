"""News, in templates."""

from django import template
from django.utils.safestring import SafeString

from home.news import listing, structured_data
from services.templatetags.structured import absolute, element

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_news(context, home, most: int) -> dict:
    """Return the ``cards`` of the ``most`` latest news of a house and the ``url`` of the others."""
    cards, url = listing.latest_news(home, most, context.get("request"))
    return {"cards": cards, "url": url}


@register.simple_tag(takes_context=True)
def news_json_ld(context, page, home) -> SafeString:
    """Write what a piece of news is; a sensitive one tells no search engine."""
    if page.sensitive:
        return SafeString()
    publisher = home.title if home else ""
    return element(structured_data.article(page, absolute(context, page), publisher))
