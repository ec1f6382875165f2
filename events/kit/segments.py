"""How many short messages a text costs (3GPP TS 23.038 and 23.040).

Pure: text in, numbers out. A text of the letters of GSM-7 holds 160 of them in one message,
any other only 70.
"""

import unicodedata
from typing import NamedTuple

from anyascii import anyascii

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Letters behind an escape: they count for two."""

ONE, EACH = {"GSM-7": 160, "UCS-2": 70}, {"GSM-7": 153, "UCS-2": 67}
"""How much one message holds alone, and each of several, which say their number."""

_WRITTEN = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "•": "-",
    "œ": "oe",
    "Œ": "Oe",
    "ŋ": "ng",
    "Ŋ": "Ng",
}


class Count(NamedTuple):
    """What a text costs: ``units`` are septets of GSM-7, or code units of UCS-2.

    ``odd`` are the letters that GSM-7 does not have, each once.
    """

    encoding: str
    units: int
    segments: int
    odd: str


def counted(text: str) -> Count:
    """Return what ``text`` costs; an empty one costs nothing."""
    odd = "".join(dict.fromkeys(one for one in text if one not in BASIC | EXTENSION))
    encoding = "UCS-2" if odd else "GSM-7"
    costs = [_cost(one, encoding) for one in text]
    units = sum(costs)
    if units <= ONE[encoding]:
        return Count(encoding, units, int(units > 0), odd)
    return Count(encoding, units, _split(costs, EACH[encoding]), odd)


def septets(text: str) -> int:
    """Return the length of ``text`` once written with the letters of GSM-7."""
    return counted(in_gsm(text)).units


def in_gsm(text: str) -> str:
    """Return ``text`` with the letters of GSM-7 alone: "fête" is "fete", "œuvre" is "oeuvre".

    French é è à ù stay. Letters of Togo's languages lose what GSM-7 cannot say; pictures go.
    """
    return "".join(map(_in_gsm, unicodedata.normalize("NFC", text)))


def _in_gsm(one: str) -> str:
    if one in BASIC or one in EXTENSION:
        return one
    if one in _WRITTEN:
        return _WRITTEN[one]
    if one.isspace():
        return " "
    if unicodedata.category(one) in ("So", "Sk", "Mn", "Me", "Cf", "Cs", "Co", "Cn", "Cc"):
        return ""
    return "".join(letter for letter in anyascii(one) if letter in BASIC)


def _cost(one: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if one in EXTENSION else 1
    return 2 if ord(one) > 0xFFFF else 1


def _split(costs: list[int], room: int) -> int:
    """Return into how many messages the letters go: none is cut in two."""
    segments, used = 1, 0
    for cost in costs:
        if used + cost > room:
            segments, used = segments + 1, 0
        used += cost
    return segments
