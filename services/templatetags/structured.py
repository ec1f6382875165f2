"""Structured data in pages, for search engines."""

import json

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from services import structured_data
from services.directory import directory_of

register = template.Library()

# As django.utils.html.json_script: nothing in the data may end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def office_json_ld(context, home) -> SafeString:
    """Write what a centre is, where, and when it is open."""
    return element(office_of(context, home))


@register.simple_tag(takes_context=True)
def service_json_ld(context, home, service, links, phones) -> SafeString:
    """Write what a service is; a sensitive one tells no search engine."""
    if service.sensitive:
        return SafeString()
    url = absolute(context, service)
    provider = office_of(context, home)
    return element(structured_data.government_service(service, url, provider, links, phones))


def office_of(context, home) -> dict:
    """Return what the centre of ``home`` is, as ``structured_data.office`` says it."""
    directory = directory_of(home.branch)
    return structured_data.office(
        home.title,
        absolute(context, home),
        directory.places.get(home.place_id),
        directory.schedule_of_place(home.place_id),
        timezone.localdate(),
        directory.centre_phones,
        has_building=home.has_building,
    )


def absolute(context, page) -> str:
    """Return the address of ``page`` with its host."""
    return page.get_full_url(context.get("request"))


def element(data) -> SafeString:
    """Return ``data`` as the element that search engines read."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))
