"""The three texts that announce an event, made from plain values.

Pure but for the language, which is the active one. The most important is kept when not
everything fits: the date and the place before the sentence.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from centre.fitting import cut, fitted
from centre.formats import NBSP, phone_in_words
from events.kit.segments import in_gsm, septets
from events.kit.spoken import aloud, phone_aloud, spoken_words

WHATSAPP_LIMIT = 600
"""Characters: what a phone shows without "read more"."""

SMS_LIMIT = 160
"""Septets of GSM-7 in one message."""

RADIO_LIMIT = 75
"""Spoken words in thirty seconds."""

WHATSAPP_TITLE, SMS_TITLE, RADIO_TITLE = 200, 45, 25
"""How much of each limit a title may take: the rest is for when, where and whom to call."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What may be said of an event, in words; empty where nothing is known.

    ``phone`` is as dialled. ``status`` is a word such as "Annulé", with its ``reason``.
    ``more`` are the dates after the first one.
    """

    title: str
    sentence: str = ""
    when: str = ""
    more: str = ""
    place: str = ""
    price: str = ""
    audience: str = ""
    phone: str = ""
    link: str = ""
    status: str = ""
    reason: str = ""


def whatsapp_text(facts: Facts) -> str:
    """Return a message of at most 600 characters, its title in bold as WhatsApp writes it."""
    title = _announced(facts).replace("*", "").strip()
    lines = [
        facts.reason,
        facts.sentence,
        _labelled(_("When"), facts.when),
        facts.more,
        _labelled(_("Where"), facts.place),
        facts.price,
        _labelled(_("For whom"), facts.audience),
        _call(facts.phone),
        facts.link,
    ]
    return fitted(
        f"*{cut(title, WHATSAPP_TITLE)}*",
        lines,
        WHATSAPP_LIMIT,
        joiner="\n",
        importance=(2, 0, 4, 7, 8, 5, 3, 1, 6),
    )


def sms_text(facts: Facts) -> str:
    """Return one SMS: at most 160 septets of GSM-7, with letters that GSM-7 has."""
    parts = [facts.when, facts.place, facts.reason, facts.price, _call(facts.phone), facts.link]
    text = fitted(
        _sentence(cut(_announced(facts), SMS_TITLE, septets)),
        # A full stop would become part of the address.
        [*map(_sentence, parts[:-1]), facts.link],
        SMS_LIMIT,
        measure=septets,
        joiner=" ",
        importance=(0, 4, 1, 2, 3, 5),
    )
    return in_gsm(text)


def radio_text(facts: Facts) -> str:
    """Return a script that reads aloud in thirty seconds, the number said twice if it fits."""
    number = phone_aloud(facts.phone) if facts.phone else ""
    parts = [
        facts.reason,
        facts.sentence,
        _("It is on %(when)s") % {"when": facts.when} if facts.when else "",
        facts.more,
        _("The place: %(place)s") % {"place": facts.place} if facts.place else "",
        facts.price,
        _("For whom: %(audience)s") % {"audience": facts.audience} if facts.audience else "",
        _("To know more, call %(number)s") % {"number": number} if number else "",
        _("I repeat: %(number)s") % {"number": number} if number else "",
    ]
    return fitted(
        _sentence(cut(aloud(_announced(facts)), RADIO_TITLE, spoken_words)),
        [_sentence(aloud(part)) for part in parts],
        RADIO_LIMIT,
        measure=spoken_words,
        joiner=" ",
        importance=(2, 4, 7, 0, 5, 8, 1, 3, 6),
    )


def _announced(facts: Facts) -> str:
    return _labelled(facts.status, facts.title) if facts.status else facts.title


def _call(phone: str) -> str:
    return _("Call %(number)s") % {"number": phone_in_words(phone)} if phone else ""


def _labelled(label: str, words: str) -> str:
    return f"{label}{NBSP}: {words}" if words else ""


def _sentence(words: str) -> str:
    """Return ``words`` with a capital and an end, nothing when there are none."""
    words = words.strip()
    if not words:
        return ""
    end = "" if words.endswith((".", "!", "?", "…")) else "."
    return f"{words[0].upper()}{words[1:]}{end}"
