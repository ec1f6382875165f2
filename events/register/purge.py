"""The end of enrolments that were kept long enough."""

import datetime as dt

from django.db import transaction

from events.models import Enrolment
from events.register.acts import promote
from events.register.keeping import follow_calendar


@transaction.atomic
def purge(today: dt.date) -> int:
    """Delete the enrolments whose last day is before ``today``, their presences too.

    Their courses are reckoned first: a series may have got later dates since. Returns how many.
    """
    due = Enrolment.objects.filter(delete_after__lt=today)
    courses = list(due.order_by().values_list("course", flat=True).distinct())
    for course_id in courses:
        follow_calendar(course_id)
    _all, deleted = due.all().delete()
    for course_id in courses:
        promote(course_id)
    return deleted.get(Enrolment._meta.label, 0)
