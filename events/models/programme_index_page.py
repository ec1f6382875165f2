"""The programmes of a commune, or of the federation."""

from django.utils.translation import gettext_lazy as _

from centre.models import CentrePage
from centre.panels import page_tabs


class ProgrammeIndexPage(CentrePage):
    """The list of programmes. The page above says whether it takes one."""

    template = "pages/programme_index_page.html"
    max_count_per_parent = 1
    subpage_types = ["events.ProgrammePage"]

    edit_handler = page_tabs([], recordings=False)

    class Meta:
        verbose_name = _("list of programmes")
        verbose_name_plural = _("lists of programmes")

    def get_context(self, request, *args, **kwargs):
        """Add the programmes that everybody may see."""
        from events.programmes.detail import index_context

        context = super().get_context(request, *args, **kwargs)
        context.update(index_context(self, request))
        return context
