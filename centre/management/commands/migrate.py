"""Bring the database up to date, one process at a time: Django lets two collide."""

from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import override

from centre.migrating import WholeExecutor, one_at_a_time


class Command(migrate.Command):
    """Django's, made by one process while the others wait, each migration whole."""

    def handle(self, *args, **options):
        """Wait for the turn, then migrate: who comes second finds nothing to do."""
        # Django offers no other way to choose it.
        migrate.MigrationExecutor = WholeExecutor
        # Who migrates sees the messages of Django in English, and this one in French.
        with override("fr"):
            waiting = _("Another process is migrating this database: waiting for it to end.")
        connection = connections[options["database"]]
        with one_at_a_time(connection, lambda: self._say(waiting)):
            return super().handle(*args, **options)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
