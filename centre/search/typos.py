"""One typing mistake forgiven: a letter too many, missing, wrong, or two swapped.

Two words are at most one mistake apart only if they share a key, where the keys of a word are the
word itself and the word less any one letter. So a look-up is a handful of equality tests on an
index, whatever the size of the vocabulary, and the few words found are then compared exactly. The
idea is Wolf Garbe's symmetric deletion (SymSpell); the distance is Damerau-Levenshtein, up to one.

Words are compared before stemming, both as they are and without the plural: a stem cuts the
mistyped word elsewhere ("alphabetisasion" and "alphabetisation" have stems two letters apart).
"""

from collections.abc import Iterable

from centre.search.folding import singular, stem

MIN_LENGTH = 5
PREFIX_LENGTHS = range(3, 7)


def is_kept(word: str) -> bool:
    """Tell whether a folded word belongs in the vocabulary: more than three letters, no digit."""
    return len(word) > PREFIX_LENGTHS.start and word.isalpha()


def is_correctable(word: str) -> bool:
    """Tell whether a folded word of the vocabulary may be found through a mistake.

    Five letters or more, and letters only: a number close to another is another number.
    """
    return len(word) >= MIN_LENGTH and word.isalpha()


def typo_keys(word: str) -> set[str]:
    """Return the keys under which a folded word meets all the words one mistake away."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def prefix_keys(word: str) -> set[str]:
    """Return the keys under which a folded word is found by its first 3 to 6 letters."""
    return {f"{word[:length]}*" for length in PREFIX_LENGTHS if length < len(word)}


def index_keys(word: str) -> set[str]:
    """Return every key to store for a word of the vocabulary: at most its length and five more."""
    if not is_kept(word):
        return set()
    return prefix_keys(word) | (typo_keys(word) if is_correctable(word) else set())


def query_typo_keys(word: str) -> set[str]:
    """Return the keys to look up for a typed folded word that finds nothing as it stands."""
    if len(word) < MIN_LENGTH - 1 or not word.isalpha():
        return set()
    return typo_keys(word) | typo_keys(singular(word))


def query_prefix_key(word: str) -> str:
    """Return the key to look up the words beginning with `word`; empty if it is too short."""
    if len(word) < PREFIX_LENGTHS.start or not word.isalpha():
        return ""
    return f"{word[: PREFIX_LENGTHS.stop - 1]}*"


def one_mistake_apart(one: str, other: str) -> bool:
    """Tell whether at most one insertion, deletion, substitution or transposition separates two."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = _common_prefix(one, other)
    one, other = one[at:], other[at:]
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter == longer[1:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or swapped


def corrections(typed: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the words of `vocabulary` one mistake from the folded word `typed`.

    Of different stems, likeliest first: the first letter is seldom the wrong one, then the nearest
    in length.
    """
    forms = {typed, singular(typed)}
    near = {
        word
        for word in vocabulary
        if is_correctable(word) and any(one_mistake_apart(form, word) for form in forms)
    }
    likely = sorted(near, key=lambda word: _unlikeliness(typed, word))
    return _of_different_stems(likely)


def completions(typed: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the words of `vocabulary` that begin with the folded word `typed`.

    Of different stems, short ones first.
    """
    longer = {word for word in vocabulary if word.startswith(typed) and word != typed}
    by_length = sorted(longer, key=lambda word: (len(word), word))
    return _of_different_stems(by_length)


def _unlikeliness(typed: str, word: str) -> tuple[bool, int, str]:
    return typed[:1] != word[:1], abs(len(typed) - len(word)), word


def _of_different_stems(words: list[str]) -> list[str]:
    first = {stem(word): word for word in reversed(words)}
    return [word for word in words if first[stem(word)] == word]


def _common_prefix(one: str, other: str) -> int:
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return at
