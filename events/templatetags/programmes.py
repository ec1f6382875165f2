"""Programmes, in templates."""

from django import template
from django.utils.safestring import SafeString

from events import structured_data
from events.models import ProgrammeRole
from services.templatetags.structured import absolute, element

register = template.Library()


@register.simple_tag(takes_context=True)
def programme_json_ld(context, page, partners) -> SafeString:
    """Write what a programme is; a sensitive one tells no search engine."""
    if page.sensitive:
        return SafeString()
    funders = [one.name for one in partners if one.role == ProgrammeRole.FUNDS]
    others = [one.name for one in partners if one.role != ProgrammeRole.FUNDS]
    return element(structured_data.project(page, absolute(context, page), funders, others))
