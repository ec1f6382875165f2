"""A sign-in from a device that has not been seen: the person and her directors get a mail.

A device is a signed cookie that names the accounts which entered by it. It is set after a
sign-in, is sent back to the staff area alone, and opens nothing.
"""

import logging
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.models import Branch, Role
from centre.staff.access.later import after
from centre.tenancy.invitation_mail import has_mail, send_text
from centre.tenancy.invitations import absolute

COOKIE = "centre_device"
SALT = "centre.staff.device"
# The longest that browsers keep a cookie.
KEPT_SECONDS = 400 * 24 * 60 * 60
# A computer that more people share forgets who came first.
MOST_ACCOUNTS = 20

logger = logging.getLogger(__name__)


def welcome(request, response) -> None:
    """Remember the device of who has entered with ``request``, and tell of one that is new."""
    user = getattr(request, "has_entered", None)
    if user is None:
        return
    known = accounts_of(request)
    if user.pk not in known:
        after(response, partial(tell, user, timezone.localtime()))
    others = [pk for pk in known if pk != user.pk][1 - MOST_ACCOUNTS :]
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, [*others, user.pk])),
        salt=SALT,
        max_age=KEPT_SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def accounts_of(request) -> list[int]:
    """Return the keys of the accounts that have entered by the device of ``request``."""
    signed = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=KEPT_SECONDS)
    return [int(pk) for pk in signed.split(".") if pk]


def tell(user, moment) -> None:
    """Send the mails about the entry of ``user`` at ``moment``; log when one cannot leave."""
    context = {
        "person": user,
        "date": date_format(moment, "l j F Y"),
        "time": date_format(moment, r"G \h i").replace(" ", "\u00a0"),
        "account": absolute(reverse("wagtailadmin_account")),
        "reset": absolute(reverse("wagtailadmin_password_reset")),
        "team": absolute(reverse("centre_team")),
    }
    subject = _("Sign-in from a new device")
    to_director = _("%(name)s has signed in from a new device") % {"name": user}
    letters = [(subject, "email/new_device.txt", user.email)]
    letters += [
        (to_director, "email/new_device_director.txt", other.email) for other in directors_of(user)
    ]
    sent = [send_text(title, name, context, email) for title, name, email in letters if email]
    if has_mail() and not all(sent):
        logger.error("A mail about a new device could not be sent.")


def directors_of(user):
    """Return the others who direct a commune in which ``user`` works."""
    hers = Branch.objects.for_user(user) if not user.is_superuser else Branch.objects.none()
    directors = get_user_model().objects.filter(
        groups__branch_group__role=Role.DIRECTOR,
        groups__branch_group__branch__in=hers,
        is_active=True,
        is_superuser=False,
    )
    return directors.exclude(pk=user.pk).distinct()
