"""What a page says of itself when its address is shared."""

from urllib.parse import urljoin

from django import template

from centre.pictures import share_picture
from home.templatetags.navigation import canonical_url

register = template.Library()


@register.inclusion_tag("components/share_card.html", takes_context=True)
def share_card(context, page, home, around) -> dict:
    """Write the card of ``page``: only where it has a picture, which is what words do not say.

    Nothing for a sensitive page, nor for what stands below a page at an address of its own.
    """
    request = context.get("request")
    if not page or not home or not page.image_id or page.sensitive:
        return {}
    picture = share_picture(page.image)
    if picture is None or request is None or request.path != page.get_url(request):
        return {}
    address = canonical_url(context, home, around)
    return {
        "page": page,
        "home": home,
        "address": address,
        "picture": picture,
        "picture_address": urljoin(address, picture.url),
    }
