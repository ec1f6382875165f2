"""Who came, in the tab of what happened: read there, written on a form of its own."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class AttendancePanel(Panel):
    """The figures of the event, and for who may say them the way to their form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/events/attendance_panel.html"

        def get_context_data(self, parent_context=None):
            from events.staff.reports import policy, report_lines

            context = super().get_context_data(parent_context)
            if self.instance.pk:
                context["lines"] = report_lines(self.instance)
            if self.instance.pk and policy().user_has_permission(self.request.user, "add"):
                context["address"] = reverse("events_attendance", args=[self.instance.pk])
            return context
