"""An awareness event, and any meeting that is not a course."""

from django.utils.translation import gettext_lazy as _

from events.models.event_page import EventPage
from events.panels import EVENT_EDIT_HANDLER


class AwarenessEventPage(EventPage):
    """A talk, a campaign, a meeting, an inauguration."""

    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    edit_handler = EVENT_EDIT_HANDLER

    class Meta:
        verbose_name = _("awareness event")
        verbose_name_plural = _("awareness events")
