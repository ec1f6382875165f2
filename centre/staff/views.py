"""What the buttons of the staff area do."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from centre.verification import VerifyAction, VerifyPage


def perform_verification(request, action: VerifyAction):
    """Perform ``action``, say so, and go back to where the button was.

    Answers 403 when the user may not. The way back is the ``next`` sent with the form when it
    stays on this site, else the home page of the staff area.
    """
    action.execute()
    messages.success(
        request, _("Thank you. “%(title)s” is verified as of today.") % {"title": action.instance}
    )
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


@require_POST
def verify_page(request, page_id):
    """Answer the button "J’ai vérifié" of a page."""
    page = get_object_or_404(Page, pk=page_id).specific
    return perform_verification(request, VerifyPage(page, request.user, timezone.localdate()))
