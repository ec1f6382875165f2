"""The tabs of the page editor, in the order staff think."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from centre.staff.sensitive import SensitivePanel
from centre.weight.panel import WeightPanel


class ReadPanel(FieldPanel):
    """A field that is only read. What is not known is said in words."""

    def format_value_for_display(self, value):
        """Return ``value`` as text, or that nothing was said yet."""
        return _("not yet") if value is None else super().format_value_for_display(value)


IMAGE_PANELS = MultiFieldPanel(
    [
        FieldPanel(
            "image",
            help_text=_(
                "A photo taken at the centre, with the consent of those seen on it. "
                "Example: the training room, the sewing machines."
            ),
        ),
        FieldPanel("image_alt"),
        FieldPanel(
            "image_is_decorative",
            help_text=_("Tick it when the image says nothing that the text does not say."),
        ),
    ],
    heading=_("Image"),
)
RECORDINGS_PANEL = InlinePanel(
    "recordings",
    heading=_("Read aloud"),
    label=_("recording"),
    help_text=_(
        "The page read by somebody of the team, one recording for each language. "
        "Example: in Ewe, two minutes."
    ),
)
VERIFICATION_PANELS = MultiFieldPanel(
    [
        FieldRowPanel(
            [
                ReadPanel("assured_date", read_only=True),
                ReadPanel("assured_by", read_only=True),
            ]
        ),
        FieldPanel("review_every"),
        FieldPanel("is_demonstration"),
    ],
    heading=_("Verification"),
    help_text=_(
        "Call or ask, correct what has changed, publish, then press “I have checked it” on top "
        "of this page: the date shown to the public is that of the day."
    ),
)
SAFETY_PANELS = MultiFieldPanel(
    [FieldPanel("is_sensitive"), FieldPanel("neutral_title")], heading=_("Safety")
)
ADDRESS_PANELS = MultiFieldPanel(
    [
        FieldPanel(
            "slug",
            heading=_("End of the address"),
            help_text=_(
                "The end of the page’s address, made from the title. Small letters and hyphens. "
                "Example: birth-certificate."
            ),
        ),
        FieldPanel(
            "show_in_menus",
            help_text=_("Tick it to name the page at the foot of the site. Example: Legal notice."),
        ),
    ],
    heading=_("Address"),
)


def title_panel(heading="", help_text=""):
    """Return the panel of the title, which also makes the page's address."""
    heading = heading or _("Title")
    return TitleFieldPanel(
        "title",
        heading=heading,
        help_text=help_text or _("Short and plain. Example: How to come to the centre."),
        placeholder=heading,
    )


def what_tab(panels, title=None):
    """Return the first tab: title, one sentence, then ``panels``."""
    return ObjectList(
        [
            SensitivePanel(),
            WeightPanel(),
            title or title_panel(),
            FieldPanel("introduction"),
            *panels,
        ],
        heading=_("What"),
    )


def share_tab(recordings=True, more=()):
    """Return the tab of what is said around the page: image, sound, safety, then ``more``.

    Without ``recordings`` for a page whose lists change by themselves: its voice would be wrong
    from one day to the next.
    """
    panels = [IMAGE_PANELS, RECORDINGS_PANEL, SAFETY_PANELS, *more, ADDRESS_PANELS]
    if recordings:
        return ObjectList(panels, heading=_("Image, sound and safety"))
    panels.remove(RECORDINGS_PANEL)
    return ObjectList(panels, heading=_("Image and safety"))


def follow_up_tab():
    """Return the last tab: verification, publication dates, comments."""
    return ObjectList(
        [VERIFICATION_PANELS, PublishingPanel(), CommentPanel()], heading=_("Follow up")
    )


def page_tabs(panels, recordings=True):
    """Return the editor of a simple page; ``recordings`` as in ``share_tab``."""
    return TabbedInterface([what_tab(panels), share_tab(recordings), follow_up_tab()])
