"""When dates of the agenda start and end."""

import datetime as dt

from django.db.models import Q

from centre.models import Branch
from events.models import Occurrence

# What is not long is over the day after it starts at the latest, whatever its time zone.
SHORT = dt.timedelta(days=2)


def agenda_moments(branch: Branch, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Return when a date of ``branch`` starts or ends, after ``start`` and up to ``end``."""
    starting = Q(starts__gt=start, starts__lte=end)
    ending = Q(ends__gt=start, ends__lte=end) & (Q(starts__gt=start - SHORT) | Q(is_long=True))
    rows = Occurrence.objects.of_branch(branch).filter(starting | ending).order_by()
    instants = [one for row in rows.values_list("starts", "ends").distinct() for one in row]
    return [one for one in instants if one and start < one <= end]
