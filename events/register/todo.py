"""What the register asks of staff today."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of
from events.models import EnrolmentStatus
from events.register.viewsets import policy


def enrolments_to_confirm(desk: Desk) -> TodoGroup | None:
    """Return the courses with enrolments to confirm, the longest waiting first."""
    hers = policy().instances_user_has_permission_for(desk.user, "change")
    courses = (
        hers.filter(status=EnrolmentStatus.PENDING)
        .order_by()
        .values("course", "course__title")
        .annotate(count=Count("pk"), since=Min("created_at"))
        .order_by("since", "course")
    )
    address = f"{reverse('enrolment:index')}?status={EnrolmentStatus.PENDING}"
    items = [
        TodoItem(
            title=course["course__title"],
            url=f"{address}&course={course['course']}",
            detail=ngettext(
                "%(count)s registration to confirm",
                "%(count)s registrations to confirm",
                course["count"],
            )
            % {"count": course["count"]},
        )
        for course in courses[: SHOWN + 1]
    ]
    return group_of(items, _("Registrations to confirm"), "group", address)
