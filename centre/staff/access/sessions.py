"""Visits of staff, as Django keeps them in the database.

Django takes every error of the database for a visit that was ended meanwhile, and answers that
the request is a bad one: a full disk would be nobody's fault but the reader's.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Tells a visit that was ended from a database that takes nothing."""

    def save(self, must_create=False):
        """Keep the visit. Raises ``UpdateError`` where it is no more, ``OperationalError``."""
        try:
            super().save(must_create)
        except UpdateError as error:
            refused = error.__context__
            if isinstance(refused, OperationalError):
                # Its own cause is what the answer is made from.
                raise refused from refused.__cause__
            raise
