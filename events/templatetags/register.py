"""The way into the register, for the page of a course."""

from django import template
from django.utils import timezone

from events.register.door import Door, door_of

register = template.Library()


@register.simple_tag
def enrolment_door(course, dates) -> Door | None:
    """Return how one registers on the site for ``course``; ``dates`` as its page shows them."""
    rows = (date.row for date in dates)
    return door_of(course.owner_branch, course, rows, timezone.localdate())
