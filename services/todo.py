"""What the directory asks of staff today: to verify what it says."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from centre.staff.buttons import verify_url
from centre.staff.page_todo import edit_url
from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, register_todo
from services.models import HelpLine, ServicePage, ServiceStatus
from services.wording import date_in_words


def last_verified(on, today) -> str:
    """Return since when nobody has verified, in words."""
    if on is None:
        return _("never verified")
    words = date_in_words(on, this_year=today.year, weekday=False)
    return _("verified on %(date)s") % {"date": words}


def services_to_verify(desk: Desk) -> TodoGroup | None:
    """Return the published services whose verification is due, the longest waiting first."""
    services = ServicePage.objects.live().filter(desk.below("change"))
    services = services.exclude(status=ServiceStatus.DEFUNCT).overdue(desk.today)
    services = services.order_by("assured_date", "path").only("title", "assured_date", "path")
    items = [
        TodoItem(
            title=service.title,
            url=edit_url(service.pk),
            detail=last_verified(service.assured_date, desk.today),
            verify_url=verify_url(service.pk),
            commune=desk.commune_of(service.path),
        )
        for service in services[: SHOWN + 1]
    ]
    all_url = reverse("services:index") + "?verification=overdue"
    return group_of(items, _("Services to verify"), "calendar-check", all_url)


def numbers_to_verify(desk: Desk) -> TodoGroup | None:
    """Return the published help numbers of her commune whose verification is due."""
    policy = policy_registry.get_by_type(HelpLine)
    lines = policy.instances_user_has_permission_for(desk.user, "change")
    lines = lines.published().overdue(desk.today).order_by("verified_on", "sort_order")
    items = [
        TodoItem(
            title=str(line),
            url=reverse("helpline:edit", args=[line.pk]),
            detail=last_verified(line.verified_on, desk.today),
            verify_url=reverse("helpline:verify", args=[line.pk]),
        )
        for line in lines[: SHOWN + 1]
    ]
    all_url = reverse("helpline:index") + "?overdue=yes"
    return group_of(items, _("Help numbers to verify"), "mobile-alt", all_url)


def register() -> None:
    """Declare what the directory has to say."""
    register_todo(numbers_to_verify, 30, reminded=True)
    register_todo(services_to_verify, 40, reminded=True)
