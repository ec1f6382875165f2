"""The editor of an offer: how it stands, what may be done, and the words of the commune."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel


class StatePanel(Panel):
    """How the offer stands, in words, with a link to what the public sees."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/sharing/state_panel.html"

        def get_context_data(self, parent_context=None):
            """Add the offer and its two pages."""
            context = super().get_context_data(parent_context)
            offer = self.instance
            source = offer.shared.source
            return context | {
                "offer": offer,
                "page": offer.page if offer.page and offer.page.live else None,
                "source": source if source and source.live else None,
            }


class OfferForm(WagtailAdminModelForm):
    """The words of the commune. Who writes them knows how the page stands."""

    def save(self, commit=True):
        """Save, and note who looked."""
        self.instance.seen_at, self.instance.seen_by = timezone.now(), self.for_user
        return super().save(commit)


OFFER_EDIT_HANDLER = ObjectList(
    [StatePanel(), FieldPanel("local_part", heading=_("The words of the commune"))],
    base_form_class=OfferForm,
)
