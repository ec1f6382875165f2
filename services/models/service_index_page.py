"""The list of a centre's services."""

from django.utils.translation import gettext_lazy as _

from centre.models import CentrePage
from centre.panels import page_tabs


class ServiceIndexPage(CentrePage):
    """Every service of a centre, with filters that keep their state in the address."""

    template = "pages/service_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["home.CentreHomePage"]
    subpage_types = ["services.ServicePage"]

    edit_handler = page_tabs([], recordings=False)

    class Meta:
        verbose_name = _("list of services")
        verbose_name_plural = _("lists of services")

    def get_context(self, request, *args, **kwargs):
        """Add the listing that the query string asks for."""
        from services.listing import service_listing

        context = super().get_context(request, *args, **kwargs)
        context.update(service_listing(self, request))
        return context
