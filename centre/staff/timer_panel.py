"""The panel of the staff home page that says when the scheduled work has stopped."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from centre.tenancy.team import directed_by
from centre.ticking.state import STOPPED_AFTER, is_silent, last_seen


class TimerPanel(Component):
    """Nothing at all, unless the scheduled work has stopped and she can have it mended."""

    name = "timer"
    template_name = "wagtailadmin/home/timer.html"
    order = 5

    def get_context_data(self, parent_context):
        """Return since when it has stopped, and whether she looks after the machine."""
        user = parent_context["request"].user
        seen_at = last_seen()
        is_stopped = is_silent(seen_at, timezone.now(), STOPPED_AFTER)
        return {
            "is_shown": is_stopped and directed_by(user).exists(),
            "seen_at": seen_at,
            "is_federation": user.is_superuser,
        }
