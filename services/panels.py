"""The editor of a service: what, when and where, for whom, then the rest."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from centre.panels import follow_up_tab, share_tab, what_tab

WHAT = [
    FieldPanel("needs"),
    MultiFieldPanel(
        [FieldPanel("alternate_name"), FieldPanel("keywords"), FieldPanel("pictogram")],
        heading=_("To be found"),
    ),
    FieldPanel("application_process"),
    FieldPanel("description"),
]
WHEN_AND_WHERE = [
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldRowPanel([FieldPanel("alert"), FieldPanel("alert_until")]),
        ],
        heading=_("At present"),
    ),
    InlinePanel(
        "service_at_locations",
        panels=[
            FieldPanel("place"),
            FieldPanel("description"),
            InlinePanel(
                "opening_hours",
                heading=_("Hours of this service, when they differ from the place’s"),
                label=_("slot"),
            ),
        ],
        heading=_("Where"),
        label=_("place"),
    ),
    InlinePanel("phones", heading=_("Phones"), label=_("phone")),
    FieldPanel("organization"),
    FieldPanel("service_areas"),
]
FOR_WHOM = [
    MultiFieldPanel(
        [
            FieldPanel("eligibility_description"),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
            FieldRowPanel([FieldPanel("women_only"), FieldPanel("men_welcome")]),
            FieldRowPanel([FieldPanel("children_welcome"), FieldPanel("female_staff")]),
            FieldPanel("capacity"),
        ],
        heading=_("Who can come"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("is_free"),
            InlinePanel("cost_options", heading=_("Prices"), label=_("price")),
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
            FieldPanel("languages"),
            FieldPanel("interpretation_services"),
            FieldPanel("confidentiality_note"),
        ],
        heading=_("Welcome"),
    ),
]

SERVICE_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(WHAT),
        ObjectList(WHEN_AND_WHERE, heading=_("When and where")),
        ObjectList(FOR_WHOM, heading=_("For whom")),
        share_tab(),
        follow_up_tab(),
    ]
)
