"""Send an invitation, where this instance has a mail server."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from centre.formats import of_in_words
from centre.tenancy.invitations import Invitation, absolute

# What these backends take reaches nobody.
UNSENT = ("console", "dummy", "filebased")


def send(invitation: Invitation) -> bool:
    """Send ``invitation`` and return whether a mail server took it; if not, hand the link over."""
    subject = _("Your access to the site %(of_commune)s") % {
        "of_commune": of_in_words(str(invitation.branch))
    }
    context = {
        "invitation": invitation,
        "home": invitation.branch.root_page,
        "staff_area": absolute(reverse("wagtailadmin_home")),
    }
    return send_text(subject, "email/invitation.txt", context, invitation.address)


def send_text(subject: str, template: str, context: dict, address: str) -> bool:
    """Send the text of ``template`` to ``address`` and return whether a mail server took it."""
    if not address or not has_mail():
        return False
    try:
        return bool(send_mail(subject, render_to_string(template, context), None, [address]))
    except (OSError, SMTPException):
        return False


def has_mail() -> bool:
    """Return whether mails of this instance leave it."""
    return not any(f".{name}." in settings.EMAIL_BACKEND for name in UNSENT)
