"""What the agenda adds to the staff area."""

from django.urls import path
from wagtail import hooks

from centre.staff.modules import register_about_page
from centre.tenancy import gate
from events import todo
from events.imports import hooks as import_hooks
from events.kit.views import KitView, sheet_file, sheet_page
from events.models import AttendanceReport, EventPage
from events.page_viewset import EventListingViewSet, EventPageViewSet
from events.programmes.page_viewset import ProgrammeListingViewSet, ProgrammePageViewSet
from events.register import hooks as register_hooks
from events.staff import buttons
from events.staff.again import AgainView
from events.staff.attendance import AttendanceView, validate_report
from events.staff.dates import dates_in_words
from events.viewsets import ThemeViewSet

todo.register()
register_about_page(AttendanceReport, "event")
gate.declare(course_id=EventPage, event_id=EventPage, report_id=AttendanceReport)
register_hooks.declare()
import_hooks.declare()
hooks.register("register_page_listing_buttons", buttons.listing_buttons)
hooks.register("register_page_header_buttons", buttons.header_buttons)


@hooks.register("register_admin_viewset")
def register_events():
    """Add the menu entries, the own lists and editors of events and programmes, and the themes."""
    return [
        EventListingViewSet(),
        EventPageViewSet(),
        ProgrammeListingViewSet(),
        ProgrammePageViewSet(),
        ThemeViewSet(),
    ]


@hooks.register("register_admin_urls")
def staff_urls():
    """Return the addresses of what is done with an event besides writing it."""
    return [
        path("evenements/dates/", dates_in_words, name="events_dates"),
        path("evenements/<int:event_id>/refaire/", AgainView.as_view(), name="events_again"),
        path(
            "evenements/<int:event_id>/presences/",
            AttendanceView.as_view(),
            name="events_attendance",
        ),
        path(
            "evenements/presences/<int:report_id>/valider/",
            validate_report,
            name="events_validate_report",
        ),
        path("evenements/<int:page_id>/diffuser/", KitView.as_view(), name="events_kit"),
        path("evenements/<int:page_id>/diffuser/<slug:name>/", sheet_page, name="events_kit_sheet"),
        path("evenements/<int:page_id>/diffuser/<str:name>", sheet_file, name="events_kit_file"),
    ]
