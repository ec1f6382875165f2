"""The buttons of an event, in lists and in its editor."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton

from events.models import EventPage
from events.staff.again import may_repeat
from events.staff.reports import policy


def again_button(page, kind):
    """Return the button "Refaire" as a ``kind``."""
    address = reverse("events_again", args=[page.pk])
    return kind(_("Hold it again"), url=address, icon_name="copy", priority=6)


def edit_buttons(page, user) -> list:
    """Return the buttons beside the title of the editor of an event."""
    return [again_button(page, HeaderButton)] if may_repeat(user, page) else []


def header_buttons(page, user, view_name, next_url=None):
    """Add the way to who came to the menu beside the title of an event."""
    if isinstance(page, EventPage) and page.live and policy().user_has_permission(user, "add"):
        address = reverse("events_attendance", args=[page.pk])
        yield Button(_("Say who came"), url=address, icon_name="group", priority=4)


def listing_buttons(page, user, next_url=None):
    """Add the button to the row of an event."""
    if isinstance(page, EventPage) and page.permissions_for_user(user).can_edit():
        yield again_button(page, ListingButton)
