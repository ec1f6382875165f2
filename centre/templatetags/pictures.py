"""Pictures, in templates: ``{% picture_of image alt=… sizes=… %}``."""

from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from centre.pictures import FORMATS, WIDTHS, renditions_at_hand

register = template.Library()

TYPES = {name: f"image/{name}" for name in FORMATS}
LAST_RESORT = FORMATS[-1]


@register.simple_tag
def picture_of(
    image,
    alt: str | None = None,
    sizes: str = "100vw",
    largest: int = WIDTHS[-1],
    first: bool = False,
    css_class: str = "",
) -> SafeString:
    """Print ``<picture>`` with WebP and JPEG, width and height always set.

    ``image`` is a ``CentreImage``, or nothing: nothing is printed. ``alt`` is what it
    shows, ``""`` when it is decorative; left out, the words of the body block or the
    image's description are taken. ``sizes`` is the attribute of HTML: how wide the
    picture stands. ``largest`` is the widest file offered (180, 360 or 720): 180 for a
    logo, 360 for a card. ``first=True`` on the one picture seen before any scrolling:
    it is not lazy. ``css_class`` is set on the ``<img>``.

    In a list, fetch the pictures with ``centre.pictures.with_pictures(queryset, "image")``
    or ``prefetch_renditions(images)``: the tag then asks no query. It never makes a size.
    Without any size, a small original is shown as it is, and in place of a large one its
    words: nobody pays for megabytes that a size would have spared.
    """
    if not image:
        return SafeString("")
    words = words_of(image) if alt is None else alt
    files = offered(renditions_at_hand(image), largest)
    if not files:
        return without_sizes(image, words, css_class)
    last = files.get(LAST_RESORT) or next(iter(files.values()))
    attributes = {
        "src": last[len(last) // 2].url,
        "srcset": srcset(last),
        "sizes": sizes,
        **shown(last[-1], words, css_class),
        **({} if first else {"loading": "lazy"}),
        "decoding": "async",
    }
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((TYPES[name], srcset(kept), sizes) for name, kept in files.items() if kept is not last),
    )
    return format_html("<picture>{}{}</picture>", sources, img(attributes))


def words_of(image) -> str:
    """Return the words for a reader who cannot see ``image``; its title says nothing to her."""
    if image.decorative:
        return ""
    return image.contextual_alt_text or image.description


def offered(renditions, largest: int) -> dict[str, list]:
    """Return the renditions to offer by format: up to ``largest`` wide, or else the smallest."""
    by_format = {
        name: [one for one in renditions if one.filter_spec.startswith(f"format-{name}|")]
        for name in FORMATS
    }
    return {
        name: [one for one in found if one.width <= largest] or found[:1]
        for name, found in by_format.items()
        if found
    }


def srcset(renditions) -> str:
    """Return the ``srcset`` of ``renditions``; a narrow picture has twins, named once."""
    widths = groupby(renditions, key=lambda rendition: rendition.width)
    return ", ".join(f"{next(same).url} {width}w" for width, same in widths)


def shown(file, words: str, css_class: str) -> dict:
    """Return the attributes that every ``<img>`` has."""
    attributes = {"alt": words, "width": file.width, "height": file.height}
    return attributes | ({"class": css_class} if css_class else {})


def img(attributes: dict) -> SafeString:
    """Return ``<img>`` with ``attributes``."""
    return format_html("<img{}>", format_html_join("", ' {}="{}"', attributes.items()))


def without_sizes(image, words: str, css_class: str) -> SafeString:
    """Return what stands for a picture none of whose sizes exists."""
    if image.width <= WIDTHS[-1]:
        return img({"src": image.file.url, **shown(image, words, css_class), "loading": "lazy"})
    return (
        format_html('<span class="picture-missing">{}</span>', words) if words else SafeString("")
    )
