"""Enrol, confirm, cancel, promote: all that changes who has a place.

Each act holds the row of the course until it is done, so that two at once come one after the
other (SQLite has one writer at a time anyway). The log names the reference, never a person.
"""

from django.db import transaction
from django.db.models import Q, Sum
from wagtail.log_actions import log

from events.models import Channel, Enrolment, EnrolmentStatus, TrainingCoursePage
from events.models.enrolment import HOLDING
from events.register.keeping import last_days_kept
from events.register.seats import Seats, promoted

CONFIRM = "events.confirm_enrolment"
CANCEL = "events.cancel_enrolment"
PROMOTE = "events.promote_enrolment"


def hold_course(course_id: int) -> int | None:
    """Return the places of a course, that nobody else changes before the transaction ends."""
    courses = TrainingCoursePage.objects.order_by().select_for_update(of=("self",))
    return courses.values_list("maximum_attendee_capacity", flat=True).get(pk=course_id)


def seats_of(course_id: int, capacity: int | None) -> Seats:
    """Return how many of the ``capacity`` places of a course are taken, and how many wait."""
    counted = Enrolment.objects.filter(course=course_id).aggregate(
        taken=Sum("persons", filter=Q(status__in=HOLDING), default=0),
        waiting=Sum("persons", filter=Q(status=EnrolmentStatus.WAITLIST), default=0),
    )
    return Seats(capacity, **counted)


@transaction.atomic
def enrol(enrolment: Enrolment) -> None:
    """Save a new ``enrolment`` where it stands: in, or at the end of the waiting list.

    At the desk she is there and confirmed; by any other way somebody confirms it first.
    """
    seats = seats_of(enrolment.course_id, hold_course(enrolment.course_id))
    enrolment.status = EnrolmentStatus.PENDING
    if not seats.take(enrolment.persons):
        enrolment.status = EnrolmentStatus.WAITLIST
    elif enrolment.channel == Channel.DESK:
        enrolment.status = EnrolmentStatus.CONFIRMED
    enrolment.save()
    last_days_kept(enrolment.course_id, [enrolment])


@transaction.atomic
def revise(enrolment: Enrolment, fields: list[str]) -> None:
    """Save the ``fields`` that were corrected in ``enrolment``; fewer persons let others in.

    More persons than are free is for the form to refuse, under ``hold_course``.
    """
    hold_course(enrolment.course_id)
    enrolment.save(update_fields=fields)
    promote(enrolment.course_id)


@transaction.atomic
def confirm(enrolment: Enrolment, user) -> bool:
    """Confirm ``enrolment`` and return whether it had a place to be confirmed."""
    return _pass(enrolment, [EnrolmentStatus.PENDING], EnrolmentStatus.CONFIRMED, CONFIRM, user)


@transaction.atomic
def cancel(enrolment: Enrolment, user) -> bool:
    """Cancel ``enrolment``, let in who waits, and return whether it was not cancelled yet."""
    stood = [*HOLDING, EnrolmentStatus.WAITLIST]
    done = _pass(enrolment, stood, EnrolmentStatus.CANCELLED, CANCEL, user)
    promote(enrolment.course_id)
    return done


@transaction.atomic
def promote(course_id: int) -> int:
    """Let in the first of the waiting list of a course as far as places are free.

    Somebody has to tell them: they are to be confirmed. Returns how many were let in.
    """
    seats = seats_of(course_id, hold_course(course_id))
    if not seats.waiting:
        return 0
    waiting = list(Enrolment.objects.filter(course=course_id, status=EnrolmentStatus.WAITLIST))
    let_in = waiting[: promoted(seats, [one.persons for one in waiting])]
    for enrolment in let_in:
        enrolment.status = EnrolmentStatus.PENDING
        enrolment.save(update_fields=["status"])
        log(instance=enrolment, action=PROMOTE)
    return len(let_in)


def _pass(enrolment, sources, target, action, user) -> bool:
    hold_course(enrolment.course_id)
    rows = Enrolment.objects.filter(pk=enrolment.pk, status__in=sources)
    if not rows.update(status=target):
        return False
    enrolment.status = target
    log(instance=enrolment, action=action, user=user)
    return True
