"""The panels of opening hours, of a place and of a service at a place."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from services.forms import PeriodFormSet, SlotFormSet


class HoursPanel(InlinePanel):
    """Rows of hours, which the ``formset`` compares with each other."""

    def __init__(self, *args, formset, **kwargs):
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self):
        return super().clone_kwargs() | {"formset": self.formset}

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options


def slots_panel(heading) -> HoursPanel:
    """Return the panel of the slots of a week."""
    return HoursPanel(
        "opening_hours",
        panels=[
            FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldRowPanel([FieldPanel("by_appointment"), FieldPanel("note")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        ],
        heading=heading,
        label=_("slot"),
        help_text=_("A midday break makes two slots. Example: 8:00 to 12:00, 14:30 to 17:00."),
        formset=SlotFormSet,
    )


def periods_panel() -> HoursPanel:
    """Return the panel of the exceptional hours of a place."""
    return HoursPanel(
        "exceptional_hours",
        panels=[
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldPanel("reason"),
        ],
        heading=_("Closed, or open at other hours"),
        label=_("period"),
        help_text=_("Example: from 10 to 14 August, no hours: closed for stocktaking."),
        formset=PeriodFormSet,
    )
