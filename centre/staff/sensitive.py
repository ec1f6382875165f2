"""What staff see of a sensitive page in its editor."""

from wagtail.admin.panels import Panel


class SensitivePanel(Panel):
    """Says that a page is sensitive, which tick makes it so, and what that switches."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/safety/sensitive_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            # The models declare their panels, so the panel cannot know them any earlier.
            from centre.safety.sensitive import ticked_page

            self.ticked = ticked_page(self.instance, getattr(self.form, "parent_page", None))

        def is_shown(self):
            """Return whether there is something to say."""
            return self.ticked is not None

        def get_context_data(self, parent_context=None):
            """Add the page whose tick counts, and whether the address tells the title."""
            from centre.safety.addresses import tells

            context = super().get_context_data(parent_context)
            page = self.instance
            return context | {
                "page": page,
                "inherited_from": None if self.ticked == page or not self.ticked else self.ticked,
                "address_tells": bool(page.slug) and tells(page.slug, page.title),
            }
