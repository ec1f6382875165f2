"""The announcements of an event in its editor: what they say, and where each is made."""

from django.utils import timezone
from wagtail.admin.panels import Panel


class KitPanel(Panel):
    """Shows the texts and the sheets of a saved event, as the public would have them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/events/kit_panel.html"

        def get_context_data(self, parent_context=None):
            """Return the texts, or nothing for an event that is not saved yet."""
            context = super().get_context_data(parent_context)
            return context | self.announcements()

        def announcements(self) -> dict:
            """Return the kit of the event as it is saved: what is being typed does not count."""
            # The models declare their panels, so the panel cannot know them any earlier.
            from events.kit.announcements import drafts_of
            from events.kit.facts import NoDiscreetWording
            from events.kit.views import kit_context

            if not self.instance.pk:
                return {}
            event = type(self.instance).objects.get(pk=self.instance.pk)
            try:
                drafts = drafts_of(event, timezone.now())
            except NoDiscreetWording:
                drafts = []
            return kit_context(event) | {"event": event, "drafts": drafts}
