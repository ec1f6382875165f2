"""Who stands behind the centre."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from centre.fields import StreamField
from centre.models import CentrePage
from centre.panels import page_tabs
from home.blocks import HomeBodyBlock


class PartnersPage(CentrePage):
    """The organisations of a branch by kind and role, how many and where."""

    template = "pages/partners_page.html"
    max_count_per_parent = 1
    parent_page_types = ["home.CentreHomePage"]
    subpage_types = []

    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("body"))

    edit_handler = page_tabs(
        [
            FieldPanel(
                "body",
                help_text=_(
                    "A few words above the list of organisations. Example: who finances what."
                ),
            )
        ],
        recordings=False,
    )

    class Meta:
        verbose_name = _("partners page")
        verbose_name_plural = _("partners pages")

    def get_context(self, request, *args, **kwargs):
        """Add the organisations, grouped by kind."""
        from home.front import partners_context

        context = super().get_context(request, *args, **kwargs)
        context.update(partners_context(self))
        return context
