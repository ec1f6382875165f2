"""Keep the register in step with the page of its course."""

from wagtail.signals import page_published

from events.models import TrainingCoursePage
from events.register.acts import promote
from events.register.keeping import follow_calendar


def follow_course(instance, **kwargs) -> None:
    """Receive ``page_published``: other dates are kept for another time, more places let in."""
    if isinstance(instance, TrainingCoursePage):
        follow_calendar(instance.pk)
        promote(instance.pk)


def connect() -> None:
    """Listen to courses, once their dates are in the calendar."""
    page_published.connect(follow_course)
