"""What the federation adds to the staff area."""

from wagtail import hooks

from centre.tenancy import gate
from communes import new_commune, report
from communes.models import Offer
from communes.sharing import federation, guard
from communes.sharing import todo as sharing_todo
from communes.sharing.viewsets import OfferViewSet, name_acts

gate.declare(offer_id=Offer)
hooks.register("register_admin_menu_item", new_commune.menu_item)
hooks.register("register_reports_menu_item", report.menu_item)

sharing_todo.register()
hooks.register("register_log_actions", name_acts)
hooks.register("register_page_listing_more_buttons", federation.listing_buttons)
hooks.register("register_page_header_buttons", federation.header_buttons)
hooks.register("before_edit_page", guard.lead_to_offer)
hooks.register("before_delete_page", guard.ask_instead)
hooks.register("before_unpublish_page", guard.ask_instead)
hooks.register("before_bulk_action", guard.ask_for_each)


@hooks.register("register_admin_viewset")
def register_offers():
    """Add what the federation shares."""
    return OfferViewSet()


@hooks.register("register_admin_urls")
def federation_urls():
    """Return the addresses of the screens of the federation."""
    return [*new_commune.urlpatterns, *report.urlpatterns, *federation.urlpatterns]
