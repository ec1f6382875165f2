"""The panel of the staff home page that says what to do today."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from centre.staff.todo import Desk, todo_groups


class TodoPanel(Component):
    """ "À faire": one line for each thing that waits, with a link to where it is done."""

    name = "todo"
    template_name = "wagtailadmin/home/todo.html"
    order = 10

    def get_context_data(self, parent_context):
        """Return the groups of things to do, and what the buttons of the lines need."""
        request = parent_context["request"]
        return {
            "groups": todo_groups(Desk(user=request.user, today=timezone.localdate())),
            "csrf_token": parent_context["csrf_token"],
        }
