"""What the ground floor adds to the staff area, and what it takes away from it."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from centre.links import OpenPageLinkHandler
from centre.staff import buttons, menus, modules, page_todo, recordings, team, visits
from centre.staff.access import journal, journal_report, reset
from centre.staff.access import views as access
from centre.staff.explorer import CentrePageViewSet
from centre.staff.panel import TodoPanel
from centre.staff.timer_panel import TimerPanel
from centre.staff.views import verify_page
from centre.tenancy import crossing, page_choosers
from centre.verification import LOG_ACTION
from centre.weight.files import SizedDocumentLinkHandler

page_todo.register()
recordings.register()

hooks.register("register_page_listing_buttons", buttons.listing_buttons)
hooks.register("construct_page_chooser_queryset", modules.without_closed)
hooks.register("before_bulk_action", modules.refuse_closed_among)
hooks.register("construct_help_menu", menus.without_outside)
hooks.register("construct_reports_menu", menus.without_statistics)
hooks.register("register_reports_menu_item", visits.menu_item)
hooks.register("register_reports_menu_item", journal_report.menu_item)
hooks.register("register_account_menu_item", access.account_menu_item)
hooks.register("register_user_listing_buttons", reset.listing_buttons)
hooks.register("register_log_actions", journal.name_acts)
for kind in ("page", "image", "document", "media"):
    hooks.register(f"construct_{kind}_chooser_queryset", page_choosers.hers_only)
hooks.register("before_move_page", crossing.before_move)
hooks.register("before_copy_page", crossing.before_copy)
hooks.register("before_delete_page", crossing.before_delete)
hooks.register("before_bulk_action", crossing.before_bulk)
hooks.register("register_log_actions", team.name_acts)
hooks.register("register_admin_menu_item", team.menu_item)


@hooks.register("register_admin_viewset", order=0)
def register_pages():
    """Put our explorer and editor in the place of Wagtail’s, for every type of page."""
    return CentrePageViewSet()


@hooks.register("register_admin_urls")
def staff_urls():
    """Return the addresses of the buttons, the team, the reports and the second factor."""
    return [
        path("verifier/<int:page_id>/", verify_page, name="centre_verify_page"),
        *team.urlpatterns,
        *visits.urlpatterns,
        *access.urlpatterns,
        *reset.urlpatterns,
        *journal_report.urlpatterns,
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name the verification in histories."""
    actions.register_action(LOG_ACTION, _("Verify"), _("Content verified"))


@hooks.register("construct_homepage_panels")
def homepage_panels(request, panels):
    """Show what has stopped, what to do, what she last worked on, and nothing that repeats it."""
    panels[:] = [TimerPanel(), TodoPanel(), modules.OpenRecentEditsPanel()]


@hooks.register("insert_global_admin_js", order=0)
def start_js():
    """Start the widgets that would start by a script written into the page."""
    return format_html('<script src="{}"></script>', static("js/staff/start.js"))


@hooks.register("insert_editor_js")
def editor_js():
    """Send a form of the editor after the automatic save under way, never beside it."""
    return format_html('<script type="module" src="{}"></script>', static("js/staff/one-save.js"))


@hooks.register("insert_global_admin_css")
def staff_css():
    """Give the staff area the look of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff/staff.css"))


@hooks.register("register_rich_text_features", order=10)
def open_links_to_pages(features):
    """Let running text lead to no page that is switched off, in place of Wagtail’s own link."""
    features.register_link_type(OpenPageLinkHandler)


@hooks.register("register_rich_text_features", order=10)
def size_links_to_documents(features):
    """Say what a file costs wherever running text links to it, in place of Wagtail’s own link."""
    features.register_link_type(SizedDocumentLinkHandler)
