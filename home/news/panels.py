"""The editor of a piece of news."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel, TabbedInterface

from centre.panels import follow_up_tab, share_tab, title_panel, what_tab
from events.forms import DayInput
from home.news.forms import NewsPageForm

READ_TOGETHER = [
    "events.AwarenessEventPage",
    "events.TrainingCoursePage",
    "services.ServicePage",
    "events.ProgrammePage",
]

NEWS_EDIT_HANDLER = TabbedInterface(
    [
        what_tab(
            [
                FieldPanel("date", widget=DayInput),
                FieldPanel(
                    "body",
                    help_text=_(
                        "Say first what happened, when and where, then the rest. Example: a text "
                        "and a photo."
                    ),
                ),
                InlinePanel(
                    "related",
                    panels=[PageChooserPanel("target", READ_TOGETHER)],
                    heading=_("To read with it"),
                    label=_("page"),
                ),
            ],
            title_panel(
                _("Title of the news"),
                _("What happened, in everyday words. Example: The centre has opened its doors."),
            ),
        ),
        share_tab(),
        follow_up_tab(),
    ],
    base_form_class=NewsPageForm,
)
