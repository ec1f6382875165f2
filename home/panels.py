"""The editor of a centre's home page."""

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

WHERE = [
    FieldPanel("town_name"),
    FieldPanel("has_building"),
    FieldPanel("place"),
    InlinePanel("phones", heading=_("Phones"), label=_("phone")),
    FieldPanel("languages"),
]
IDENTITY = [
    FieldPanel("logo"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("primary_colour"), FieldPanel("accent_colour")])],
        heading=_("Colours"),
    ),
]

HOME_EDIT_HANDLER = TabbedInterface(
    [
        what_tab([FieldPanel("body")]),
        ObjectList(WHERE, heading=_("Where and whom to call")),
        ObjectList(IDENTITY, heading=_("Identity")),
        share_tab(),
        follow_up_tab(),
    ]
)
