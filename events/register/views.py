"""Registering on the site. No session, no cookie, no address of the visitor.

Every view gets the home page of the centre first (see ``centre.routing``).
"""

from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from centre.models.routed import centre_root
from centre.routing import reverse_branch_route
from centre.safety.sensitive import protect
from events.models import Channel, Enrolment, Occurrence, TrainingCoursePage
from events.models.enrolment import new_reference
from events.register.acts import enrol, hold_course, seats_of
from events.register.consent import consent_text
from events.register.door import Door, door_of
from events.register.forms import EnrolmentForm
from services.directory import directory_of

# What makes two requests with the same ticket the same one.
SAME = ("course_id", "name", "persons", "phone")


def enrolment_form(home, request, slug):
    """Show the form and take it in; 404 where nobody registers on the site."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    course, door = _found(home, slug)
    form = None
    if not door.is_shut:
        data = request.POST if request.method == "POST" else None
        channel = Enrolment(channel=Channel.WEB)
        form = EnrolmentForm(data, instance=channel, places=course.maximum_attendee_capacity)
        if form.is_valid():
            today = timezone.localdate()
            enrolment = _enrolled(form.enrolment_for(course, home.branch, today))
            return _away(home, request, slug, enrolment.reference)
    context = {
        "door": door,
        "form": form,
        "seats": seats_of(course.pk, course.maximum_attendee_capacity),
        "consent": consent_text(door.declaration),
    }
    return _page(home, request, course, "pages/enrolment_form.html", context)


def enrolment_receipt(home, request, slug, reference):
    """Show where an enrolment stands, to who knows its reference, and nothing of who it is."""
    course, _door = _found(home, slug)
    enrolment = Enrolment.objects.filter(course=course, reference=reference.upper()).first()
    if enrolment is None:
        raise Http404
    return _page(home, request, course, "pages/enrolment_receipt.html", {"enrolment": enrolment})


def _found(home, slug) -> tuple[TrainingCoursePage, Door]:
    course = TrainingCoursePage.objects.published(home).filter(slug=slug).first()
    if course is None:
        raise Http404
    course.owner_branch = home.branch
    dates = Occurrence.objects.filter(event=course.pk)
    door = door_of(home.branch, course, dates, timezone.localdate())
    if door is None:
        raise Http404
    return course, door


@transaction.atomic
def _enrolled(enrolment: Enrolment) -> Enrolment:
    """Return what was written for ``enrolment``: before, when the button was touched twice."""
    hold_course(enrolment.course_id)
    before = Enrolment.objects.filter(reference=enrolment.reference).first()
    if before and all(getattr(before, name) == getattr(enrolment, name) for name in SAME):
        return before
    if before:
        enrolment.reference = new_reference()
    enrol(enrolment)
    return enrolment


def _away(home, request, slug, reference):
    path = reverse_branch_route("enrolment_receipt", slug=slug, reference=reference)
    response = HttpResponseRedirect(centre_root(home, request) + path)
    response.status_code = 303
    return protect(response)


def _page(home, request, course, template, context):
    root = centre_root(home, request)
    context |= {
        "home": home,
        "page": course,
        "directory": directory_of(home.branch),
        "course_url": root + course.url_path.removeprefix(home.url_path),
    }
    response = protect(TemplateResponse(request, template, context))
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
