"""French read aloud: numbers in letters, no abbreviation, how long it takes.

Pure: text in, text out. French by nature, as the script of the radio is.
"""

import re

from centre.formats import phone_in_words

WORDS_PER_SECOND = 2.5
"""The pace of a news reader, who is understood at the first hearing: 150 words a minute."""

SMALL = [
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
LARGEST = 9999

WHOLE = {
    "VBG": "violences basées sur le genre",
    "AGR": "activités génératrices de revenus",
    "SSR": "santé sexuelle et reproductive",
    "ODD": "objectifs de développement durable",
    "ONG": "organisation non gouvernementale",
    "F CFA": "francs CFA",
    "FCFA": "francs CFA",
    "Mme": "Madame",
    "Mmes": "Mesdames",
    "Dr": "docteur",
    "n°": "numéro",
    "N°": "numéro",
    "1er": "premier",
    "etc.": "et cetera",
    "km": "kilomètres",
    "tél.": "téléphone",
    "Tél.": "Téléphone",
    "&": "et",
}
_WHOLE = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, WHOLE)) + r")(?!\w)")
_HOUR = re.compile(r"(\d+)\s?h(?!\w)(?:\s?(\d\d)(?!\d))?")
_WORD = re.compile(r"\d+|[^\W\d_]+’?")


def in_letters(number: int) -> str:
    """Return ``number``, from 0 to 9999, in letters. Raises ``ValueError`` for another."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"Not between 0 and {LARGEST}: {number}")
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    words = [in_letters(thousands)] if thousands > 1 else []
    words += ["mille"] if thousands else []
    words += [in_letters(hundreds)] if hundreds > 1 else []
    words += ["cents" if hundreds > 1 and not small else "cent"] if hundreds else []
    if small or not words:
        words.append(_under_hundred(small))
    return " ".join(words)


def _under_hundred(number: int) -> str:
    if number < len(SMALL):
        return SMALL[number]
    if number < 20:
        return f"dix-{SMALL[number - 10]}"
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{_under_hundred(number - 80)}"
    ten = 6 if number >= 70 else number // 10
    rest = number - ten * 10
    if not rest:
        return TENS[ten]
    return f"{TENS[ten]}{' et ' if rest in (1, 11) else '-'}{_under_hundred(rest)}"


def phone_aloud(number: str) -> str:
    """Return a dialled number as it is dictated: "90 01" is "quatre-vingt-dix, zéro un"."""
    written = phone_in_words(number)
    if written.isdigit() and len(written) == 4:
        written = f"{written[:2]} {written[2:]}"
    return ", ".join(_group(group) for group in written.split())


def _group(digits: str) -> str:
    plus = "plus " if digits.startswith("+") else ""
    digits = digits.removeprefix("+")
    rest = digits.lstrip("0")
    words = [SMALL[0]] * (len(digits) - len(rest))
    return plus + " ".join(words + ([in_letters(int(rest))] if rest else []))


def aloud(text: str) -> str:
    """Return ``text`` without the abbreviations that a reader would stumble on."""
    return _HOUR.sub(_hours, _WHOLE.sub(lambda found: WHOLE[found[0]], text.replace("\xa0", " ")))


def _hours(found: re.Match[str]) -> str:
    unit = "heures" if int(found[1]) > 1 else "heure"
    return f"{found[1]} {unit} {found[2]}" if found[2] else f"{found[1]} {unit}"


def spoken_words(text: str) -> int:
    """Return how many words are said: those of a number, each; an elided one, none."""
    return sum(map(_said, _WORD.findall(text.replace("'", "’"))))


def _said(word: str) -> int:
    if not word.isdecimal():
        return 0 if word.endswith("’") and len(word) <= 3 else 1
    if len(word) > 4:
        return len(word)
    return len(re.findall(r"\w+", in_letters(int(word))))


def seconds(text: str) -> int:
    """Return how long ``text`` takes to read aloud, in whole seconds, rounded up."""
    return -int(-spoken_words(text) // WORDS_PER_SECOND)
