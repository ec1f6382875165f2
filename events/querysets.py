"""Which events and which dates, in which order. Time is always given."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import PageManager

from centre.querysets import CentrePageQuerySet


class EventQuerySet(CentrePageQuerySet):
    """Events of a branch."""

    def published(self, root):
        """Return the events below the page ``root`` that everybody may see."""
        return self.live().unrestricted().below(root.path)


class OccurrenceQuerySet(QuerySet):
    """Dates of published events. Those whose day is unknown have neither start nor end."""

    def of_branch(self, branch):
        """Return the dates of one commune."""
        return self.filter(branch=branch)

    def upcoming(self, now: dt.datetime, midnight: dt.datetime):
        """Return what starts today or later and is not over at ``now``, soonest first.

        ``midnight`` is the start of today. What started before and lasts is ``ongoing``.
        """
        return self.filter(starts__gte=midnight, ends__gt=now).order_by("starts", "pk")

    def ongoing(self, now: dt.datetime, midnight: dt.datetime):
        """Return what started before today and is not over at ``now``, what ends first first."""
        lasting = self.filter(is_long=True, ends__gt=now, starts__lt=midnight)
        return lasting.order_by("ends", "pk")

    def not_over(self, now: dt.datetime):
        """Return what is not over at ``now``, soonest first, what has no date yet last."""
        return self.filter(Q(ends__gt=now) | Q(ends__isnull=True)).order_by(
            F("starts").asc(nulls_last=True), "pk"
        )

    def past(self, now: dt.datetime):
        """Return what is over at ``now``, the latest first."""
        return self.filter(ends__lte=now).order_by("-starts", "-pk")

    def undated(self):
        """Return what has no date yet."""
        return self.filter(is_long=True, ends__isnull=True).order_by("title", "pk")

    def starting(self, start: dt.datetime, end: dt.datetime):
        """Return what starts between two instants, the second excluded, soonest first.

        What started before and lasts is ``ongoing(start, start)``: apart, each is found through
        its own index.
        """
        return self.filter(starts__gte=start, starts__lt=end).order_by("starts", "pk")

    def touching(self, start: dt.datetime, end: dt.datetime):
        """Return what starts between two instants or is going on at the first, soonest first."""
        begins = Q(starts__gte=start) | Q(is_long=True, ends__gt=start)
        return self.filter(begins, starts__lt=end).order_by("starts", "pk")

    def of_kind(self, kind: str):
        """Return the dates of one kind of event."""
        return self.filter(kind=kind)

    def courses(self):
        """Return the sessions of training courses."""
        return self.filter(is_course=True)

    def free(self):
        """Return the dates known to be free."""
        return self.filter(is_free=True)

    def of_programme(self, programme):
        """Return the dates of the activities of ``programme``, a page.

        Of its own commune alone when it has one. None of a sensitive event: the programme may
        tell what it is about.
        """
        rows = self.filter(event__programme=programme.pk, is_sensitive=False)
        return rows.of_branch(programme.owner_branch) if programme.owner_branch else rows

    def about(self, theme):
        """Return the dates of events with the theme at address ``theme``."""
        return self.filter(self._holding("themes", theme__slug=theme))

    def in_commune(self, code: str):
        """Return the dates of events that concern the commune ``code``."""
        return self.filter(self._holding("communes", commune__code=code))

    def _holding(self, relation: str, **condition) -> Exists:
        # A sub-query of each row: the database stops at the last row of the page asked for.
        event = self.model._meta.get_field("event").related_model
        through = event._meta.get_field(relation).remote_field.through
        return Exists(through.objects.filter(eventpage=OuterRef("event_id"), **condition))


EventManager = PageManager.from_queryset(EventQuerySet)
