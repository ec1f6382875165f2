"""The team of a commune: who is in it, in which role, and how she leaves it.

Superusers are in no list and touched by nothing here. The log tells who did what.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils.translation import gettext as _

from centre.models import Branch, BranchGroup, Role
from centre.tenancy.invitations import CHANGE_ROLE, LEAVE, hold, is_elsewhere, note, put


class LastDirector(Exception):
    """The commune would have nobody who directs it; the text says so."""


def members(branch: Branch):
    """Return the users in the team of ``branch``."""
    users = get_user_model().objects.filter(groups__branch_group__branch=branch)
    return users.filter(is_superuser=False).distinct().order_by("first_name", "last_name", "pk")


def waiting(branch: Branch):
    """Return the members of ``branch`` who were invited and have not entered yet."""
    return members(branch).filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def roles_in(branch: Branch) -> dict[int, Role]:
    """Return the role of each member of ``branch``, by the key of her account."""
    given = BranchGroup.objects.filter(branch=branch, group__user__isnull=False)
    return {user: Role(role) for user, role in given.values_list("group__user", "role")}


def directed_by(user):
    """Return the branches whose team ``user`` looks after: hers as a director."""
    if user.is_superuser:
        return Branch.objects.all()
    return Branch.objects.filter(
        branch_groups__role=Role.DIRECTOR, branch_groups__group__user=user
    ).distinct()


@transaction.atomic
def change_role(branch: Branch, user, role: Role, by) -> None:
    """Give a member of ``branch`` another role there. Raises ``LastDirector``."""
    branch = hold(branch)
    if role != Role.DIRECTOR:
        _keep_a_director(branch, user, by)
    put(branch, role, user)
    note(CHANGE_ROLE, branch, role, user, by)


@transaction.atomic
def remove(branch: Branch, user, by) -> None:
    """Take ``user`` out of the team of ``branch``; raises ``LastDirector``.

    An account that is in no other group is closed: it cannot be entered any more.
    """
    branch = hold(branch)
    _keep_a_director(branch, user, by)
    role = roles_in(branch)[user.pk]
    user.groups.remove(*branch.branch_groups.values_list("group", flat=True))
    if not is_elsewhere(branch, user):
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
    note(LEAVE, branch, role, user, by)


def _keep_a_director(branch: Branch, user, by) -> None:
    """Refuse to take away the last director who can enter; the federation may, to replace her."""
    directors = members(branch).filter(
        groups__branch_group__role=Role.DIRECTOR, groups__branch_group__branch=branch
    )
    able = directors.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if not by.is_superuser and list(able) == [user]:
        raise LastDirector(
            _("%(name)s is the only director: name another one first, who has entered once.")
            % {"name": user}
        )
