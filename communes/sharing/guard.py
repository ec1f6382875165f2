"""Where Wagtail's own screens meet a shared page: they lead to the one where one decides."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from communes.models import Offer
from communes.sharing.viewsets import offers_for

GUARDED = ("delete", "unpublish")


def offer_to_decide(request, page) -> Offer | None:
    """Return the offer that ``page`` is, if the user decides about it."""
    return offers_for(request.user).of_page(page).first()


def lead_to_offer(request, page):
    """Receive ``before_edit_page``: the text is the federation's, the words below are hers."""
    if offer := offer_to_decide(request, page):
        return redirect("offer:edit", offer.pk)
    return None


def ask_instead(request, page):
    """Receive a deletion or a withdrawal: undone, it would come back with the next publication."""
    if offer := offer_to_decide(request, page):
        messages.warning(request, _reason())
        return redirect("offer:edit", offer.pk)
    return None


def ask_for_each(request, action_type, objects, action):
    """Receive the same for several pages at once."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type not in GUARDED or not any(offer_to_decide(request, one) for one in pages):
        return None
    messages.warning(request, _reason())
    return redirect(get_valid_next_url_from_request(request) or reverse("offer:index"))


def _reason() -> str:
    return _(
        "The federation shares this page. To take it off your site, choose “Do not show it” here."
    )
