"""What the directory adds to the staff area."""

from wagtail import hooks

from services import todo
from services.page_viewset import ServiceListingViewSet, ServicePageViewSet
from services.viewsets import (
    DirectoryViewSetGroup,
    OrganisationChooserViewSet,
    PlaceChooserViewSet,
)

todo.register()


@hooks.register("register_admin_viewset")
def register_services():
    """Add the menu entry, and the services’ own lists and editor."""
    return [ServiceListingViewSet(), ServicePageViewSet()]


@hooks.register("register_admin_viewset")
def register_directory():
    """Add the menu of what is not a page, and its choosers."""
    return [
        DirectoryViewSetGroup(),
        PlaceChooserViewSet("place_chooser"),
        OrganisationChooserViewSet("organisation_chooser"),
    ]
