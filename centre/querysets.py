"""What pages of every type can be asked for."""

import datetime as dt

from django.db.models import DateField, F, Func, Q
from wagtail.query import PageQuerySet


class AddDays(Func):
    """A date and a number of days, both columns, added up in the database.

    Django multiplies no interval on SQLite, so each database is told in its own words.
    """

    arity = 2
    output_field = DateField()
    template = "(%(expressions)s)"
    arg_joiner = " + "

    def as_sqlite(self, compiler, connection, **context):
        """Return the sum as SQLite writes it."""
        template = "date(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", ", **context)


class CentrePageQuerySet(PageQuerySet):
    """Pages that are verified from time to time."""

    def overdue(self, today: dt.date):
        """Return the pages never verified, or not within their own interval."""
        due_on = AddDays(F("assured_date"), F("review_every"))
        return self.annotate(due_on=due_on).filter(
            Q(assured_date__isnull=True) | Q(due_on__lt=today)
        )
