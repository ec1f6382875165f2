"""Drawings of printed sheets, in templates: they carry their own look, as a PDF needs it."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

from centre.icons import drawings

register = template.Library()


BLOCKS = 7
WARP = "M{0} 0h30v16h-30z"
WARP_THREADS = "M{1} 0h4v16h-4zM{2} 0h4v16h-4z"
WEFT = "M{3} 0h30v3h-30zM{3} 13h30v3h-30zM{3} 6.5h30v3h-30z"
WEFT_THREADS = "M{3} 3h30v3.5h-30zM{3} 9.5h30v3.5h-30z"


@register.simple_tag
def pictogram(name: str, ink: str) -> SafeString:
    """Draw a pictogram of ``templates/icons`` in the colour ``ink``, written ``#rrggbb``."""
    return mark_safe(  # noqa: S308  our own files
        f'<svg class="pictogram" viewBox="0 0 24 24" fill="none" stroke="{ink}" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{drawings()[name]}</svg>"
    )


@register.simple_tag
def woven_band(primary: str, accent: str) -> SafeString:
    """Draw the strip-woven cloth of the site: blocks of warp, blocks of weft, in two colours."""
    dark, light = _woven(WARP + WEFT), _woven(WARP_THREADS + WEFT_THREADS)
    return mark_safe(  # noqa: S308  colours are six digits, checked by a field
        '<svg class="band" viewBox="0 0 420 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<path fill="{primary}" d="{dark}"/><path fill="{accent}" d="{light}"/></svg>'
    )


def _woven(shape: str) -> str:
    starts = (block * 60 for block in range(BLOCKS))
    return "".join(shape.format(x, x + 8, x + 18, x + 30) for x in starts)


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw the code that opens ``address``: with its quiet zone, legible when a part is torn."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308
