"""Drawings of printed sheets, in templates: they carry their own look, as a PDF needs it."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

from centre.icons import drawings

register = template.Library()


@register.simple_tag
def pictogram(name: str) -> SafeString:
    """Draw a pictogram of ``templates/icons`` in the colour of the text around it."""
    return mark_safe(  # noqa: S308  our own files
        '<svg class="pictogram" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{drawings()[name]}</svg>"
    )


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw the code that opens ``address``: with its quiet zone, legible when a part is torn."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308
