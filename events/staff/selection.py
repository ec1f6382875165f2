"""What the staff's list of events shows besides the pages: their dates, and what lacks."""

import datetime as dt
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.models import Occurrence
from events.staff.reports import OFF, reportless


class State(StrEnum):
    """Where an event stands."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    CANCELLED = "cancelled"
    PAST = "past"
    UNDATED = "undated"


def with_dates(events: QuerySet, now: dt.datetime) -> QuerySet:
    """Return ``events`` with what a list says of their dates at ``now``.

    ``next_date``, ``off_date`` (called off, yet to come), ``last_date``: keys of occurrences;
    ``date_order``: the instant to sort by; ``lacks_report``: whether a date that took place has
    none.
    """
    dates = Occurrence.objects.filter(event=OuterRef("pk"))
    coming = dates.filter(ends__gt=now).order_by("starts", "pk")
    kept, off = coming.exclude(status__in=OFF), coming.filter(status__in=OFF)
    past = dates.filter(ends__lte=now).order_by("-starts", "-pk")
    return events.annotate(
        next_date=Subquery(kept.values("pk")[:1]),
        off_date=Subquery(off.values("pk")[:1]),
        last_date=Subquery(past.values("pk")[:1]),
        next_start=Subquery(kept.values("starts")[:1]),
        last_start=Subquery(past.values("starts")[:1]),
        date_order=Coalesce(
            Subquery(kept.values("starts")[:1]),
            Subquery(off.values("starts")[:1]),
            Subquery(past.values("starts")[:1]),
        ),
        lacks_report=Exists(reportless(past)),
    )


def soonest_first(events: QuerySet) -> QuerySet:
    """Return ``events``, already with their dates: what comes next, then the latest past."""
    return events.order_by(
        F("next_start").asc(nulls_last=True), F("last_start").desc(nulls_last=True), "-pk"
    )


def attach_dates(events: list) -> None:
    """Give each of ``events``, already with its dates, the ``date`` that stands for it.

    One query for all of them.
    """
    keys = {event.pk: event.next_date or event.off_date or event.last_date for event in events}
    dates = Occurrence.objects.select_related("place").in_bulk(set(filter(None, keys.values())))
    for event in events:
        event.date = dates.get(keys[event.pk])


def state_of(event) -> State:
    """Return where ``event`` stands, which has its ``date``."""
    if not event.live:
        return State.DRAFT
    if event.date is None:
        return State.UNDATED
    if event.date.status in OFF:
        return State.CANCELLED
    return State.UPCOMING if event.next_date else State.PAST
