"""The panels of the dates of an event: a day and its hours, the rest folded."""

import json

from django.forms import Media, Script
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from centre.models.branch import Branch
from events.forms import (
    FIELDS_OF_CHANGE,
    ChangeFormSet,
    DateFormSet,
    DayInput,
    HourInput,
    RowFormSet,
)


class RowsPanel(InlinePanel):
    """Rows that the ``formset`` compares with each other."""

    def __init__(self, *args, formset, **kwargs):
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self):
        return super().clone_kwargs() | {"formset": self.formset}

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options


class FoldPanel(MultiFieldPanel):
    """Fields under a line that opens them. Open when one of them says something already."""

    def __init__(self, *args, summary="", **kwargs):
        super().__init__(*args, **kwargs)
        self.summary = summary

    def clone_kwargs(self):
        return super().clone_kwargs() | {"summary": self.summary}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "wagtailadmin/events/fold_panel.html"

        @cached_property
        def is_open(self) -> bool:
            """Whether a field inside is filled in, or wrong."""
            return any(self._speaks(name) for name in self.panel.get_form_options()["fields"])

        def _speaks(self, name) -> bool:
            field = self.form[name]
            default = self.instance._meta.get_field(name).get_default()
            return bool(field.errors) or getattr(self.instance, name) != default


class DatesInWordsPanel(Panel):
    """The resulting dates in words, while she types and after she saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/events/dates_in_words_panel.html"

        def get_context_data(self, parent_context=None):
            from events.staff.calendar import calendar_of

            context = super().get_context_data(parent_context)
            path = self.instance.path or self.form.parent_page.path
            branch = Branch.objects.for_path(path).first()
            context["calendar"] = calendar_of(self.instance, branch)
            context["branch"] = branch
            context["address"] = reverse("events_dates")
            context["fields_of_change"] = json.dumps(FIELDS_OF_CHANGE)
            return context

        @property
        def media(self):
            return Media(js=[Script("js/staff/event-dates.js", type="module")])


DATE_PANELS = [
    FieldRowPanel(
        [
            FieldPanel(
                "start_date",
                heading=_("Day"),
                widget=DayInput,
                help_text=_("Example: 15/01/2027."),
            ),
            FieldPanel("start_time", heading=_("Begins at"), widget=HourInput),
            FieldPanel("end_time", heading=_("Ends at"), widget=HourInput),
        ]
    ),
    FoldPanel(
        [
            FieldPanel(
                "end_date",
                widget=DayInput,
                help_text=_("Only when it lasts several days. Example: 17/01/2027."),
            ),
            FieldPanel("all_day", help_text=_("Example: yes for a campaign that goes on all day.")),
        ],
        summary=_("Several days, or the whole day"),
    ),
    FoldPanel(
        [
            FieldPanel("frequency", help_text=_("Example: every week, for a course.")),
            FieldRowPanel(
                [
                    FieldPanel(
                        "interval", help_text=_("Example: 1, each week; 2, one week out of two.")
                    ),
                    FieldPanel("nth", help_text=_("Example: the last. Empty: like the first day.")),
                ]
            ),
            FieldPanel(
                "weekdays",
                help_text=_("None ticked: that of the first day. Example: Tuesday and Thursday."),
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "until", widget=DayInput, help_text=_("The last day. Example: 25/06/2027.")
                    ),
                    FieldPanel("count", help_text=_("Or how many. Example: 10.")),
                ]
            ),
            FieldPanel(
                "skip_holidays",
                help_text=_("Those of the list of your commune are left out. Example: 1 May."),
            ),
        ],
        summary=_("It repeats"),
    ),
    FoldPanel(
        [
            FieldPanel(
                "precision",
                help_text=_("Example: only the month is known; give any day of that month above."),
            )
        ],
        summary=_("Date not known yet"),
    ),
]
CHANGE_PANELS = [
    FieldPanel("kind", help_text=_("Example: cancelled.")),
    FieldRowPanel(
        [
            FieldPanel(
                "on",
                widget=DayInput,
                help_text=_("One of the dates of the event. Example: 19/01/2027."),
            ),
            FieldPanel(
                "at",
                widget=HourInput,
                help_text=_("Only when the same day has several sessions. Example: 15:00."),
            ),
        ]
    ),
    FieldPanel("reason"),
    FieldRowPanel(
        [
            FieldPanel(
                "new_date",
                widget=DayInput,
                help_text=_("Empty: the same day. Example: 20/01/2027."),
            ),
            FieldPanel(
                "new_start_time",
                heading=_("Begins at"),
                widget=HourInput,
                help_text=_("Empty: the same hour. Example: 10:00."),
            ),
            FieldPanel(
                "new_end_time",
                heading=_("Ends at"),
                widget=HourInput,
                help_text=_("Example: 17:00."),
            ),
        ]
    ),
    FieldPanel("place"),
]
DATES = [
    RowsPanel(
        "dates",
        panels=DATE_PANELS,
        heading=_("Dates"),
        label=_("date"),
        help_text=_("One line for a day, for days in a row or for a series."),
        formset=DateFormSet,
    ),
    DatesInWordsPanel(heading=_("What people will read")),
    RowsPanel(
        "date_changes",
        panels=CHANGE_PANELS,
        heading=_("Cancel, move or add one date"),
        label=_("change"),
        formset=ChangeFormSet,
    ),
]
TIMETABLE = RowsPanel(
    "timetable",
    panels=[
        FieldRowPanel(
            [
                FieldPanel(
                    "day",
                    widget=DayInput,
                    help_text=_("Only when it lasts several days. Example: 16/01/2027."),
                ),
                FieldPanel("time", widget=HourInput),
            ]
        ),
        FieldPanel("title"),
        FieldPanel("theme", help_text=_("Example: equality in the annual plan.")),
        FieldPanel("speaker_role"),
    ],
    heading=_("Programme"),
    label=_("line"),
    help_text=_("For a meeting with several parts. Example: 09:00, opening, the mayor."),
    formset=RowFormSet,
)
