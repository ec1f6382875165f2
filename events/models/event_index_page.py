"""The agenda of a centre."""

from django.utils.translation import gettext_lazy as _

from centre.models import CentrePage
from centre.panels import page_tabs


class EventIndexPage(CentrePage):
    """What takes place: upcoming by day, with filters that keep their state in the address."""

    template = "pages/event_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["home.CentreHomePage"]
    subpage_types = ["events.AwarenessEventPage", "events.TrainingCoursePage"]

    edit_handler = page_tabs([], recordings=False)

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request, *args, **kwargs):
        """Add the dates that the query string asks for."""
        from events.agenda import agenda_context

        context = super().get_context(request, *args, **kwargs)
        context.update(agenda_context(self, request))
        return context
