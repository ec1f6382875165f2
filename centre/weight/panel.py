"""The weight of a page in its editor."""

import logging

from wagtail.admin.panels import Panel

from centre.weight.measure import BUDGET, Weight, weight_of

logger = logging.getLogger(__name__)
NAMED = 3


class WeightPanel(Panel):
    """Says what the page weighs on a phone as it was last saved, and what makes it too heavy."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/weight_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.weight = measured(self.instance, self.request)

        def is_shown(self):
            """Return whether there is a page to weigh."""
            return self.weight is not None

        def get_context_data(self, parent_context=None):
            """Add the weight, what is too much, and the heaviest pictures."""
            context = super().get_context_data(parent_context)
            return context | {
                "weight": self.weight,
                "budget": BUDGET,
                "excess": max(0, self.weight.total - BUDGET),
                "heaviest": [one for one in self.weight.pictures if one[1]][:NAMED],
            }


def measured(page, request) -> Weight | None:
    """Return the weight of ``page`` as it was last saved, ``None`` when it cannot be shown.

    An editor must open whatever her page has become: that is where it is mended.
    """
    if not page.pk or request is None:
        return None
    try:
        draft = page.get_latest_revision_as_object()
        response = draft.make_preview_request(
            request, draft.default_preview_mode, extra_request_attrs={"is_preview": True}
        )
        return weight_of(response.content.decode()) if response.status_code == 200 else None
    except Exception:
        logger.exception("The weight of page %s could not be measured", page.pk)
        return None
