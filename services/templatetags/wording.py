"""Hours, dates and contacts as people here say them, in templates."""

from django import template
from django.utils import timezone

from services import wording

register = template.Library()

register.filter("status", wording.status_in_words)
register.filter("reopening", wording.reopening_in_words)
register.filter("week", wording.week_in_words)
register.filter("contact_href", wording.contact_href)


@register.filter
def day(on) -> str:
    """Give a date with its year: "3 décembre 2024"."""
    return wording.date_in_words(on, weekday=False)


@register.filter
def overdue(verified) -> bool:
    """Return whether a page or a help number waits for verification today."""
    return verified.is_overdue(timezone.localdate())
