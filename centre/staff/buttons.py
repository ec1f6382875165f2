"""The button "J’ai vérifié" of a page, in lists and in the editor."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import ListingButton

from centre.verification import VerifyPage


def verify_url(page_id: int) -> str:
    """Return the address to which the button posts."""
    return reverse("centre_verify_page", args=[page_id])


def post_attributes(url: str) -> dict[str, str]:
    """Return what makes Wagtail's script post to ``url``, with the CSRF token."""
    return {
        "data-controller": "w-action",
        "data-action": "w-action#post",
        "data-w-action-url-value": url,
    }


def verify_buttons(page, user, kind, **kwargs) -> list:
    """Return the button of ``page`` as a ``kind``, or nothing when it would be of no use."""
    today = timezone.localdate()
    action = VerifyPage(page, user, today)
    if not action.is_allowed() or page.assured_date == today:
        return []
    attributes = post_attributes(verify_url(page.pk))
    label = _("I have checked it")
    return [kind(label, icon_name="check", attrs=attributes, priority=5, **kwargs)]


def listing_buttons(page, user, next_url=None):
    """Add the button to the row of a page."""
    return verify_buttons(page, user, ListingButton)
