"""The tabs of the page editor, in the order staff think."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

IMAGE_PANELS = MultiFieldPanel(
    [
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("image_is_decorative"),
    ],
    heading=_("Image"),
)
RECORDINGS_PANEL = InlinePanel("recordings", heading=_("Read aloud"), label=_("recording"))
VERIFICATION_PANELS = MultiFieldPanel(
    [
        FieldRowPanel(
            [
                FieldPanel("assured_date", read_only=True),
                FieldPanel("assured_by", read_only=True),
            ]
        ),
        FieldPanel("review_every"),
        FieldPanel("is_demonstration"),
    ],
    heading=_("Verification"),
)
SAFETY_PANELS = MultiFieldPanel(
    [FieldPanel("is_sensitive"), FieldPanel("neutral_title")], heading=_("Safety")
)
ADDRESS_PANELS = MultiFieldPanel(
    [FieldPanel("slug"), FieldPanel("show_in_menus")], heading=_("Address")
)


def what_tab(panels):
    """Return the first tab: title, one sentence, image, then ``panels``."""
    return ObjectList(
        [FieldPanel("title"), FieldPanel("introduction"), *panels],
        heading=_("What"),
    )


def share_tab(panels=()):
    """Return the tab of what is said around the page: sound, image, safety."""
    return ObjectList(
        [IMAGE_PANELS, RECORDINGS_PANEL, SAFETY_PANELS, ADDRESS_PANELS, *panels],
        heading=_("Image, sound and safety"),
    )


def follow_up_tab():
    """Return the last tab: verification and publication dates."""
    return ObjectList([VERIFICATION_PANELS, PublishingPanel()], heading=_("Follow up"))


def page_tabs(panels):
    """Return the editor of a simple page."""
    return TabbedInterface([what_tab(panels), share_tab(), follow_up_tab()])
