"""Make a new commune whole: its branch, its first pages, its holidays, its address, its team.

All or nothing: one transaction. Two at the same moment come one after the other; the second finds
the first and refuses.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from centre.models import Branch, Commune, Language
from centre.tenancy.branches import complete_branch, create_branch
from centre.tenancy.invitations import AlreadyInTeam, CannotInvite, Invitation, invite, renew
from centre.tenancy.team import waiting
from centre.whole import whole
from communes import starter
from communes.plan import CommunePlan, portal
from communes.sharing.acts import share_with_new
from home.models import CentreHomePage
from home.serving import own_port, serve
from home.writing import add, publish
from services.reference import load_public_holidays


class Refused(Exception):
    """The plan cannot be carried out. ``problems``: sentences, by the name of the field."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class CommuneExists(Refused):
    """The commune has its branch already."""


@dataclass
class Outcome:
    """What was done. ``is_new``: the branch was not there; ``added``: pages, groups, holidays."""

    home: CentreHomePage
    is_new: bool
    added: int = 0
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def branch(self) -> Branch:
        """The branch of the commune."""
        return self.home.branch


@whole()
def provision(plan: CommunePlan, today: dt.date, user=None, *, resume: bool = False) -> Outcome:
    """Carry out ``plan`` in the name of ``user``; holidays are those of ``today``'s year and next.

    With ``resume`` a commune that has its branch gets what it lacks, and what anybody edited
    stays. Nothing is sent: the links to hand over are in the outcome. Raises ``CommuneExists`` or
    ``Refused``, and then nothing has changed.
    """
    parent = _hold(plan)
    branch = Branch.objects.filter(commune=plan.commune).select_related("root_page").first()
    if branch and not resume:
        raise CommuneExists({"commune": _exists(plan.commune)})
    if problems := plan.problems(parent, branch):
        raise Refused(problems)
    if branch is None:
        outcome = Outcome(_create_home(plan, parent, user), is_new=True, added=1)
    else:
        outcome = Outcome(branch.root_page.specific, is_new=False, added=complete_branch(branch))
    _complete(outcome, plan, today, user)
    return outcome


def _hold(plan: CommunePlan) -> Page:
    """Return the page to stand under; nobody else adds a commune before the transaction ends."""
    parent = plan.parent or portal() or Page.get_first_root_node()
    Commune.objects.select_for_update().get(pk=plan.commune.pk)
    return Page.objects.select_for_update(of=("self",)).get(pk=parent.pk)


def _create_home(plan: CommunePlan, parent: Page, user) -> CentreHomePage:
    home = add(parent, plan.home_page(), starter.key_of(plan.commune, starter.HOME), user)
    create_branch(home, plan.commune)
    home.languages = Language.objects.filter(code__in=plan.languages)
    home.save_revision(user=user)
    publish(home, user)
    # Publishing worked on a copy.
    return CentreHomePage.objects.get(pk=home.pk)


def _complete(outcome: Outcome, plan: CommunePlan, today: dt.date, user) -> None:
    home, branch = outcome.home, outcome.branch
    outcome.added += starter.complete(home, plan.commune, user)
    for year in (today.year, today.year + 1):
        outcome.added += load_public_holidays(branch, year).created
    if home.depth == 2:
        serve(home)
    if plan.host and not Site.objects.filter(hostname=plan.host).exists():
        site = Site(hostname=plan.host, port=own_port(), site_name=home.title, root_page=home)
        site.full_clean()
        site.save()
        outcome.added += 1
    outcome.added += len(share_with_new(branch, user))
    outcome.invitations = list(_invitations(branch, plan, user))


def _invitations(branch: Branch, plan: CommunePlan, user):
    """Invite the team, and once more who was invited and has not entered yet."""
    called = {guest.address for guest in plan.team}
    try:
        for member in waiting(branch):
            if member.email not in called:
                yield renew(branch, member, user)
        for guest in plan.team:
            with suppress(AlreadyInTeam):
                yield invite(branch, guest, user)
    except CannotInvite as error:
        raise Refused({"team": str(error)}) from error


def _exists(commune: Commune) -> str:
    return _("%(commune)s has its site already: nothing was changed.") % {"commune": commune}
