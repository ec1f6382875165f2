"""The texts of an event as they stand: those staff wrote, else those made from its fields."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.kit.facts import announced, facts_of
from events.kit.segments import Count, counted
from events.kit.spoken import seconds, spoken_words
from events.kit.texts import (
    RADIO_LIMIT,
    SMS_LIMIT,
    WHATSAPP_LIMIT,
    Facts,
    radio_text,
    sms_text,
    whatsapp_text,
)
from events.models import Announcement, EventPage, Medium


@dataclass(frozen=True)
class Kind:
    """How the text of a medium is made, measured and sent."""

    make: Callable[[Facts], str]
    measure: Callable[[str], int]
    limit: int
    too_long: str | Promise
    send: str = ""


KINDS = {
    Medium.WHATSAPP: Kind(
        whatsapp_text,
        len,
        WHATSAPP_LIMIT,
        _("It has %(used)s characters: at most %(limit)s. Shorten it."),
        "https://wa.me/?text=",
    ),
    Medium.SMS: Kind(
        sms_text,
        lambda text: counted(text).units,
        SMS_LIMIT,
        _("It counts for %(used)s characters of an SMS: at most %(limit)s. Shorten it."),
        "sms:?body=",
    ),
    Medium.RADIO: Kind(
        radio_text,
        spoken_words,
        RADIO_LIMIT,
        _("It has %(used)s words to say, numbers included: at most %(limit)s in 30 s. Shorten it."),
    ),
}


@dataclass(frozen=True)
class Draft:
    """The text of one medium. ``proposed`` is what the fields give now."""

    medium: Medium
    text: str
    proposed: str
    is_own: bool = False
    is_outdated: bool = False

    @property
    def kind(self) -> Kind:
        """How this medium works."""
        return KINDS[self.medium]

    @property
    def send_url(self) -> str:
        """The address that opens the text in the phone, empty for the radio."""
        return self.kind.send and self.kind.send + quote(self.text)

    @property
    def cost(self) -> str:
        """How long the text is, in words."""
        return cost_in_words(self.medium, self.text)


def drafts_of(event: EventPage, now: dt.datetime) -> list[Draft]:
    """Return the text of each medium for ``event`` at ``now``. Raises ``NoDiscreetWording``."""
    event = announced(event)
    facts = facts_of(event, now)
    own = {one.medium: one for one in Announcement.objects.filter(event=event.pk)}
    return [_draft(event, medium, own.get(medium), KINDS[medium].make(facts)) for medium in Medium]


def betrays(event: EventPage, text: str, proposed: str) -> bool:
    """Return whether ``text`` says of a sensitive event what its discreet wording keeps back."""
    if not event.sensitive:
        return False
    kept_back = {event.title.casefold(), event.introduction.casefold()} - {""}
    return any(one in text.casefold() and one not in proposed.casefold() for one in kept_back)


def _draft(event: EventPage, medium: Medium, own: Announcement | None, proposed: str) -> Draft:
    # It may have become sensitive after somebody wrote its name.
    if own is None or betrays(event, own.text, proposed):
        return Draft(medium, proposed, proposed)
    return Draft(medium, own.text, proposed, is_own=True, is_outdated=own.made_from != proposed)


def save_text(event: EventPage, medium: str, text: str, made_from: str) -> None:
    """Keep ``text``, written when the fields gave ``made_from``; nothing when it is the same."""
    if text == made_from:
        forget_text(event, medium)
        return
    Announcement.objects.update_or_create(
        event_id=event.pk, medium=medium, defaults={"text": text, "made_from": made_from}
    )


def forget_text(event: EventPage, medium: str) -> None:
    """Go back to the text made from the fields."""
    Announcement.objects.filter(event=event.pk, medium=medium).delete()


def cost_in_words(medium: str, text: str) -> str:
    """Return how long ``text`` is: characters, SMS or seconds, out of how many."""
    kind = KINDS[Medium(medium)]
    words = {"used": kind.measure(text), "limit": kind.limit}
    if medium == Medium.RADIO:
        said = _("%(used)s words out of %(limit)s, about %(seconds)s s")
        return str(said) % (words | {"seconds": seconds(text)})
    line = str(_("%(used)s characters out of %(limit)s")) % words
    return f"{line}, {_sms_in_words(counted(text))}" if medium == Medium.SMS else line


def _sms_in_words(count: Count) -> str:
    sms = ngettext("%(count)s SMS", "%(count)s SMS", count.segments) % {"count": count.segments}
    if not count.odd:
        return sms
    letters = " ".join(count.odd)
    return str(_("%(sms)s because of: %(letters)s")) % {"sms": sms, "letters": letters}
