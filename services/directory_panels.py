"""The editors of what the directory holds beside pages."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from centre.panels import ReadPanel
from centre.tenancy.forms import BranchOwnedForm
from services.forms import CommuneForm, NeedForm
from services.hours_panels import periods_panel, slots_panel


def name_panel(field) -> TitleFieldPanel:
    """Return the panel of the name, which also fills the address."""
    return TitleFieldPanel(field, classname="", placeholder=False)


def address_panel() -> FieldPanel:
    """Return the panel of what is written in the browser."""
    return FieldPanel(
        "slug",
        help_text=_("Made from the name. Example: maison-des-femmes. Keep it once it is shared."),
    )


def branch_panel() -> FieldPanel:
    """Return the panel of the commune, for who writes for several."""
    return FieldPanel("branch", help_text=_("It cannot be changed afterwards. Example: Ogou 1."))


def phones_panel() -> InlinePanel:
    """Return the panel of the numbers of a place or an organisation."""
    return InlinePanel("phones", heading=_("Phones"), label=_("phone"))


PLACE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                branch_panel(),
                name_panel("name"),
                FieldPanel(
                    "alternate_name", help_text=_("What people call it. Example: the market house.")
                ),
                FieldPanel(
                    "location_type",
                    help_text=_("Example: “by phone or on line” for a help desk without a room."),
                ),
                FieldPanel("accessibility"),
                phones_panel(),
                address_panel(),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                FieldPanel("visibility"),
                FieldPanel("transportation"),
                FieldPanel("address_1", help_text=_("Example: Oké Èkpa hill.")),
                FieldPanel("address_2", help_text=_("Example: opposite the post office.")),
                FieldRowPanel(
                    [FieldPanel("town"), FieldPanel("canton", help_text=_("Example: Houdou."))]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "latitude",
                            help_text=_("Read on a map, with a point. Example: 7.53."),
                        ),
                        FieldPanel(
                            "longitude",
                            help_text=_("Read on a map, with a point. Example: 1.13."),
                        ),
                    ]
                ),
                FieldPanel(
                    "entrance_photo",
                    help_text=_(
                        "What one sees on arriving, without faces. Example: the gate and its sign."
                    ),
                ),
            ],
            heading=_("Where"),
        ),
        ObjectList(
            [
                slots_panel(_("Usual hours")),
                periods_panel(),
            ],
            heading=_("When"),
        ),
    ],
    base_form_class=BranchOwnedForm,
)

ORGANISATION_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                branch_panel(),
                name_panel("name"),
                FieldPanel("alternate_name"),
                FieldPanel("kind", help_text=_("Example: “Town hall” for a commune.")),
                FieldPanel(
                    "description",
                    help_text=_(
                        "In two or three sentences. Example: supports radios run by women."
                    ),
                ),
                FieldPanel(
                    "logo", help_text=_("On a light background. Example: the one of its web site.")
                ),
                address_panel(),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                phones_panel(),
                FieldPanel("email", help_text=_("Published. Example: contact@example.org.")),
                FieldPanel("website", help_text=_("Example: https://example.org.")),
                FieldRowPanel(
                    [
                        FieldPanel("town", help_text=_("Example: Lomé.")),
                        FieldPanel("country", help_text=_("Example: Togo.")),
                    ]
                ),
                FieldPanel(
                    "place",
                    help_text=_(
                        "When it is a place of this directory. Example: the women’s centre."
                    ),
                ),
            ],
            heading=_("Where and whom to call"),
        ),
        ObjectList(
            [
                FieldPanel("role_in_project"),
                FieldPanel(
                    "parent_organisation", help_text=_("Example: the network it is a member of.")
                ),
                FieldPanel(
                    "focal_person",
                    help_text=_("For the staff. Example: a first name and a function."),
                ),
            ],
            heading=_("With the centre"),
        ),
    ],
    base_form_class=BranchOwnedForm,
)

HELP_LINE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                branch_panel(),
                FieldPanel("label"),
                FieldRowPanel(
                    [
                        FieldPanel("number"),
                        FieldPanel(
                            "type",
                            help_text=_("Example: “WhatsApp” when the number is only written to."),
                        ),
                    ]
                ),
                FieldPanel("purpose", help_text=_("Example: “Listening” for somebody to talk to.")),
                FieldPanel("answered_by"),
                FieldRowPanel([FieldPanel("cost"), FieldPanel("hours")]),
                FieldPanel(
                    "languages",
                    widget=CheckboxSelectMultiple,
                    help_text=_("Those really spoken by who picks up. Example: French and Ewe."),
                ),
                FieldPanel(
                    "area", help_text=_("Leave empty for the whole country. Example: Ogou 1.")
                ),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                FieldPanel(
                    "is_published",
                    help_text=_(
                        "Tick it once somebody has called. Example: called this morning, answered."
                    ),
                ),
                FieldPanel("sort_order", help_text=_("The smallest comes first. Example: 1.")),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [
                                ReadPanel("verified_on", read_only=True),
                                ReadPanel("verified_by", read_only=True),
                            ]
                        ),
                        FieldPanel("verify_every", help_text=_("Example: 30 for every month.")),
                        FieldPanel(
                            "source",
                            help_text=_(
                                "Where the number comes from. Example: poster of the ministry."
                            ),
                        ),
                    ],
                    heading=_("Verification"),
                ),
            ],
            heading=_("Follow up"),
        ),
    ],
    base_form_class=BranchOwnedForm,
)

PUBLIC_HOLIDAY_EDIT_HANDLER = ObjectList(
    [branch_panel(), FieldPanel("date", help_text=_("Example: 01/05/2027.")), FieldPanel("name")],
    base_form_class=BranchOwnedForm,
)

NEED_EDIT_HANDLER = ObjectList(
    [
        name_panel("title"),
        FieldPanel("hint"),
        FieldPanel(
            "pictogram", help_text=_("Drawn beside the title. Example: two bubbles for listening.")
        ),
        InlinePanel(
            "recordings",
            heading=_("Read aloud"),
            label=_("recording"),
            help_text=_(
                "What the need is, said aloud, one recording for each language. Example: in Ewe, "
                "half a minute."
            ),
        ),
        address_panel(),
    ],
    base_form_class=NeedForm,
)

COMMUNE_EDIT_HANDLER = ObjectList(
    [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("region"), FieldPanel("prefecture")]),
        FieldRowPanel([FieldPanel("chief_town"), FieldPanel("chief_town_confirmed")]),
        FieldPanel("population_2022"),
        FieldPanel("aliases"),
    ],
    base_form_class=CommuneForm,
)

LANGUAGE_EDIT_HANDLER = ObjectList(
    [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("autonym"), FieldPanel("autonym_confirmed")]),
    ]
)
