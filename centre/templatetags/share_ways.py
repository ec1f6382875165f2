"""Ways to hand on what is read, in templates."""

from django import template

from centre.safety.naming import told_introduction, told_title
from centre.sharing import ShareWays, ways_of

register = template.Library()


@register.simple_tag(takes_context=True)
def share_ways(context, page) -> ShareWays | None:
    """Return the ways to hand on ``page``, none for a sensitive one that has no neutral title.

    The address of a sensitive page stays unsaid.
    """
    title = told_title(page)
    if not title:
        return None
    address = "" if page.sensitive else page.get_full_url(context.get("request"))
    return ways_of("\n".join(filter(None, (title, told_introduction(page)))), title, address)
