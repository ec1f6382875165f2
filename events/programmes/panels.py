"""The editor of a programme: what, money and time, who, results."""

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from centre.panels import follow_up_tab, share_tab, title_panel, what_tab
from events.forms import DayInput

WHAT = [
    FieldPanel("objectives"),
    FieldPanel(
        "figures",
        help_text=_("Three or four at most. Example: 1 573, people trained, report of 2025."),
    ),
    FieldPanel("body", help_text=_("What else is good to know. Example: how it came about.")),
]
MONEY_AND_TIME = [
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("budget"),
                    FieldPanel("currency", help_text=_("Example: euros.")),
                ]
            )
        ],
        heading=_("Budget"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "start",
                        widget=DayInput,
                        help_text=_("Empty: not known. Example: 01/01/2027."),
                    ),
                    FieldPanel(
                        "end",
                        widget=DayInput,
                        help_text=_("The last day. Example: 31/12/2028."),
                    ),
                    FieldPanel("months"),
                ]
            )
        ],
        heading=_("From when to when"),
    ),
    FieldPanel("area"),
    FieldPanel(
        "communes",
        widget=CheckboxSelectMultiple,
        help_text=_("Those in which it is carried out. Example: Ogou 1 and Zio 1."),
    ),
]
WHO = [
    InlinePanel(
        "partners",
        panels=[
            FieldPanel("organisation", help_text=_("Example: the town hall.")),
            FieldPanel("name"),
            FieldPanel("role", help_text=_("Example: funds, when it pays.")),
        ],
        heading=_("Organisations"),
        label=_("organisation"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "goals",
                widget=CheckboxSelectMultiple,
                help_text=_("Those asked for in the report. Example: 5, gender equality."),
            ),
            FieldPanel(
                "gender_marker",
                widget=RadioSelect,
                help_text=_("As the funding agreement says it. Empty: not known."),
            ),
        ],
        heading=_("For the report to partners"),
    ),
]
RESULTS = [
    FieldPanel(
        "results",
        help_text=_(
            "What came of it, with where it was said. Example: 90 programmes on the radio."
        ),
    )
]

PROGRAMME_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(
            WHAT,
            title_panel(
                _("Name of the programme"),
                _("As people know it. Example: Women’s centre of Ogou 1."),
            ),
        ),
        ObjectList(MONEY_AND_TIME, heading=_("Money, time and place")),
        ObjectList(WHO, heading=_("With whom")),
        ObjectList(RESULTS, heading=_("Results")),
        share_tab(),
        follow_up_tab(),
    ]
)
