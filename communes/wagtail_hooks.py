"""What the federation adds to the staff area."""

from wagtail import hooks

from communes import new_commune, report

hooks.register("register_admin_menu_item", new_commune.menu_item)
hooks.register("register_reports_menu_item", report.menu_item)


@hooks.register("register_admin_urls")
def federation_urls():
    """Return the addresses of the screens of the federation."""
    return [*new_commune.urlpatterns, *report.urlpatterns]
