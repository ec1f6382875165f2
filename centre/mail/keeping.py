"""Keep mails that the server does not take, try again with growing pauses, give up in the end."""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from centre.mail.sealing import Letter, Unreadable, letter_of, opened, seal
from centre.models import KeptMail
from centre.ticking.registry import StepFailed

logger = logging.getLogger("centre.mail")

FIRST_PAUSE = dt.timedelta(minutes=5)
LONGEST_PAUSE = dt.timedelta(hours=4)
# What came later would speak of something long past.
KEPT_FOR = dt.timedelta(days=3)
# So long the doctor tells of what was given up.
TOLD_FOR = dt.timedelta(days=30)

# These say something of one mail; any other fault is of the server.
ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def keep(message: EmailMessage, now: dt.datetime) -> KeptMail:
    """Keep ``message`` for a try in a few minutes, and return it."""
    return KeptMail.objects.create(
        sealed=seal(letter_of(message)), kept_at=now, next_try_at=now + FIRST_PAUSE
    )


def is_final(problem: Exception) -> bool:
    """Return whether the server will never take this mail (RFC 5321, section 4.2.1)."""
    if isinstance(problem, smtplib.SMTPDataError):
        return problem.smtp_code >= 500
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in problem.recipients.values())
    return False


def longest_wait() -> dt.timedelta:
    """Return for how long a mail is kept: no longer than the link serves that may be in it."""
    return min(KEPT_FOR, dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


def waiting() -> QuerySet:
    """Return the mails that still wait."""
    return KeptMail.objects.filter(given_up_at=None)


def due(now: dt.datetime) -> QuerySet:
    """Return those whose turn it is. A turn far ahead was written by a clock that went back."""
    ours = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + LONGEST_PAUSE)
    return waiting().filter(ours).order_by("kept_at", "pk")


def send_kept(now: dt.datetime) -> int:
    """Send what waits and is due at ``now``; return how many the server took.

    A mail is noted as tried before it is, so that nobody gets it over and over from a process
    that is killed each time. Raises ``StepFailed`` while the server is away.
    """
    give_up_old(now)
    sent = 0
    connection = None
    try:
        for kept in due(now):
            if not claim(kept, now):
                continue
            connection = connection or EmailBackend()
            sent += try_again(connection, kept, now)
    except OSError as problem:
        said = _("the mail server does not answer: %(count)s mails wait")
        raise StepFailed(said % {"count": waiting().count()}) from problem
    finally:
        if connection:
            connection.close()
    return sent


def claim(kept: KeptMail, now: dt.datetime) -> bool:
    """Note that ``kept`` is tried at ``now``; return whether nobody else is at it."""
    pause = min(FIRST_PAUSE * 2 ** min(kept.tries, 10), LONGEST_PAUSE)
    rows = waiting().filter(pk=kept.pk, tries=kept.tries)
    return rows.update(tries=kept.tries + 1, next_try_at=now + pause) == 1


def try_again(connection: EmailBackend, kept: KeptMail, now: dt.datetime) -> bool:
    """Return whether the server took ``kept``. Raises ``OSError`` when it is away."""
    try:
        deliver(connection, opened(kept.sealed))
    except (Unreadable, UnicodeError):
        give_up(waiting().filter(pk=kept.pk), now)
        return False
    except ABOUT_ONE_MAIL as problem:
        if is_final(problem):
            give_up(waiting().filter(pk=kept.pk), now)
        return False
    kept.delete()
    return True


def deliver(connection: EmailBackend, letter: Letter) -> None:
    """Hand ``letter`` to the server of ``connection``."""
    connection.open()
    connection.connection.sendmail(letter.sender, letter.recipients, letter.content)


def give_up_old(now: dt.datetime) -> None:
    """Empty what waited too long, and forget what was given up long ago."""
    wait = longest_wait()
    # Kept at a time to come: the clock went back since, and nobody knows for how long it waits.
    right_age = (now - wait, now + wait)
    give_up(waiting().exclude(kept_at__range=right_age), now)
    told = (now - TOLD_FOR, now + TOLD_FOR)
    KeptMail.objects.exclude(given_up_at=None).exclude(given_up_at__range=told).delete()


def give_up(mails: QuerySet, now: dt.datetime) -> None:
    """Leave of ``mails`` only that there were some."""
    count = mails.update(sealed=b"", next_try_at=None, given_up_at=now)
    if count:
        logger.error("mails=%s given up", count)
