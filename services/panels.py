"""The editor of a service: what, when and where, for whom, then the rest."""

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

from centre.panels import follow_up_tab, share_tab, title_panel, what_tab
from services.hours_panels import slots_panel

WHAT = [
    FieldPanel(
        "needs",
        widget=CheckboxSelectMultiple,
        help_text=_(
            "Why somebody comes: the service is shown under each need that you tick. Two at most "
            "are best. Example: Law and papers."
        ),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "alternate_name",
                help_text=_("Another name people give it. Example: the listening office."),
            ),
            FieldPanel("keywords"),
            FieldPanel(
                "pictogram",
                help_text=_("The small drawing beside the name. Empty: that of the first need."),
            ),
        ],
        heading=_("To be found"),
    ),
    FieldPanel(
        "application_process",
        help_text=_(
            "One step for each thing that happens, in order. Example: 1. You ask at the desk. "
            "2. A listener receives you alone."
        ),
    ),
    FieldPanel(
        "description",
        help_text=_(
            "What else is good to know. Nothing here is fine: the facts of the other tabs are "
            "shown by themselves. Example: what we do, what we do not do."
        ),
    ),
]
WHEN_AND_WHERE = [
    MultiFieldPanel(
        [
            FieldPanel(
                "status",
                help_text=_(
                    "Is it given these days? Example: “temporarily closed” while the room is "
                    "repaired."
                ),
            ),
            FieldRowPanel(
                [
                    FieldPanel("alert"),
                    FieldPanel(
                        "alert_until",
                        help_text=_(
                            "The last day on which the alert is shown. Empty: until you erase it."
                        ),
                    ),
                ]
            ),
        ],
        heading=_("At present"),
    ),
    InlinePanel(
        "service_at_locations",
        panels=[
            FieldPanel(
                "place",
                help_text=_("Missing from the list? Add it under “Directory”, then “Places”."),
            ),
            FieldPanel("description"),
            slots_panel(_("Hours of this service, when they differ from the place’s")),
        ],
        heading=_("Where"),
        label=_("place"),
    ),
    InlinePanel(
        "phones",
        heading=_("Phones"),
        label=_("phone"),
        help_text=_("The numbers to call for this service. Example: that of the listener."),
    ),
    FieldPanel(
        "organization",
        help_text=_("Who gives the service, when it is not the centre. Example: the town hall."),
    ),
    FieldPanel("service_areas"),
]
FOR_WHOM = [
    MultiFieldPanel(
        [
            FieldPanel("eligibility_description"),
            FieldRowPanel(
                [
                    FieldPanel(
                        "minimum_age", help_text=_("In years. Example: 15. Empty: no minimum.")
                    ),
                    FieldPanel(
                        "maximum_age", help_text=_("In years. Example: 24. Empty: no maximum.")
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "women_only",
                        help_text=_("Yes when no man takes part. Not sure: not known."),
                    ),
                    FieldPanel(
                        "men_welcome", help_text=_("Example: yes for a session on family law.")
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "children_welcome",
                        help_text=_("Yes when she can come with a baby or small children."),
                    ),
                    FieldPanel(
                        "female_staff",
                        help_text=_("Yes only when it is so every time."),
                    ),
                ]
            ),
            FieldPanel(
                "capacity",
                heading=_("How many at a time"),
                help_text=_("The room for people. Example: 20. Leave empty when unknown."),
            ),
        ],
        heading=_("Who can come"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "is_free",
                help_text=_("Yes when nothing at all is paid, not even a form or a stamp."),
            ),
            InlinePanel(
                "cost_options",
                panels=[
                    FieldPanel("option"),
                    FieldPanel(
                        "amount",
                        help_text=_(
                            "In F CFA, digits only. Example: 500. Leave empty when unknown."
                        ),
                    ),
                    FieldPanel("description", help_text=_("Example: paid once a year.")),
                ],
                heading=_("Prices"),
                label=_("price"),
            ),
        ],
        heading=_("Price"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("can_come_without"),
            InlinePanel("required_documents", heading=_("Papers to bring"), label=_("paper")),
        ],
        heading=_("Papers"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "languages",
                widget=CheckboxSelectMultiple,
                help_text=_("Those really spoken by who receives. Example: French and Ewe."),
            ),
            FieldPanel("interpretation_services"),
            FieldPanel("confidentiality_note"),
        ],
        heading=_("Welcome"),
    ),
]

SERVICE_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(
            WHAT,
            title_panel(
                _("Name of the service"),
                _("In everyday words, as one would ask for it. Example: Get a birth certificate."),
            ),
        ),
        ObjectList(WHEN_AND_WHERE, heading=_("When and where")),
        ObjectList(FOR_WHOM, heading=_("For whom")),
        share_tab(),
        follow_up_tab(),
    ]
)
