"""The end of counts."""

import datetime as dt

from django.db.models import Q

from centre.models import Branch, DailyCount
from centre.safety.sensitive import read_sensitive_paths

# A year and a month: enough to compare a month with that of the year before.
KEPT_DAYS = 400


def of_sensitive_pages(branches) -> Q:
    """Return the condition on counts: of pages of ``branches`` that are sensitive now."""
    condition = Q(pk__in=[])
    for branch in branches:
        for path in read_sensitive_paths(branch):
            condition |= Q(page__path__startswith=path)
    return condition


def purge(today: dt.date) -> int:
    """Delete counts older than ``KEPT_DAYS`` on ``today``, and those of pages now sensitive.

    Returns how many were deleted.
    """
    is_old = Q(date__lt=today - dt.timedelta(days=KEPT_DAYS))
    branches = Branch.objects.select_related("root_page")
    return DailyCount.objects.filter(is_old | of_sensitive_pages(branches)).delete()[0]
