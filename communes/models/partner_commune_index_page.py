"""The directory of all communes of the country, and which of them take part."""

from django.utils.translation import gettext_lazy as _

from centre.models import CentrePage
from centre.panels import page_tabs


class PartnerCommuneIndexPage(CentrePage):
    """The 117 communes by region and prefecture, on a diagram and as a list."""

    template = "pages/partner_commune_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["communes.FederationHomePage"]
    subpage_types = ["communes.PartnerCommunePage"]

    edit_handler = page_tabs([], recordings=False)

    class Meta:
        verbose_name = _("list of the communes")
        verbose_name_plural = _("lists of the communes")

    def get_context(self, request, *args, **kwargs):
        """Add the communes that the query string asks for."""
        from communes.directory import directory_context

        context = super().get_context(request, *args, **kwargs)
        context.update(directory_context(self, request))
        return context
