"""Numbers and names as people here write them: phones by two, F CFA, "d’Ogou 1".

Pure: text and numbers in, text out. Spaces inside are no-break spaces.
"""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

NBSP = "\N{NO-BREAK SPACE}"
TOGO = "+228"
MILLION = 1_000_000
# A line could otherwise be ended, and another begun, by the words of a title.
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Of the names of places here, those that begin with h or y are said with a consonant.
VOWELS = frozenset("aeiouœæɛɔʊɩǝ")
# The gulf, the lakes and the parts of the river Mono.
MASCULINE = frozenset(["golfe", "bas-mono", "moyen-mono"])
MASCULINE_BEFORE_VOWEL = frozenset(["est-mono"])
PLURAL = frozenset(["lacs"])


def phone_in_words(number: str) -> str:
    """Give a dialled number as it is read: ``+22890123456`` is ``90 12 34 56``.

    A short code stays whole. A foreign number keeps its country code, of three digits in
    Africa and mostly two elsewhere (ITU-T E.164).
    """
    if number.startswith(TOGO) and len(number) == len(TOGO) + 8:
        return _by_two(number.removeprefix(TOGO))
    if number.startswith("+"):
        end = 4 if number.startswith("+2") else 3
        return NBSP.join(part for part in (number[:end], _by_two(number[end:])) if part)
    return number if len(number) <= 5 else _by_two(number)


def amount_in_words(amount: int) -> str:
    """Give a whole number of CFA francs: ``5000`` is ``5 000 F CFA``."""
    return f"{amount:,}".replace(",", NBSP) + f"{NBSP}F{NBSP}CFA"


def money_in_words(amount: Decimal, currency: str) -> str:
    """Give a budget, never rounded: "390 000 €", "2,2 millions de dollars US", "5 000 F CFA".

    ``currency`` is an ISO 4217 code: EUR, XOF or USD. Raises ``KeyError`` for another one.
    Millions are said where one digit after the comma says all; two digits for cents.
    """
    millions = amount / MILLION
    if amount >= MILLION and millions * 10 == int(millions * 10):
        number = _decimal(millions, 1 if millions != int(millions) else 0)
        words = ngettext("%(number)s million %(currency)s", "%(number)s millions %(currency)s",
                         int(millions))  # fmt: skip
        names = {"EUR": _("of euros"), "XOF": _("of F CFA"), "USD": _("of US dollars")}
        return words % {"number": number, "currency": names[currency]}
    number = _decimal(amount, 0 if amount == int(amount) else 2)
    signs = {"EUR": f"{NBSP}€", "XOF": f"{NBSP}F{NBSP}CFA", "USD": f"{NBSP}{_('US dollars')}"}
    return number + signs[currency]


def size_in_words(octets: int) -> str:
    """Give the size of a file, rounded up: what it costs to fetch it."""
    if octets < 1_000_000:
        return _("%(size)s kB") % {"size": max(1, -(-octets // 1000))}
    tenths = -(-octets // 100_000)
    whole, tenth = divmod(tenths, 10)
    size = f"{whole},{tenth}" if tenth and whole < 10 else str(whole + bool(tenth))
    return _("%(size)s MB") % {"size": size}


def duration_in_words(seconds: float) -> str:
    """Give the length of a recording: ``70`` is ``1 min 10 s``."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes}{NBSP}min"] if minutes else []
    if rest or not minutes:
        parts.append(f"{rest}{NBSP}s")
    return NBSP.join(parts)


def of_in_words(name: str) -> str:
    """Give the name of a place after "of", joined as the language asks: "d’Ogou 1", "de Zio 1".

    Names that are French words keep their article: "du Golfe 1", "des Lacs 1".
    """
    plain = unicodedata.normalize("NFD", name.strip().casefold())
    word = plain.rstrip("0123456789").rstrip()
    if word in MASCULINE:
        return pgettext("masculine", "of the %(name)s") % {"name": name}
    if word in MASCULINE_BEFORE_VOWEL:
        return pgettext("before a vowel", "of the %(name)s") % {"name": name}
    if word in PLURAL:
        return pgettext("plural", "of the %(name)s") % {"name": name}
    if plain[:1] in VOWELS:
        return pgettext("before a vowel", "of %(name)s") % {"name": name}
    return _("of %(name)s") % {"name": name}


def one_line(text: str) -> str:
    """Return ``text`` in one line, without what no reader sees."""
    return _CONTROLS.sub(" ", text).strip(" ")


def _decimal(number: Decimal, places: int) -> str:
    return f"{number:,.{places}f}".replace(",", NBSP).replace(".", ",")


def _by_two(digits: str) -> str:
    first = 2 + len(digits) % 2
    return NBSP.join([digits[:first], *(digits[i : i + 2] for i in range(first, len(digits), 2))])
