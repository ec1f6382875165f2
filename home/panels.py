"""The editor of a centre's home page."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from centre.panels import follow_up_tab, share_tab, title_panel, what_tab

WHERE = [
    FieldPanel("town_name"),
    FieldPanel("has_building"),
    FieldPanel(
        "place",
        help_text=_("Its hours and its landmarks are shown on the home page. Example: the centre."),
    ),
    InlinePanel(
        "phones",
        heading=_("Phones"),
        label=_("phone"),
        help_text=_("Shown as buttons to call. Example: the number of the secretary."),
    ),
    FieldPanel(
        "languages",
        widget=CheckboxSelectMultiple,
        help_text=_("Those spoken at the desk. Example: French, Ewe and Ife."),
    ),
]
LEAVING = MultiFieldPanel(
    [
        FieldPanel("exit_address"),
        FieldPanel("kept_exit_title"),
        FieldPanel("kept_exit_text"),
    ],
    heading=_("Quick exit"),
    help_text=_(
        "Every page has the button “Leave”, for a reader whom somebody surprises. Press it once "
        "yourself to see where it leads."
    ),
)
COUNTING = MultiFieldPanel([FieldPanel("counts_visits")], heading=_("Visits"))
IDENTITY = [
    FieldPanel(
        "logo", help_text=_("On a plain or transparent ground. Example: the seal of the town hall.")
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "primary_colour",
                        help_text=_(
                            "Buttons and titles: dark enough to be read. Example: #17505a."
                        ),
                    ),
                    FieldPanel(
                        "accent_colour",
                        help_text=_("The woven band: lively. Example: #c98a2b."),
                    ),
                ]
            )
        ],
        heading=_("Colours"),
    ),
    HelpPanel(
        heading=_("Funders and partners"),
        content=_(
            "Their names and logos at the foot of every page come from the directory: those of "
            "the organisations for which “role in the project” says something."
        ),
    ),
]

MODULES = MultiFieldPanel(
    [FieldPanel(name) for name in ("has_events", "has_training", "has_programmes", "has_news")],
    heading=_("What the site offers"),
    help_text=_(
        "Untick what your commune does not do. Its pages are kept: nobody reads them, on the site "
        "or by a link, and its menus and buttons leave the staff area. Tick it again, publish, "
        "and all is back. The register of courses has its own switch: its declaration."
    ),
)

HOME_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(
            [
                FieldPanel(
                    "body",
                    help_text=_(
                        "What the centre is, below the needs and the phone. Example: a few lines "
                        "on who welcomes you, and a picture."
                    ),
                )
            ],
            title_panel(
                _("Name of the centre"),
                _("As people know it. Example: Centre for the promotion of women of Ogou 1."),
            ),
        ),
        ObjectList(WHERE, heading=_("Where and whom to call")),
        ObjectList(IDENTITY, heading=_("Identity")),
        ObjectList([MODULES], heading=_("Modules")),
        share_tab(more=[LEAVING, COUNTING]),
        follow_up_tab(),
    ]
)
