"""The mail server of this install; while it is away, mails are kept."""

import logging
import time
from functools import partial

from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, transaction
from django.utils import timezone

from centre.mail.keeping import ABOUT_ONE_MAIL, is_final, keep, try_again
from centre.whole import open_change

logger = logging.getLogger("centre.mail")

# So long nobody is made to wait for a server that did not answer.
PAUSE_SECONDS = 60

_asked_again_at = 0.0


class Away(ConnectionError):
    """The server did not answer a moment ago, and is not asked."""


class KeepingBackend(EmailBackend):
    """SMTP that loses nothing while the server is away.

    ``send_messages`` returns how many the server took; those that it will take another time are
    kept, and raise nothing. It raises what Django's own does when the server refuses one for
    good, or when one can be neither sent nor kept.
    """

    def __init__(self, *args, fail_silently=False, **kwargs):
        # Who wants to hear of nothing wants the mail to leave all the same.
        super().__init__(*args, fail_silently=False, **kwargs)
        self.is_silent = fail_silently

    def open(self):
        """Open a connection for who is about to send several; without a server they are kept.

        Returns whether it is a new one, as Django's does, and raises nothing.
        """
        if open_change():
            return False
        try:
            return self._unless_away(super().open)
        except OSError:
            return False

    def send_messages(self, messages):
        """Send ``messages``, each by itself, and keep those that have to wait."""
        send = self._sent_afterwards if open_change() else self._sent_or_kept
        return sum(send(message) for message in messages if message.recipients())

    def _sent_afterwards(self, message) -> int:
        """Keep ``message`` with the change that is being made, and send it once that is stored.

        A change that is lost tells nobody, and while a server thinks the others can write.
        """
        with transaction.atomic():
            kept = keep(message, timezone.now())
        transaction.on_commit(partial(self._send_kept, kept), robust=True)
        return 0

    def _send_kept(self, kept) -> None:
        connection = EmailBackend()
        try:
            self._unless_away(partial(try_again, connection, kept, timezone.now()))
        except OSError as problem:
            _note_kept(problem)
        finally:
            connection.close()

    def _sent(self, message) -> int:
        is_new = super().open()
        try:
            return super().send_messages([message]) or 0
        finally:
            if is_new:
                self.close()

    def _sent_or_kept(self, message) -> int:
        try:
            return self._unless_away(partial(self._sent, message))
        except OSError as problem:
            if not is_final(problem):
                self._keep(message, problem)
            elif not self.is_silent:
                raise
            return 0

    def _unless_away(self, act):
        global _asked_again_at
        if time.monotonic() < _asked_again_at:
            raise Away
        try:
            return act()
        except OSError as problem:
            if not isinstance(problem, ABOUT_ONE_MAIL):
                _asked_again_at = time.monotonic() + PAUSE_SECONDS
            raise

    def _keep(self, message, problem: OSError) -> None:
        try:
            with transaction.atomic():
                keep(message, timezone.now())
        except DatabaseError:
            raise problem from None
        _note_kept(problem)


def _note_kept(problem: OSError) -> None:
    # Its text may name who the mail is for.
    logger.warning("A mail is kept: %s", type(problem).__name__)
