"""The second factor of one account: a telephone, and ten codes on paper for when it is lost.

Whether a session has shown it is kept as django-otp keeps it: the session names the telephone.
A telephone that is taken away or replaced thereby closes what was opened with it.
"""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY, login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.tenancy.team import directed_by

REQUIRED = "required"
PHONE_DIGITS = 6
# Digits only: the keys of a telephone that asks for six digits have no letters.
RECOVERY_DIGITS = 10
RECOVERY_CODES = 10
# What changes the second factor asks for it again after so many seconds.
FRESH = 10 * 60
PROVEN_AT = "second_factor_at"
PENDING = "second_factor_pending"


class WrongCode(Exception):
    """The code is not right, or has served already."""


class TooSoon(Exception):
    """Wrong codes were tried: the next try is in ``seconds``."""

    def __init__(self, seconds: int):
        self.seconds = seconds


def phone_of(user) -> TOTPDevice | None:
    """Return the telephone that makes the codes of ``user``, if she has set one up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_required(user) -> bool:
    """Return whether ``user`` may not enter without: who directs a commune, and the federation."""
    return settings.SECOND_FACTOR == REQUIRED and (user.is_superuser or directed_by(user).exists())


def is_proven(session, user) -> bool:
    """Return whether ``session`` has shown all that is asked of ``user``."""
    phone = phone_of(user)
    if phone:
        return session.get(DEVICE_ID_SESSION_KEY) == phone.persistent_id
    return not is_required(user)


def is_fresh(session) -> bool:
    """Return whether the code was typed in ``session`` a moment ago."""
    return timezone.now().timestamp() - session.get(PROVEN_AT, 0) < FRESH


def prove(request, user, typed: str) -> None:
    """Note in the session that ``user`` has shown her code: digits, of either kind.

    A code serves once. Raises ``WrongCode``, or ``TooSoon`` after wrong ones.
    """
    phone = phone_of(user)
    is_recovery = len(typed) == RECOVERY_DIGITS
    check(user, StaticDevice.objects.filter(user=user).first() if is_recovery else phone, typed)
    _mark(request, phone)


def check(user, device, typed: str) -> None:
    """Take ``typed`` as a code of ``device``. Raises ``WrongCode`` or ``TooSoon``."""
    if device is None:
        raise WrongCode
    may_try, why = device.verify_is_allowed()
    if not may_try:
        left = why["locked_until"] - timezone.now()
        raise TooSoon(max(1, round(left.total_seconds())))
    if verify_token(user, device.persistent_id, typed) is None:
        raise WrongCode


def pending_phone(request) -> TOTPDevice:
    """Return the telephone that this session is setting up; its key is shown to nobody else."""
    unfinished = TOTPDevice.objects.filter(user=request.user, confirmed=False)
    phone = unfinished.filter(pk=request.session.get(PENDING)).first()
    if phone is None:
        unfinished.delete()
        phone = TOTPDevice.objects.create(user=request.user, name="TOTP", confirmed=False)
        request.session[PENDING] = phone.pk
    return phone


def set_up(request, typed: str) -> list[str]:
    """Put the pending telephone in the place of the former one; return the recovery codes.

    Raises ``WrongCode`` or ``TooSoon``, and then changes nothing.
    """
    phone = pending_phone(request)
    check(request.user, phone, typed)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=request.user).exclude(pk=phone.pk).delete()
        TOTPDevice.objects.filter(pk=phone.pk).update(confirmed=True)
        codes = new_codes(request.user)
    del request.session[PENDING]
    _mark(request, phone)
    return codes


@transaction.atomic
def new_codes(user) -> list[str]:
    """Return ten new recovery codes of ``user``; the former ones are void."""
    device, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": "codes"})
    device.token_set.all().delete()
    most = 10**RECOVERY_DIGITS
    codes = [f"{secrets.randbelow(most):0{RECOVERY_DIGITS}}" for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user) -> int:
    """Return how many recovery codes ``user`` has not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def remove(user) -> None:
    """Take the telephone and the recovery codes of ``user`` away."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _mark(request, phone: TOTPDevice) -> None:
    request.session.cycle_key()
    request.session[PROVEN_AT] = timezone.now().timestamp()
    login(request, phone)
