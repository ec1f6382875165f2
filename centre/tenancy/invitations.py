"""Invite somebody into the team of a commune, by a link that she alone can use.

A new member chooses her password behind the link. Who has an account already, of another commune,
shows that it is hers by entering with it: whoever invites learns nothing of it and cannot take it
over. Both links are signed by Django's own tokens, hold for ``settings.PASSWORD_RESET_TIMEOUT``
seconds and serve once.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from centre.models import Branch, BranchGroup, Role

INVITE = "centre.invite"
JOIN = "centre.join"
CHANGE_ROLE = "centre.change_role"
LEAVE = "centre.leave"

SECONDS_A_DAY = 86_400


class CannotInvite(Exception):
    """This person cannot be invited; the text says why."""


class AlreadyInTeam(CannotInvite):
    """She is in the team, and has entered before."""


@dataclass(frozen=True)
class Guest:
    """Somebody to invite, as she was typed."""

    role: Role
    first_name: str
    last_name: str
    email: str

    @property
    def address(self) -> str:
        """Her e-mail in small letters, by which she is known and enters."""
        return self.email.strip().lower()

    def problem(self) -> str:
        """Say what is wrong with what was typed; nothing when it is right."""
        most = get_user_model()._meta.get_field("first_name").max_length
        names = [name.strip() for name in (self.first_name, self.last_name)]
        if not all(0 < len(name) <= most for name in names):
            return _("Write a first name and a name, of at most %(most)s letters.") % {"most": most}
        try:
            validate_email(self.address)
            get_user_model()._meta.get_field("username").run_validators(self.address)
        except ValidationError:
            return _("“%(email)s” is not an e-mail address. Example: prenom.nom@exemple.tg.") % {
                "email": self.email
            }
        return ""


@dataclass(frozen=True)
class Invitation:
    """A link for who reads ``address``. ``is_new``: she chooses a password behind it."""

    branch: Branch
    role: Role
    user: object
    address: str
    link: str
    is_new: bool = True

    @property
    def days(self) -> int:
        """For how many days the link serves."""
        return settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY


class JoinTokens(PasswordResetTokenGenerator):
    """Tokens that let one account into one commune in one role.

    Whatever was done since to that person in that team makes them void: what is withdrawn does
    not come back by an old link.
    """

    key_salt = "centre.tenancy.invitations"

    def __init__(self, branch: Branch, role: Role):
        super().__init__()
        self.branch, self.role = branch, role

    def _make_hash_value(self, user, timestamp):
        # The last, not how many: the journal forgets what is a year old.
        last = acts_on(self.branch, user).order_by("pk").values_list("pk", flat=True).last()
        return f"{user.pk}{user.password}{timestamp} {self.branch.pk} {self.role.value} {last}"


@transaction.atomic
def invite(branch: Branch, guest: Guest, by=None) -> Invitation:
    """Invite ``guest`` into the team of ``branch`` in the name of ``by``; return the link.

    Who was invited before and has not entered gets a new link, and the former one is void.
    Raises ``AlreadyInTeam`` or ``CannotInvite``, and then changes nothing. Nothing is sent.
    """
    if sentence := guest.problem():
        raise CannotInvite(sentence)
    branch = hold(branch)
    user = _known(guest.address, branch) or _created(guest.address)
    if is_member(branch, user):
        _check_waiting(branch, user)
    elif not _is_free(user):
        return _invite_from_elsewhere(branch, guest, user, by)
    user.first_name, user.last_name = guest.first_name.strip(), guest.last_name.strip()
    user.email, user.is_active = guest.address, True
    user.set_unusable_password()
    user.save()
    put(branch, guest.role, user)
    note(INVITE, branch, guest.role, user, by)
    return Invitation(branch, guest.role, user, guest.address, _password_link(user))


@transaction.atomic
def renew(branch: Branch, user, by=None) -> Invitation:
    """Return a new link for a member who has not entered yet; the former one is void.

    Raises ``CannotInvite`` where she has, or where her account is not of this team alone.
    """
    branch = hold(branch)
    given = BranchGroup.objects.filter(branch=branch, group__user=user).first()
    if given is None:
        raise CannotInvite(refused())
    _check_waiting(branch, user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    note(INVITE, branch, Role(given.role), user, by)
    return Invitation(branch, Role(given.role), user, user.email, _password_link(user))


@transaction.atomic
def accept(branch: Branch, role: Role, user, token: str) -> bool:
    """Let ``user`` into the team of ``branch``; return whether ``token`` allows it."""
    branch = hold(branch)
    if is_member(branch, user) or not JoinTokens(branch, role).check_token(user, token):
        return False
    put(branch, role, user)
    note(JOIN, branch, role, user, user)
    return True


def hold(branch: Branch) -> Branch:
    """Return ``branch``, whose team nobody else changes before the transaction ends."""
    return Branch.objects.select_for_update().get(pk=branch.pk)


def put(branch: Branch, role: Role, user) -> None:
    """Give ``user`` this role in ``branch``, and no other one there."""
    groups = {given.role: given.group_id for given in branch.branch_groups.all()}
    user.groups.remove(*(group for name, group in groups.items() if name != role.value))
    user.groups.add(groups[role.value])


def note(action: str, branch: Branch, role: Role, user, by) -> None:
    """Write in Wagtail's log what ``by`` did to ``user`` in the team of ``branch``."""
    data = {"branch": branch.pk, "commune": str(branch), "role": role.value}
    log(instance=user, action=action, user=by, data=data)


def acts_on(branch: Branch, user):
    """Return what the log tells of ``user`` in the team of ``branch``."""
    entries = ModelLogEntry.objects.for_instance(user)
    acts = (INVITE, JOIN, CHANGE_ROLE, LEAVE)
    return entries.filter(action__in=acts, data__branch=branch.pk)


def is_member(branch: Branch, user) -> bool:
    """Return whether ``user`` has a role in ``branch``."""
    return BranchGroup.objects.filter(branch=branch, group__user=user).exists()


def is_elsewhere(branch: Branch, user) -> bool:
    """Return whether ``user`` is in a group that is not of ``branch``."""
    return user.groups.exclude(branch_group__branch=branch).exists()


def refused() -> str:
    """Say no, without saying what is known of the account."""
    return _("This person cannot be invited here: ask the federation.")


def _known(address: str, branch: Branch):
    """Return the account of ``address``, that of the team first, but none of the federation."""
    users = get_user_model().objects.order_by("pk")
    known = list(users.filter(Q(email__iexact=address) | Q(username__iexact=address)))
    if any(user.is_superuser for user in known):
        raise CannotInvite(refused())
    hers = [user for user in known if is_member(branch, user)]
    return next(iter(hers or known), None)


def _created(address: str):
    """Return a new account, closed so far; when two invite at once, the same one."""
    users = get_user_model().objects
    return users.get_or_create(username=address, defaults={"is_active": False})[0]


def _check_waiting(branch: Branch, user) -> None:
    """Refuse a link that opens an account of more than this team, or one in use or closed."""
    if user.has_usable_password():
        raise AlreadyInTeam(_("%(name)s is in the team already.") % {"name": user})
    if user.is_superuser or not user.is_active or is_elsewhere(branch, user):
        raise CannotInvite(refused())


def _is_free(user) -> bool:
    """Return whether an account is in no team and nobody can enter with it."""
    return not user.groups.exists() and not (user.is_active and user.has_usable_password())


def _invite_from_elsewhere(branch: Branch, guest: Guest, user, by) -> Invitation:
    if not user.is_active:
        raise CannotInvite(refused())
    note(INVITE, branch, guest.role, user, by)
    token = JoinTokens(branch, guest.role).make_token(user)
    link = absolute(reverse("centre_join", args=[branch.pk, guest.role.value, token]))
    return Invitation(branch, guest.role, user, guest.address, link, is_new=False)


def _password_link(user) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return absolute(reverse("centre_invitation", args=[uid, token]))


def absolute(path: str) -> str:
    """Return the whole address of a page of the staff area."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)
