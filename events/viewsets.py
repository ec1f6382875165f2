"""The reference list of themes, which the federation edits."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList

from centre.tenancy.viewsets import FederationViewSet
from events.models import Theme
from services.directory_panels import address_panel


class ThemeViewSet(FederationViewSet):
    """The themes of events, dragged into their order, in the menu of the directory."""

    model = Theme
    icon = "tag"
    menu_hook = "register_directory_menu_item"
    menu_order = 50
    add_item_label = _("Add a theme")
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel(
                "pictogram",
                help_text=_("Drawn beside the title. Example: a balance for our rights."),
            ),
            address_panel(),
        ]
    )
    sort_order_field = "sort_order"
    search_fields = ["title"]
    list_display = ["title", "slug"]
