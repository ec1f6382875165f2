"""How long an enrolment is kept."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Q
from django.utils import timezone

from events.models import Enrolment, Occurrence, OccurrenceStatus
from events.register.consent import KEPT_DAYS

AFTER_LAST_SESSION = dt.timedelta(days=KEPT_DAYS)
WITHOUT_DATE = dt.timedelta(days=365)
OFF = (OccurrenceStatus.CANCELLED, OccurrenceStatus.POSTPONED)


def last_day_of(course_id: int) -> dt.date | None:
    """Return the last day on which a course takes place, as the public calendar says it.

    Sessions that are called off count only when there is no other.
    """
    days = Occurrence.objects.filter(event=course_id).aggregate(
        held=Max("end_date", filter=~Q(status__in=OFF)), planned=Max("end_date")
    )
    return days["held"] or days["planned"]


def last_day_kept(last: dt.date | None, enrolled: dt.date) -> dt.date:
    """Return the last day an enrolment is kept: ninety days after the ``last`` of the course.

    A year after who ``enrolled`` when nobody knows the dates.
    """
    return last + AFTER_LAST_SESSION if last else enrolled + WITHOUT_DATE


def last_days_kept(course_id: int, enrolments: Iterable[Enrolment]) -> None:
    """Write on ``enrolments`` of a course how long they are kept."""
    last, enrolments = last_day_of(course_id), list(enrolments)
    for enrolment in enrolments:
        enrolled = timezone.localdate(enrolment.created_at)
        enrolment.delete_after = last_day_kept(last, enrolled)
    Enrolment.objects.bulk_update(enrolments, ["delete_after"], batch_size=500)


def follow_calendar(course_id: int) -> None:
    """Reckon again, from the published dates of a course, how long its enrolments are kept.

    One without a published date says nothing new: what was known of it stands.
    """
    if Occurrence.objects.filter(event=course_id).exists():
        last_days_kept(course_id, Enrolment.objects.filter(course=course_id))
