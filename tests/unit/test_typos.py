import string
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.search.folding import fold, singular, stem
from centre.search.typos import (
    completions,
    corrections,
    index_keys,
    is_correctable,
    one_mistake_apart,
    query_prefix_key,
    query_typo_keys,
)

TEXT = """
Alphabétisation des femmes, formation à la couture, au maraîchage, à la saponification. Violences
conjugales, écoute, accompagnement juridique, acte de naissance, certificat de nationalité, crédit
groupé, épargne, tontine, consultation prénatale, planification familiale, vaccination, grossesse,
accouchement, hébergement, héritage, mariage forcé, pension alimentaire, handicap, jeunes filles,
informatique, coiffure, tissage, élevage, transformation, marché, leadership, citoyenneté, garderie
"""
VOCABULARY = sorted(set(fold(TEXT).split()) | {singular(word) for word in fold(TEXT).split()})
CORRECTABLE = [word for word in VOCABULARY if is_correctable(word)]
LETTERS = string.ascii_lowercase

words = st.text(alphabet=LETTERS, min_size=5, max_size=12)


@st.composite
def mistyped(draw, source):
    """A word, and the same with one letter added, dropped, changed, or swapped with the next."""
    word = draw(source)
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    return word, draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word + letter,
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            ]
        )
    )


def look_up(typed):
    """What the index does: the words that share a key with the one typed, then the exact test."""
    keys = query_typo_keys(typed)
    return corrections(typed, [word for word in VOCABULARY if index_keys(word) & keys])


def distance(one, other):
    """Damerau-Levenshtein (adjacent letters swapped once), by the book."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, j in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        changed = one[i - 1] != other[j - 1]
        best = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + changed)
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, rows[i - 2, j - 2] + 1)
        rows[i, j] = best
    return rows[len(one), len(other)]


@given(mistyped(st.sampled_from(CORRECTABLE)))
def test_any_single_mistake_finds_the_word(pair):
    word, typed = pair
    assert stem(word) in {stem(found) for found in look_up(typed)}


@given(mistyped(words))
def test_a_word_and_its_mistyping_share_a_key(pair):
    word, typed = pair
    assert one_mistake_apart(word, typed)
    assert index_keys(word) & query_typo_keys(typed)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_mistake_apart_is_the_damerau_levenshtein_distance(one, other):
    assert one_mistake_apart(one, other) == (distance(one, other) <= 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("alphabetisasion", "alphabetisation"),
        ("alfabetisation", None),
        ("formatoin", "formation"),
        ("formatoins", "formation"),
        ("fomation", "formation"),
        ("fformation", "formation"),
        ("violance", "violence"),
        ("violances", "violence"),
        ("naisance", "naissance"),
        ("grosesse", "grossesse"),
        ("eritage", "heritage"),
        ("coifure", "coiffure"),
        ("copuure", None),
        ("tonntine", "tontine"),
        ("xxxxx", None),
        ("a", None),
        ("", None),
    ],
)
def test_known_mistakes(typed, meant):
    found = look_up(typed)
    if meant is None:
        assert found == []
    else:
        assert stem(found[0]) == stem(meant)


def test_numbers_and_short_words_are_never_corrected():
    assert not is_correctable("22890")
    assert not is_correctable("acte")
    assert index_keys("90243786") == set()
    assert query_typo_keys("90243787") == set()
    assert query_typo_keys("mar") == set()


def test_the_likeliest_correction_comes_first():
    assert corrections("marcie", ["parcie", "mercie", "marcier", "marci"]) == [
        "mercie",
        "marci",
        "marcier",
        "parcie",
    ]


def test_a_beginning_is_completed_short_words_first():
    vocabulary = ["forme", "formation", "formations", "formulaire", "informatique"]
    assert query_prefix_key("form") in index_keys("formation")
    assert completions("form", vocabulary) == ["forme", "formation", "formulaire"]


def test_a_long_beginning_is_looked_up_by_its_first_letters():
    assert query_prefix_key("alphabetisa") in index_keys("alphabetisation")
    assert completions("alphabetisa", ["alphabet", "alphabetisation"]) == ["alphabetisation"]


def test_the_words_found_have_different_stems():
    vocabulary = ["abattage", "abattages", "abattoir"]
    assert completions("abatt", vocabulary) == ["abattage", "abattoir"]
    assert query_prefix_key("ab") == ""


def test_the_keys_of_a_word_are_few():
    assert len(index_keys("anticonstitutionnellement")) <= len("anticonstitutionnellement") + 5
