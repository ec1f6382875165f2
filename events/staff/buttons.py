"""The buttons of an event, in lists and in its editor."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import ListingButton

from events.models import EventPage
from events.staff.again import may_repeat
from events.staff.reports import policy


def again_button(page, kind, label):
    """Return the button "Refaire à d’autres dates" as a ``kind``."""
    address = reverse("events_again", args=[page.pk])
    return kind(label, url=address, icon_name="copy", priority=6)


def event_buttons(page, user, kind) -> list:
    """Return the buttons of the editor of an event that is of use to ``user``."""
    buttons = []
    if page.live and policy().user_has_permission(user, "add"):
        address = reverse("events_attendance", args=[page.pk])
        buttons.append(kind(_("Who came"), url=address, icon_name="group", priority=4))
    if may_repeat(user, page):
        buttons.append(again_button(page, kind, _("Hold it again on other dates")))
    return buttons


def listing_buttons(page, user, next_url=None):
    """Add the button to the row of an event."""
    if isinstance(page, EventPage) and page.permissions_for_user(user).can_edit():
        yield again_button(page, ListingButton, _("Hold it again"))
