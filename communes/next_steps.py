"""What to do once a commune is made: the same list in the terminal, on the screen and by mail."""

from dataclasses import dataclass

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from centre.tenancy.invitation_mail import send, send_text
from centre.tenancy.invitations import Invitation, absolute
from centre.tenancy.team import members
from communes.provisioning import Outcome
from home.models import StandardPage


@dataclass(frozen=True)
class Step:
    """One thing to know or to do, and where. ``is_secret``: the address is for one person."""

    text: str
    url: str = ""
    is_secret: bool = False


def hand_over(outcome: Outcome, hostname: str = "") -> list[Step]:
    """Send the invitations of ``outcome`` and return what is left to do.

    A link that could not be sent is in the list, and nowhere else.
    """
    home = Page.objects.get(pk=outcome.home.pk)
    return [
        Step(_("The site of the commune:"), home.full_url or ""),
        Step(_("The staff area:"), absolute(reverse("wagtailadmin_home"))),
        *_host(hostname),
        *(_invitation(one) for one in outcome.invitations),
        *_team(outcome),
        *_pages(outcome),
    ]


def mail_steps(outcome: Outcome, steps: list[Step], address: str) -> bool:
    """Send ``steps`` to ``address`` and return whether a mail server took them.

    Links of invitations stay out.
    """
    subject = _("%(commune)s: what to do next") % {"commune": outcome.branch}
    told = {"steps": [step for step in steps if not step.is_secret]}
    return send_text(subject, "email/new_commune.txt", told, address)


def _host(hostname: str):
    if hostname and not validate_host(hostname, settings.ALLOWED_HOSTS):
        yield Step(
            _(
                "%(host)s is not answered yet: let the name lead to this server, and add it to "
                "ALLOWED_HOSTS."
            )
            % {"host": hostname}
        )


def _invitation(invitation: Invitation) -> Step:
    who = {"email": invitation.address, "role": invitation.role.label, "days": invitation.days}
    if send(invitation):
        return Step(_("Invitation sent to %(email)s (%(role)s).") % who)
    said = ngettext(
        "Link for %(email)s (%(role)s), which serves once, for %(days)s day. Hand it over:",
        "Link for %(email)s (%(role)s), which serves once, for %(days)s days. Hand it over:",
        invitation.days,
    )
    return Step(said % who, invitation.link, is_secret=True)


def _team(outcome: Outcome):
    if not outcome.invitations and not members(outcome.branch).exists():
        url = absolute(reverse("centre_team_invite", args=[outcome.branch.pk]))
        yield Step(_("Nobody can write yet. Invite the director:"), url)


def _pages(outcome: Outcome):
    drafts = StandardPage.objects.child_of(outcome.home).filter(live=False)
    for draft in drafts:
        url = absolute(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
        yield Step(_("A draft to complete, “%(title)s”:") % {"title": draft.title}, url)
    url = absolute(reverse("wagtailadmin_pages:edit", args=[outcome.home.pk]))
    yield Step(_("Phones, logo and picture of the home page:"), url)
