"""What pages of every type can be asked for."""

import datetime as dt

from django.db.models import CharField, DateField, Exists, ExpressionWrapper, F, Func, OuterRef, Q
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from centre.models.branch import ClosedType


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


def is_closed() -> Exists:
    """Tell of a page whether its commune has switched off what it belongs to."""
    closed = ClosedType.objects.alias(below=_its_path()).filter(
        content_type=OuterRef("content_type"), below__startswith=F("branch__root_page__path")
    )
    return Exists(closed)


def closed_pages():
    """Return the keys of the closed pages, as a sub-query: a search takes no other condition."""
    return Page.objects.filter(is_closed()).order_by().values("pk")


def is_unrestricted() -> Q:
    """Tell of a page, for any queryset, whether it is for everybody.

    Neither itself nor one above it is under a restriction, and its commune has not switched its
    module off. PostgreSQL answers such conditions once for all rows only where they stand side
    by side, each with its own NOT.
    """
    restrictions = PageViewRestriction.objects.alias(below=_its_path())
    is_under_one = Exists(restrictions.filter(below__startswith=F("page__path")))
    return Q(~is_under_one) & Q(~is_closed())


def _its_path() -> ExpressionWrapper:
    return ExpressionWrapper(OuterRef("path"), output_field=CharField())


class CentrePageQuerySet(PageQuerySet):
    """Pages that are verified from time to time, and which the public may see or not."""

    def below(self, path: str):
        """Return the pages below the tree path ``path``, by comparisons that an index answers."""
        after = Page(path=path, depth=len(path) // Page.steplen)._inc_path()
        return self.filter(path__gt=path, path__lt=after)

    def unrestricted(self):
        """Return the pages that everybody may see: as ``public()``, without asking beforehand,
        and without what a commune has switched off."""
        return self.filter(is_unrestricted())

    def overdue(self, today: dt.date):
        """Return the pages never verified, or not within their own interval."""
        due_on = AddDays(F("assured_date"), F("review_every"))
        return self.annotate(due_on=due_on).filter(
            Q(assured_date__isnull=True) | Q(due_on__lt=today)
        )
