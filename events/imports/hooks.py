"""What the import adds to the staff area."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centre.staff.modules import refuse_closed
from events.imports.forms import agendas_for
from events.imports.views import ApplyView, ImportView, template_file
from events.models import AwarenessEventPage


class ImportMenuItem(MenuItem):
    """The entry below the agenda, for who may add events to one."""

    def is_shown(self, request):
        return bool(agendas_for(request.user))


def menu_item():
    """Return the entry."""
    address = reverse("events_import")
    return ImportMenuItem(_("Import an agenda"), address, icon_name="upload", order=121)


def addresses() -> list:
    """Return the addresses of the file, of what is done with it, and of the template."""
    patterns = [
        path("evenements/importer/", ImportView.as_view(), name="events_import"),
        path("evenements/importer/faire/", ApplyView.as_view(), name="events_import_apply"),
        path("evenements/importer/modele.csv", template_file, name="events_import_template"),
    ]
    return decorate_urlpatterns(patterns, refuse_closed(AwarenessEventPage))


def declare() -> None:
    """Hang all this where Wagtail looks for it."""
    hooks.register("register_admin_menu_item", menu_item)
    hooks.register("register_admin_urls", addresses)
