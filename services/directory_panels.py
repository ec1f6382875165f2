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

from centre.tenancy.forms import BranchOwnedForm
from services.forms import CommuneForm, NeedForm
from services.hours_panels import periods_panel, slots_panel


def phones_panel() -> InlinePanel:
    """Return the panel of the numbers of a place or an organisation."""
    return InlinePanel("phones", heading=_("Phones"), label=_("phone"))


PLACE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("branch"),
                TitleFieldPanel("name", placeholder=False),
                FieldPanel("alternate_name"),
                FieldPanel("location_type"),
                FieldPanel("accessibility"),
                phones_panel(),
                FieldPanel("slug"),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                FieldPanel("visibility"),
                FieldPanel("transportation"),
                FieldPanel("address_1"),
                FieldPanel("address_2"),
                FieldRowPanel([FieldPanel("town"), FieldPanel("canton")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("entrance_photo"),
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
                FieldPanel("branch"),
                TitleFieldPanel("name", placeholder=False),
                FieldPanel("alternate_name"),
                FieldPanel("kind"),
                FieldPanel("description"),
                FieldPanel("logo"),
                FieldPanel("slug"),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                phones_panel(),
                FieldPanel("email"),
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("town"), FieldPanel("country")]),
                FieldPanel("place"),
            ],
            heading=_("Where and whom to call"),
        ),
        ObjectList(
            [
                FieldPanel("role_in_project"),
                FieldPanel("parent_organisation"),
                FieldPanel("focal_person"),
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
                FieldPanel("branch"),
                FieldPanel("label"),
                FieldRowPanel([FieldPanel("number"), FieldPanel("type")]),
                FieldPanel("purpose"),
                FieldPanel("answered_by"),
                FieldRowPanel([FieldPanel("cost"), FieldPanel("hours")]),
                FieldPanel("languages", widget=CheckboxSelectMultiple),
                FieldPanel("area"),
            ],
            heading=_("What"),
        ),
        ObjectList(
            [
                FieldPanel("is_published"),
                FieldPanel("sort_order"),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [
                                FieldPanel("verified_on", read_only=True),
                                FieldPanel("verified_by", read_only=True),
                            ]
                        ),
                        FieldPanel("verify_every"),
                        FieldPanel("source"),
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
    [FieldPanel("branch"), FieldPanel("date"), FieldPanel("name")],
    base_form_class=BranchOwnedForm,
)

NEED_EDIT_HANDLER = ObjectList(
    [
        TitleFieldPanel("title", placeholder=False),
        FieldPanel("hint"),
        FieldPanel("pictogram"),
        FieldPanel("slug"),
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
