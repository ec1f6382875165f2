"""Mails that wait for their server."""

from django.db import models


class KeptMail(models.Model):
    """A mail that the server did not take, sealed; empty once it was given up.

    Written by ``centre.mail.keeping`` alone. Nothing of it can be read in the database: whom it
    is for, what it says and the link in it are under the seal.
    """

    sealed = models.BinaryField(editable=False)
    kept_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=1)
    given_up_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kept_at}"
