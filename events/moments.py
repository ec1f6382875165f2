"""When dates of the agenda start and end."""

import datetime as dt

from centre.models import Branch
from events.models import Occurrence

# What is not long is over the day after it starts at the latest, whatever its time zone.
SHORT = dt.timedelta(days=2)


def agenda_moments(
    branch: Branch | None, start: dt.datetime, end: dt.datetime
) -> list[dt.datetime]:
    """Return when a date of ``branch`` starts or ends, after ``start`` and up to ``end``.

    Without a branch, of any.
    """
    every = Occurrence.objects.all() if branch is None else Occurrence.objects.of_branch(branch)
    rows = every.order_by().values_list("starts", "ends")
    # Each through its own index: asked together, a database may read all dates there are.
    near = rows.filter(starts__gt=start - SHORT, starts__lte=end)
    lasting = rows.filter(is_long=True, ends__gt=start, ends__lte=end)
    instants = [one for row in near.union(lasting) for one in row]
    return [one for one in instants if one and start < one <= end]
