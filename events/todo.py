"""What the agenda asks of staff today."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centre.staff.page_todo import edit_url
from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, register_todo
from events.models import EventPage, Occurrence, TrainingCoursePage
from events.staff.reports import OFF, reportless
from events.wording import hours_in_words, when_in_words
from services.wording import date_in_words

DAY = dt.timedelta(days=1)
# Who came is remembered for a season; what is older stays in the list, under its filter.
REMEMBERED = dt.timedelta(days=90)
CLOSES_WITHIN = dt.timedelta(days=7)


def midnight(on: dt.date) -> dt.datetime:
    """Return the instant at which the day ``on`` begins here."""
    return timezone.make_aware(dt.datetime.combine(on, dt.time.min))


def dates_of(desk: Desk, action: str):
    """Return the published dates of the events on which she may ``action``."""
    events = EventPage.objects.filter(desk.below(action)).values("pk")
    return Occurrence.objects.filter(event__in=events)


def events_tomorrow(desk: Desk) -> TodoGroup | None:
    """Return what takes place tomorrow, in the order of the day."""
    start, end = (midnight(desk.today + days * DAY) for days in (1, 2))
    dates = dates_of(desk, "change").filter(starts__gte=start, starts__lt=end)
    dates = dates.exclude(status__in=OFF).select_related("place").order_by("starts", "pk")
    items = [
        TodoItem(
            title=date.title,
            url=edit_url(date.event_id),
            detail=", ".join(filter(None, [hours_of(date), str(date.place or date.place_text)])),
        )
        for date in dates[: SHOWN + 1]
    ]
    return group_of(items, _("Tomorrow"), "calendar-alt", reverse("agenda:index"))


def hours_of(date) -> str:
    """Return the hours of a date in words."""
    return hours_in_words(date.start_time, date.end_time, all_day=date.all_day)


def closing_registrations(desk: Desk) -> TodoGroup | None:
    """Return the courses whose registration closes within a week, the first to close first."""
    last = desk.today + CLOSES_WITHIN
    courses = TrainingCoursePage.objects.live().filter(
        desk.below("change"), registration_closes__range=(desk.today, last)
    )
    items = [
        TodoItem(
            title=course.title,
            url=edit_url(course.pk),
            detail=_("until the %(date)s")
            % {"date": date_in_words(course.registration_closes, this_year=desk.today.year)},
        )
        for course in courses.order_by("registration_closes", "pk")[: SHOWN + 1]
    ]
    return group_of(items, _("Registration closes soon"), "time", reverse("agenda:index"))


def missing_reports(desk: Desk) -> TodoGroup | None:
    """Return the dates that took place and of which nobody said who came, the latest first."""
    today = midnight(desk.today)
    recent = Q(ends__lte=today, ends__gt=today - REMEMBERED)
    dates = reportless(dates_of(desk, "change").filter(recent)).order_by("-starts", "-pk")
    items = [
        TodoItem(
            title=date.title,
            url=f"{reverse('events_attendance', args=[date.event_id])}?date={date.recurrence_id}",
            detail=capfirst(when_in_words(date, this_year=desk.today.year, hours=False)),
        )
        for date in dates[: SHOWN + 1]
    ]
    all_url = reverse("agenda:index") + "?report=missing"
    return group_of(items, _("Say who came"), "group", all_url)


def register() -> None:
    """Declare what the agenda has to say."""
    register_todo(events_tomorrow, 12)
    register_todo(closing_registrations, 14)
    register_todo(missing_reports, 25)
