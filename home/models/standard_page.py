"""A free page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from centre.fields import StreamField
from centre.models import CentrePage
from centre.panels import page_tabs
from home.blocks import HomeBodyBlock


class StandardPage(CentrePage):
    """A page of free content: who we are, how to come, legal notice."""

    template = "pages/standard_page.html"
    parent_page_types = [
        "home.CentreHomePage",
        "home.StandardPage",
        "communes.FederationHomePage",
    ]
    subpage_types = ["home.StandardPage"]

    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("body"))

    wants_image = True
    edit_handler = page_tabs(
        [
            FieldPanel(
                "body",
                help_text=_(
                    "Add a block, then fill it in. Example: a text, a photo, questions and answers."
                ),
            )
        ]
    )

    class Meta:
        verbose_name = _("free page")
        verbose_name_plural = _("free pages")

    def get_context(self, request, *args, **kwargs):
        """Add its picture and its recordings, read together."""
        from home.front import hang_on

        hang_on(self)
        return super().get_context(request, *args, **kwargs)
