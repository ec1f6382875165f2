"""The editors of the federation's pages."""

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
from home.panels import IDENTITY

LEAVING = MultiFieldPanel([FieldPanel("exit_address")], heading=_("Quick exit"))
WHEN_KNOWN = _("Leave empty when unknown. Example: 28/03/2023.")

FEDERATION_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(
            [
                FieldPanel(
                    "body",
                    help_text=_(
                        "What the federation does, below the communes and the next dates. "
                        "Example: a few lines on the project, and who supports it."
                    ),
                )
            ],
            title_panel(
                _("Name of the site"), _("As people know it. Example: The women’s centres of Togo.")
            ),
        ),
        ObjectList([FieldPanel("federation_name"), *IDENTITY], heading=_("Identity")),
        share_tab(recordings=False, more=[LEAVING]),
        follow_up_tab(),
    ]
)

WHO = [
    FieldPanel("commune", help_text=_("Each one has one page. Example: Ogou 1.")),
    FieldRowPanel(
        [
            FieldPanel(
                "status", help_text=_("How far it is. Example: in preparation, without a building.")
            ),
            FieldPanel("joined_on", help_text=WHEN_KNOWN),
        ]
    ),
    FieldPanel("logo", help_text=_("Example: the seal of the town hall.")),
]
CONTACTS = [
    MultiFieldPanel(
        [
            FieldPanel("office_address"),
            FieldRowPanel(
                [
                    FieldPanel("office_phone"),
                    FieldPanel(
                        "office_email", help_text=_("Of the office. Example: mairie@example.org.")
                    ),
                ]
            ),
        ],
        heading=_("Town hall"),
    ),
    MultiFieldPanel(
        [FieldPanel("focal_role"), FieldPanel("focal_phone")],
        heading=_("Contact person"),
        help_text=_("Everybody can read it: a role and a phone at work, never a name."),
    ),
]
PLAN = [
    FieldPanel(
        "body",
        help_text=_("What the commune wants to reach, in plain words. Example: three lines."),
    ),
    InlinePanel(
        "documents",
        [FieldPanel("document", help_text=_("As PDF if you can. Example: the plan of 2026."))],
        heading=_("Documents"),
        label=_("document"),
    ),
    InlinePanel(
        "actions",
        [
            FieldPanel("title"),
            FieldRowPanel(
                [
                    FieldPanel("due_on", help_text=WHEN_KNOWN),
                    FieldPanel("status", help_text=_("Example: under way.")),
                ]
            ),
            FieldPanel("note", help_text=_("Example: with the social affairs office.")),
        ],
        heading=_("Action plan"),
        label=_("action"),
        help_text=_("Those not done yet are shown as the next steps."),
    ),
]

PARTNER_COMMUNE_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(WHO),
        ObjectList(CONTACTS, heading=_("Whom to call")),
        ObjectList(PLAN, heading=_("Strategy and plan")),
        share_tab(recordings=False),
        follow_up_tab(),
    ]
)
