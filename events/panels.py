"""The editor of an event: what, when and where, for whom, announce, afterwards."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from centre.panels import (
    ADDRESS_PANELS,
    IMAGE_PANELS,
    RECORDINGS_PANEL,
    SAFETY_PANELS,
    follow_up_tab,
    title_panel,
    what_tab,
)

WHAT = [
    FieldPanel("kind", help_text=_("What it is. Example: awareness for a talk at the market.")),
    FieldPanel(
        "themes",
        widget=CheckboxSelectMultiple,
        help_text=_("What it is about: one or two are best. Example: our rights."),
    ),
    FieldPanel(
        "body",
        help_text=_(
            "What else is good to know. Nothing here is fine: the facts of the other tabs are "
            "shown by themselves."
        ),
    ),
    MultiFieldPanel(
        [
            InlinePanel("partners", heading=_("Organisations"), label=_("organisation")),
            FieldPanel(
                "objective", help_text=_("Which objective of the project it serves, if one.")
            ),
            FieldPanel("goals", widget=CheckboxSelectMultiple),
        ],
        heading=_("For the report to partners"),
        classname="collapsed",
    ),
]
DATE_PANELS = [
    FieldPanel("precision"),
    FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
    FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time"), FieldPanel("all_day")]),
    MultiFieldPanel(
        [
            FieldPanel("frequency"),
            FieldRowPanel([FieldPanel("interval"), FieldPanel("nth")]),
            FieldPanel("weekdays"),
            FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
            FieldPanel("skip_holidays"),
        ],
        heading=_("Repetition"),
        classname="collapsed",
    ),
]
CHANGE_PANELS = [
    FieldPanel("kind"),
    FieldRowPanel([FieldPanel("on"), FieldPanel("at")]),
    FieldPanel("reason"),
    FieldRowPanel(
        [FieldPanel("new_date"), FieldPanel("new_start_time"), FieldPanel("new_end_time")]
    ),
    FieldPanel("place"),
]
WHEN_AND_WHERE = [
    InlinePanel(
        "dates",
        panels=DATE_PANELS,
        heading=_("Dates"),
        label=_("date"),
        help_text=_("One line for a day, for days in a row or for a series."),
    ),
    InlinePanel(
        "date_changes",
        panels=CHANGE_PANELS,
        heading=_("Cancel, move or add one date"),
        label=_("change"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "place",
                help_text=_("Missing from the list? Add it under “Directory”, or write it below."),
            ),
            FieldPanel("place_text"),
            FieldPanel("attendance_mode"),
            FieldPanel("communes", widget=CheckboxSelectMultiple),
        ],
        heading=_("Where"),
    ),
    InlinePanel(
        "programme",
        heading=_("Programme"),
        label=_("line"),
        help_text=_("For a meeting with several parts. Example: 09:00, opening, the mayor."),
    ),
]
FOR_WHOM = [
    FieldPanel("audience"),
    FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max"), FieldPanel("women_only")]),
    FieldPanel("expected_attendance"),
    FieldPanel("languages", widget=CheckboxSelectMultiple),
    MultiFieldPanel([FieldPanel("is_free"), FieldPanel("price")], heading=_("Price")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("childcare"), FieldPanel("breastfeeding_welcome")]),
            FieldRowPanel([FieldPanel("transport_paid"), FieldPanel("meal")]),
            FieldPanel("literacy_not_needed"),
            FieldPanel("accessibility"),
        ],
        heading=_("Good to know before coming"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("registration", help_text=_("How one says that she comes.")),
            FieldRowPanel([FieldPanel("registration_phone"), FieldPanel("registration_url")]),
        ],
        heading=_("Registration"),
    ),
]
COURSE = [
    FieldPanel("course_objectives"),
    FieldRowPanel([FieldPanel("level"), FieldPanel("total_hours")]),
    FieldPanel("prerequisites"),
    FieldPanel("trainers"),
    InlinePanel(
        "sessions",
        heading=_("Sessions"),
        label=_("session"),
        help_text=_("In order: the first is that of the first date."),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("maximum_attendee_capacity"), FieldPanel("minimum_to_open")]),
            FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
            FieldPanel("certificate_percent"),
        ],
        heading=_("Places and certificate"),
    ),
]
ANNOUNCE = [
    InlinePanel("radio_broadcasts", heading=_("On the radio"), label=_("broadcast")),
    IMAGE_PANELS,
    RECORDINGS_PANEL,
    MultiFieldPanel([SAFETY_PANELS, FieldPanel("discreet_introduction")], heading=_("Safety")),
    ADDRESS_PANELS,
]
AFTERWARDS = [
    FieldPanel("outcome", help_text=_("What was done, with pictures. Example: sixty came.")),
    FieldPanel("decisions"),
    FieldPanel("photo_consent"),
]


def event_tabs(name, example, course=()):
    """Return the editor of an event; ``course`` are the panels of a course."""
    tabs = [
        what_tab(WHAT, title_panel(name, example)),
        ObjectList(WHEN_AND_WHERE, heading=_("When and where")),
        ObjectList(FOR_WHOM, heading=_("For whom")),
        ObjectList(ANNOUNCE, heading=_("Announce")),
        ObjectList(AFTERWARDS, heading=_("Afterwards")),
        follow_up_tab(),
    ]
    if course:
        tabs.insert(2, ObjectList(course, heading=_("The course")))
    return TabbedInterface(tabs)


EVENT_EDIT_HANDLER = event_tabs(
    _("Name of the event"), _("In everyday words. Example: Our rights, a talk at the market.")
)
COURSE_EDIT_HANDLER = event_tabs(
    _("Name of the course"), _("In everyday words. Example: Keep the accounts of a stall."), COURSE
)
