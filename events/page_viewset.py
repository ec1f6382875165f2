"""The staff’s list of events and courses: when, where, and what is still to be said."""

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.widgets.button import HeaderButton

from centre.staff.explorer import (
    CentreEditView,
    CentreExplorerView,
    CentrePageFilterSet,
    CentrePageViewSet,
    PublicationColumn,
)
from centre.staff.modules import ClosableListingViewSet, is_closed_for
from events.models import (
    AwarenessEventPage,
    EventIndexPage,
    EventKind,
    EventPage,
    Occurrence,
    Theme,
    TrainingCoursePage,
)
from events.staff.buttons import edit_buttons
from events.staff.reports import policy, reportless
from events.staff.selection import State, attach_dates, soonest_first, state_of, with_dates
from events.wording import when_in_words

STATES = {
    State.DRAFT: gettext_lazy("draft"),
    State.UPCOMING: gettext_lazy("upcoming"),
    State.CANCELLED: gettext_lazy("called off"),
    State.PAST: gettext_lazy("past"),
    State.UNDATED: gettext_lazy("without a date"),
}


class WhenFilter(ChoiceFilter):
    """Events that are to come, or over."""

    CHOICES = [("upcoming", gettext_lazy("to come")), ("past", gettext_lazy("past"))]

    def filter(self, queryset, value):
        """Return the events of ``queryset`` that are ``value``, all when nothing is asked."""
        if not value:
            return queryset
        now = timezone.now()
        coming = Occurrence.objects.filter(ends__gt=now).values("event")
        if value == "upcoming":
            return queryset.filter(pk__in=coming)
        past = Occurrence.objects.past(now).order_by().values("event")
        return queryset.filter(pk__in=past).exclude(pk__in=coming)


class ReportFilter(ChoiceFilter):
    """Events of which nobody has said who came."""

    CHOICES = [("missing", gettext_lazy("to be said"))]

    def filter(self, queryset, value):
        """Return the events of ``queryset`` whose report is missing, all when nothing is asked."""
        if not value:
            return queryset
        missing = reportless(Occurrence.objects.past(timezone.now()).order_by())
        return queryset.filter(pk__in=missing.values("event"))


class EventFilterSet(CentrePageFilterSet):
    """The filters of the list of events."""

    when = WhenFilter(
        label=gettext_lazy("When"),
        choices=WhenFilter.CHOICES,
        empty_label=gettext_lazy("All"),
        widget=RadioSelect,
    )
    report = ReportFilter(
        label=gettext_lazy("Who came"),
        choices=ReportFilter.CHOICES,
        empty_label=gettext_lazy("All"),
        widget=RadioSelect,
    )
    kind = MultipleChoiceFilter(
        label=gettext_lazy("Kind"), choices=EventKind, widget=CheckboxSelectMultiple
    )
    themes = ModelMultipleChoiceFilter(
        label=gettext_lazy("Theme"), queryset=Theme.objects.all(), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = EventPage
        fields = []


def date_of(event) -> str:
    """Return the date that stands for ``event``, in words."""
    return capfirst(when_in_words(event.date)) if event.date else "–"


def place_of(event) -> str:
    """Return where ``event`` takes place on that date."""
    date = event.date
    if date is None:
        return str(event.place or event.place_text or "–")
    return str(date.place or date.place_text or "–")


def state_in_words(event) -> str:
    """Return where ``event`` stands, as a word."""
    return STATES[state_of(event)]


class ReportColumn(Column):
    """Who came: what is still to be said leads to its form."""

    cell_template_name = "wagtailadmin/events/report_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        """Add the address of the form, for who may say it."""
        context = super().get_cell_context_data(instance, parent_context)
        may = policy().user_has_permission(parent_context["request"].user, "add")
        context["address"] = reverse("events_attendance", args=[instance.pk]) if may else ""
        return context


EVENT_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title"),
    Column("date", label=gettext_lazy("Next date"), accessor=date_of, sort_key="date_order"),
    Column("place", label=gettext_lazy("Place"), accessor=place_of, classname="staff-wide"),
    StatusTagColumn(
        "state",
        label=gettext_lazy("Status"),
        accessor=state_in_words,
        primary=lambda event: state_of(event) == State.UPCOMING,
    ),
    ReportColumn(
        "report",
        label=gettext_lazy("Who came"),
        accessor="lacks_report",
        sort_key="lacks_report",
    ),
    PublicationColumn("publication", label=gettext_lazy("Publication"), sort_key="live"),
]


class WithDates:
    """Fetch the dates of all the events listed at once, and sort by them."""

    def annotate_queryset(self, pages):
        """Return ``pages`` with what the columns show."""
        return super().annotate_queryset(with_dates(pages, timezone.now()))

    def order_queryset(self, queryset):
        """Return ``queryset`` in the order asked for, else what comes next first."""
        if self.ordering or self.is_searching:
            return super().order_queryset(queryset)
        return soonest_first(queryset)

    def get_table(self, object_list):
        """Return the table, each event with the date that stands for it."""
        attach_dates(object_list)
        return super().get_table(object_list)


class EventIndexView(WithDates, IndexView):
    """Every event of her commune, soonest first."""

    default_ordering = None
    page_title = gettext_lazy("Agenda")

    @cached_property
    def header_buttons(self):
        """Return the two buttons: for an event, for a course."""
        kinds = [
            (_("Add an event"), AwarenessEventPage),
            (_("Add a course"), TrainingCoursePage),
        ]
        return [
            HeaderButton(
                label,
                url=reverse(
                    "wagtailadmin_pages:choose_parent", args=["events", model._meta.model_name]
                ),
                icon_name="plus",
                priority=priority,
            )
            for priority, (label, model) in enumerate(kinds)
            if not is_closed_for(self.request.user, model)
        ]


class EventExplorerView(WithDates, CentreExplorerView):
    """The events under the agenda, in the tree of pages."""

    base_filterset_class = EventFilterSet


class EventTypeView(WithDates, ContentTypeUseView):
    """The events of one kind of page."""


class EventEditView(CentreEditView):
    """The editor of an event, with the way to other dates."""

    @cached_property
    def header_buttons(self):
        """Return the buttons beside the title."""
        return [*super().header_buttons, *edit_buttons(self.page, self.request.user)]


class EventListingViewSet(ClosableListingViewSet):
    """The entry "Agenda" of the menu."""

    model = EventPage
    closes_with = EventIndexPage
    name = "agenda"
    url_prefix = "evenements"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Agenda")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = EventIndexView
    columns = EVENT_COLUMNS
    filterset_class = EventFilterSet

    def get_urlpatterns(self):
        # An event is one of two kinds of page: each has its own way in.
        return [one for one in super().get_urlpatterns() if one.name != "choose_parent"]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**kwargs) | {"add_url_name": None}


class EventPageViewSet(CentrePageViewSet):
    """The explorer and the editor of events."""

    model = EventPage
    parent_models = [EventIndexPage]
    index_view_class = EventExplorerView
    content_type_use_view_class = EventTypeView
    edit_view_class = EventEditView
    columns = EVENT_COLUMNS
    filterset_class = EventFilterSet
