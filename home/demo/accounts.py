"""The accounts of the demonstration: one for each role, and one of the federation."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from centre.models import Branch, Role

USERNAMES = {
    Role.DIRECTOR: "directrice",
    Role.EDITOR: "editrice",
    Role.EVENTS: "evenements",
    Role.PARTNER: "partenaire",
}
FEDERATION = "federation"
# Without letters and digits that look alike: these passwords are typed by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 3, 4


@dataclass(frozen=True)
class Account:
    """An account as it is printed; ``password`` is empty when it was left as it is."""

    user: object
    role: str
    password: str


def draw_password() -> str:
    """Return a new password: three groups of four characters, 59 bits."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS)
    )


def load_accounts(branch: Branch, password: str = "", renew: bool = False) -> list[Account]:
    """Create the accounts that are missing and return all of them, the federation's last.

    ``password``: the one of all, new and old. Otherwise each new account gets a drawn one,
    and old ones keep theirs unless ``renew``.
    """
    accounts = [
        _load(name, role.label, password, renew, group=_group(branch, role))
        for role, name in USERNAMES.items()
    ]
    return [*accounts, _load(FEDERATION, _("Federation"), password, renew, is_superuser=True)]


def load_account(
    branch: Branch, role: Role, username: str, password: str = "", renew: bool = False
) -> Account:
    """Create one more account of ``role`` in ``branch``, unless it is there, and return it."""
    label = f"{role.label}, {branch}"
    return _load(username, label, password, renew, group=_group(branch, role))


def _group(branch: Branch, role: Role):
    return branch.branch_groups.get(role=role).group


def _load(username, role, password, renew, *, group=None, is_superuser=False) -> Account:
    users = get_user_model().objects
    user = users.filter(username=username).first()
    is_new = user is None
    if is_new:
        # No address: nobody would read the mails that the demonstration sends.
        user = users.model(username=username, first_name=str(role), last_name=_("(demonstration)"))
        user.is_staff = user.is_superuser = is_superuser
    elif not _is_ours(user, group):
        return Account(user, role, "")
    drawn = password or (draw_password() if is_new or renew else "")
    if drawn:
        user.set_password(drawn)
        user.full_clean()
        user.save()
    if is_new and group:
        user.groups.add(group)
    return Account(user, role, drawn)


def _is_ours(user, group) -> bool:
    """Return whether an existing account is the demonstration's, not one that bears its name."""
    return user.groups.filter(pk=group.pk).exists() if group else user.is_superuser
