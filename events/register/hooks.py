"""What the register adds to the staff area."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from centre.staff.todo import register_todo
from events.register.acts import CANCEL, CONFIRM, PROMOTE
from events.register.presence import PresenceView
from events.register.todo import enrolments_to_confirm
from events.register.viewsets import RegisterViewSetGroup


def viewsets() -> list:
    """Return the menu of the register."""
    return [RegisterViewSetGroup()]


def addresses() -> list:
    """Return the addresses of what is done with a course and not with one enrolment."""
    return [
        path(
            "inscriptions-au-cours/<int:course_id>/presences/",
            PresenceView.as_view(),
            name="events_presence",
        )
    ]


def name_acts(actions) -> None:
    """Name in histories what becomes of an enrolment."""
    actions.register_action(CONFIRM, _("Confirm"), _("Registration confirmed"))
    actions.register_action(CANCEL, _("Cancel"), _("Registration cancelled"))
    actions.register_action(PROMOTE, _("Let in"), _("Let in from the waiting list"))


def declare() -> None:
    """Hang all this where Wagtail looks for it."""
    hooks.register("register_admin_viewset", viewsets)
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_log_actions", name_acts)
    register_todo(enrolments_to_confirm, 10)
