"""What a sheet says of an event, line by line."""

import re
from itertools import islice

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centre.formats import NBSP
from events.kit import facts
from events.kit.facts import Dates
from events.models import EventPage
from events.recurrence import Precision
from events.wording import hours_in_words, when_in_words
from services.models import Organisation, OrganisationKind
from services.wording import date_in_words

MANY_OFF = 2
TYPED = 42
"""Letters of the longest address that somebody copies from a wall."""

GOOD = {
    "women_only": "woman",
    "childcare": "child",
    "breastfeeding_welcome": "family",
    "transport_paid": "transport",
    "meal": "meal",
    "literacy_not_needed": "learning",
}
"""What is good to know before coming, and its pictogram."""


def day_of(dates: Dates) -> str:
    """Return the day of the first date; day, month and year stay on one line."""
    if dates.first is None:
        return capfirst(_("date to be confirmed"))
    words = capfirst(when_in_words(dates.first, hours=False))
    return re.sub(r"(\w+) (\w+) (\d{4})$", rf"\1{NBSP}\2{NBSP}\3", words)


def short_address(link: str) -> str:
    """Return ``link`` as one types it; that of the site alone when it is too long to type."""
    address = link.partition("//")[2].rstrip("/")
    return address if len(address) <= TYPED else address.partition("/")[0]


def hours_of(dates: Dates) -> str:
    """Return the hours of the first date, nothing when its day is not sure."""
    first = dates.first
    if first is None or first.precision != Precision.DAY.value:
        return ""
    if first.start_date != first.end_date and not first.start_time:
        return ""
    return hours_in_words(first.start_time, first.end_time, all_day=first.all_day)


def off_in_words(dates: Dates) -> list[str]:
    """Return the next dates on which nobody should come, with the reason."""
    lines = []
    for row in islice((row for row in dates.off if row.start_date), MANY_OFF):
        line = _("Not on %(date)s") % {"date": date_in_words(row.start_date)}
        lines.append(f"{line}{NBSP}: {row.reason}" if row.reason else line)
    return lines


def good_to_know(event: EventPage) -> list[tuple[str, str]]:
    """Return the price and what is good to know, each with its pictogram."""
    price = facts.price_in_words(event)
    known = [
        (pictogram, capfirst(event._meta.get_field(name).verbose_name))
        for name, pictogram in GOOD.items()
        if getattr(event, name)
    ]
    return [("coin", price), *known] if price else known


def details_of(event: EventPage) -> list[tuple[str, str]]:
    """Return what else is said, the most important first; for whom is not, when sensitive."""
    languages = ", ".join(language.name for language in event.languages.all())
    lines = [
        (_("For whom"), "" if event.sensitive else event.audience),
        (_("Registration"), event.get_registration_display() if event.registration else ""),
        (_("Languages"), languages),
        (_("Accessibility"), event.accessibility),
    ]
    return [(label, words) for label, words in lines if words]


def funders_of(event: EventPage) -> list[Organisation]:
    """Return who stands behind the event, then who funds the centre.

    Of a sensitive event the second alone: the name of a partner may tell what it is about.
    """
    known = {one.pk: one for one in facts.directory(event).organisations}
    partners = [] if event.sensitive else [one.organisation for one in event.partners.all()]
    funders = [
        one for one in known.values() if one.kind == OrganisationKind.FUNDER and one.role_in_project
    ]
    both = [known.get(one.pk, one) for one in partners] + funders
    return list({one.pk: one for one in both}.values())
