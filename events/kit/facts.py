"""What the announcements of an event may say, read from its page and its dates."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import cards
from events.kit.texts import Facts
from events.materialise import calendar_rows
from events.models import EventPage, Occurrence, OccurrenceStatus
from events.recurrence import Precision
from events.wording import rule_in_words, when_in_words
from services.directory import Directory, directory_of
from services.models import PhoneType
from services.wording import date_in_words

OFF = (OccurrenceStatus.CANCELLED, OccurrenceStatus.POSTPONED)
NAMED_DATES = 3


class NoDiscreetWording(Exception):
    """The event is sensitive and nobody has said how it may be named: nothing announces it."""


@dataclass(frozen=True)
class Dates:
    """The date to announce, and what is said beside it.

    ``first`` is the next one that takes place; else the next one, cancelled; else the last of
    those that are over; ``None`` without any. ``off`` are the cancelled ones after today.
    """

    first: Occurrence | None = None
    others: list[Occurrence] = field(default_factory=list)
    off: list[Occurrence] = field(default_factory=list)
    over: bool = False

    @property
    def status(self) -> str:
        """The word for what became of the first date, empty when it is as planned."""
        if self.first is None or self.first.status == OccurrenceStatus.SCHEDULED:
            return ""
        return capfirst(self.first.get_status_display())

    @property
    def is_off(self) -> bool:
        """Whether nobody should come on the first date."""
        return self.first is not None and self.first.status in OFF


def announced(event: EventPage) -> EventPage:
    """Return ``event`` as the public sees it, or its last draft before it is published."""
    return event if event.live else event.get_latest_revision_as_object()


def check_wording(event: EventPage) -> None:
    """Raise ``NoDiscreetWording`` when ``event`` may not be named in any announcement."""
    if event.sensitive and not event.neutral_title:
        raise NoDiscreetWording


def title_of(event: EventPage) -> str:
    """Return the title that announcements say. Raises ``NoDiscreetWording``."""
    check_wording(event)
    return event.neutral_title if event.sensitive else event.title


def dates_of(event: EventPage, now: dt.datetime) -> Dates:
    """Return the dates to announce at ``now``: the published ones, or those of a draft."""
    if event.live:
        # Databases do not agree on where a date that is not known stands.
        rows = sorted(
            event.occurrences.all(), key=lambda row: (row.ends is None, row.starts or now)
        )
    else:
        rows = calendar_rows(event, event.owner_branch, now.date())
    return chosen(rows, now)


def chosen(rows: list[Occurrence], now: dt.datetime) -> Dates:
    """Return which of ``rows``, in order of time, to announce at ``now``."""
    coming = [row for row in rows if row.ends is None or row.ends > now]
    standing = [row for row in coming if row.status not in OFF]
    if standing:
        first, *others = standing
        return Dates(first, others, [row for row in coming if row.status in OFF])
    if coming:
        return Dates(coming[0])
    return Dates(rows[-1], over=True) if rows else Dates()


def facts_of(event: EventPage, now: dt.datetime) -> Facts:
    """Return what is said of ``event`` at ``now``. Raises ``NoDiscreetWording``."""
    title = title_of(event)
    dates = dates_of(event, now)
    return Facts(
        title=title,
        sentence=event.public_introduction,
        when=when_in_words(dates.first) if dates.first else _("date to be confirmed"),
        more="" if dates.is_off else more_in_words(event, dates),
        place=place_in_words(event, dates),
        price=price_in_words(event),
        audience="" if event.sensitive else event.audience,
        phone=phone_of(event),
        link=link_of(event),
        status=dates.status,
        reason=dates.first.reason if dates.first else "",
    )


def more_in_words(event: EventPage, dates: Dates) -> str:
    """Return the dates after the first: named when few, else their rule and the last one.

    A date that is not known is left out; one known in part is said as vaguely as it is.
    """
    known = [row for row in dates.others if row.start_date]
    if len(known) <= NAMED_DATES:
        named = ", ".join(when_in_words(row, hours=False) for row in known)
        return _("Then %(dates)s") % {"dates": named} if named else ""
    sure = [row for row in known if row.precision == Precision.DAY]
    if not sure:
        return ""
    last = date_in_words(sure[-1].start_date)
    lines = [line.as_entry() for line in event.dates.all()]
    if len(lines) == 1 and lines[0].rule.repeats:
        rule = rule_in_words(lines[0], lines[0].start_date)
        return _("Then %(rule)s, until %(last)s") % {"rule": rule, "last": last}
    return ngettext(
        "Then %(count)s other date, until %(last)s",
        "Then %(count)s other dates, until %(last)s",
        len(sure),
    ) % {"count": len(sure), "last": last}


def place_in_words(event: EventPage, dates: Dates) -> str:
    """Return where it is: the other place of a moved date, else the event's own, with its town.

    As lists say it: never the whereabouts of a place that withholds them.
    """
    row = dates.first or Occurrence(place_id=event.place_id, place_text=event.place_text)
    places = directory(event).places
    words = cards.place_in_words(row, places)
    place = places.get(row.place_id)
    town = place.town if place and place.is_public else ""
    return words if town in words else f"{words}, {town}"


def landmarks_of(event: EventPage, dates: Dates) -> str:
    """Return how to get to the place, only where everybody may know it."""
    if event.place is None or (dates.first and dates.first.place_id is None):
        return ""
    return event.place.transportation if event.place.is_public else ""


def price_in_words(event: EventPage) -> str:
    """Return "Gratuit", the price, or nothing when nobody said."""
    return _("Free") if event.is_free else capfirst(event.price)


def phone_of(event: EventPage) -> str:
    """Return the number to call: the event's, its place's, else the centre's."""
    if event.registration_phone:
        return event.registration_phone
    places = [event.place_id] if event.place_id else []
    numbers = directory(event).phones_for([], places)
    return next((one.number for one in numbers if one.type == PhoneType.VOICE), "")


def link_of(event: EventPage) -> str:
    """Return the address to open; that of the agenda for a sensitive event, which names nothing."""
    page = event.get_parent() if event.sensitive else event
    return page.get_full_url() or ""


def directory(event: EventPage) -> Directory:
    """Return the directory of the commune of ``event``."""
    return directory_of(event.owner_branch)
