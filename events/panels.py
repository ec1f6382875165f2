"""The editor of an event: what, when and where, for whom, announce, afterwards."""

from django.forms import CheckboxSelectMultiple, Select
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
from events.attendance_panel import AttendancePanel
from events.dates_panels import DATES, TIMETABLE
from events.forms import DayInput, EventPageForm
from events.kit.panel import KitPanel

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
            "shown by themselves. Example: what to bring."
        ),
    ),
    MultiFieldPanel(
        [
            InlinePanel(
                "partners",
                panels=[
                    FieldPanel(
                        "organisation", help_text=_("Example: the women’s group of the market.")
                    ),
                    FieldPanel("role", help_text=_("Example: funds, when it pays.")),
                ],
                heading=_("Organisations"),
                label=_("organisation"),
            ),
            FieldPanel("programme", widget=Select),
            FieldPanel(
                "objective",
                help_text=_("Which objective of the project it serves. Example: objective 2."),
            ),
            FieldPanel(
                "goals",
                widget=CheckboxSelectMultiple,
                help_text=_("Those asked for in the report. Example: 5, gender equality."),
            ),
        ],
        heading=_("For the report to partners"),
        classname="collapsed",
    ),
]
WHEN_AND_WHERE = [
    *DATES,
    MultiFieldPanel(
        [
            FieldPanel(
                "place",
                help_text=_("Missing from the list? Add it under “Directory”, or write it below."),
            ),
            FieldPanel("place_text"),
            FieldPanel(
                "attendance_mode", help_text=_("Example: at a distance for a meeting by video.")
            ),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "communes",
                widget=CheckboxSelectMultiple,
                help_text=_("Example: Ogou 1 and Ogou 2, for a workshop of both."),
            )
        ],
        heading=_("For several communes"),
        classname="collapsed",
    ),
    TIMETABLE,
]
FOR_WHOM = [
    FieldPanel("audience"),
    FieldRowPanel(
        [
            FieldPanel("age_min", help_text=_("In years. Example: 15. Empty: no minimum.")),
            FieldPanel("age_max", help_text=_("In years. Example: 24. Empty: no maximum.")),
            FieldPanel(
                "women_only", help_text=_("Yes when no man takes part. Not sure: not known.")
            ),
        ]
    ),
    FieldPanel("expected_attendance"),
    FieldPanel(
        "languages",
        widget=CheckboxSelectMultiple,
        help_text=_("Those in which one speaks there. Example: French and Ewe."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("is_free", help_text=_("Yes when nothing at all is paid.")),
            FieldPanel("price"),
        ],
        heading=_("Price"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "childcare", help_text=_("Example: yes when somebody plays with them.")
                    ),
                    FieldPanel(
                        "breastfeeding_welcome",
                        help_text=_("Example: yes when there is a quiet corner."),
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "transport_paid", help_text=_("Example: yes when the taxi is paid back.")
                    ),
                    FieldPanel("meal", help_text=_("Example: yes for a lunch at the place.")),
                ]
            ),
            FieldPanel(
                "literacy_not_needed", help_text=_("Example: yes when everything is said aloud.")
            ),
            FieldPanel("accessibility"),
        ],
        heading=_("Good to know before coming"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "registration",
                help_text=_("How one says that she comes. Example: by phone."),
            ),
            FieldRowPanel([FieldPanel("registration_phone"), FieldPanel("registration_url")]),
        ],
        heading=_("Registration"),
    ),
]
COURSE = [
    FieldPanel("course_objectives"),
    FieldRowPanel(
        [
            FieldPanel("level", help_text=_("Example: for beginners.")),
            FieldPanel("total_hours", help_text=_("All sessions together. Example: 16.")),
        ]
    ),
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
            FieldRowPanel(
                [
                    FieldPanel(
                        "maximum_attendee_capacity",
                        help_text=_("How many can come. Example: 20. Empty: not known."),
                    ),
                    FieldPanel(
                        "minimum_to_open",
                        help_text=_("Under this number it does not open. Example: 8."),
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "registration_opens",
                        widget=DayInput,
                        help_text=_("The first day. Example: 04/01/2027."),
                    ),
                    FieldPanel(
                        "registration_closes",
                        widget=DayInput,
                        help_text=_("The last day, included. Example: 29/01/2027."),
                    ),
                ]
            ),
            FieldPanel("certificate_percent"),
        ],
        heading=_("Places and certificate"),
    ),
]
ANNOUNCE = [
    KitPanel(heading=_("What announces it")),
    InlinePanel(
        "radio_broadcasts",
        panels=[
            FieldPanel("station", help_text=_("Example: the radio of the town.")),
            FieldPanel("frequency"),
            FieldPanel("time"),
        ],
        heading=_("On the radio"),
        label=_("broadcast"),
    ),
    IMAGE_PANELS,
    RECORDINGS_PANEL,
    MultiFieldPanel([SAFETY_PANELS, FieldPanel("discreet_introduction")], heading=_("Safety")),
    ADDRESS_PANELS,
]
AFTERWARDS = [
    AttendancePanel(heading=_("Who came")),
    FieldPanel(
        "outcome",
        help_text=_(
            "What was done, with pictures, for everybody to read. Example: sixty women came; "
            "each left with her list of papers."
        ),
    ),
    FieldPanel("decisions"),
    FieldPanel(
        "photo_consent",
        help_text=_(
            "Ask each person before publishing her photo, and write down that she agreed. "
            "Example: a line on the attendance list."
        ),
    ),
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
    return TabbedInterface(tabs, base_form_class=EventPageForm)


EVENT_EDIT_HANDLER = event_tabs(
    _("Name of the event"), _("In everyday words. Example: Our rights, a talk at the market.")
)
COURSE_EDIT_HANDLER = event_tabs(
    _("Name of the course"), _("In everyday words. Example: Keep the accounts of a stall."), COURSE
)
