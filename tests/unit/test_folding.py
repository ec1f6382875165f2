import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.search.folding import (
    MAX_QUERY_WORDS,
    MAX_SPELLINGS,
    MAX_WORD,
    STOP_WORDS,
    fold,
    query_words,
    spellings,
    stem,
    tokens,
)

LETTERS_OF_TOGO = "ɖɛɔŋʋʊƒɣɩǝñãĩũÿƉƐƆŊƲƱƑƔƖƎéèêëàâîïôöùûüçœæ’'- .\u0300\u0301\u0303\u0000aZ1"
any_text = st.text(max_size=60) | st.text(alphabet=LETTERS_OF_TOGO, max_size=60)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Éducation à l’égalité", "education a egalite"),
        ("d'une qu’elle jusqu'ici lorsqu’on", "une elle ici on"),
        ("aujourd’hui", "aujourdhui"),
        ("Sœur, bœuf, ex æquo", "soeur boeuf ex aequo"),
        ("ɖ ɛ ɔ ƒ ɣ ɩ ǝ ñ ã ĩ ũ ÿ", "d e o f g i e n a i u y"),
        ("Ɖ Ɛ Ɔ Ŋ Ʋ Ʊ Ƒ Ɣ Ɩ Ǝ", "d e o n v u f g i e"),
        ("Ifɛ̀ Ikpɔsɔ Kabɩyɛ", "ife ikposo kabiye"),
        ("kpekpeɖeŋu", "kpekpedenu"),
        ("Eʋegbe", "evegbe"),
        ("V.B.G., O.N.G. et R.D.V", "vbg ong et rdv"),
        ("ﬁn ℌ Ⅳ ½", "fin h iv 1 2"),
        ("a\x00b\x1f\x7f\ud800", "a b"),
        ("24 h/24 : 1014 !", "24 h 24 1014"),
        ("😀 <b>'; DROP TABLE --", "b drop table"),
        ("", ""),
    ],
)
def test_fold(written, plain):
    assert fold(written) == plain


@given(any_text)
def test_fold_is_idempotent_and_gives_only_plain_letters(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())
    assert all(len(word) <= MAX_WORD for word in folded.split())


@given(any_text)
def test_capitals_and_decomposed_accents_change_nothing(text):
    assert fold(text) == fold(text.casefold())


@given(any_text)
def test_a_text_is_found_by_the_words_a_query_makes_of_it(text):
    assert set(fold(text).split()) <= set(spellings(text))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("kpekpeɖeŋu", "kpekpedenu"),
        ("kpekpeɖeŋu", "kpekpedengu"),
        ("kpekpeɖeŋu", "KPEKPEƉEŊU"),
        ("Eʋegbe", "evegbe"),
        ("Eʋegbe", "Euegbe"),
        ("Eʋegbe", "ewegbe"),
        ("Kʊjʊ", "kuju"),
        ("Kʊjʊ", "kvjv"),
        ("Eυeɡbe", "evegbe"),
        ("micro-crédit", "microcredit"),
        ("rendez-vous", "rendezvous"),
    ],
)
def test_local_letters_are_found_as_they_are_typed(written, typed):
    assert fold(typed) in set(spellings(written))


def test_spellings_are_bounded():
    assert len(list(spellings("ŋʋʊ" * 10))) == MAX_SPELLINGS
    assert {len(word) for word in spellings("ŋ" * 5000)} == {MAX_WORD}


@pytest.mark.parametrize(
    "forms",
    [
        ("formation", "formations", "Formations"),
        ("crédit", "crédits", "credits"),
        ("violence", "violences"),
        ("accoucher", "accouchée", "accouchées", "accouchement"),
        ("travail", "travaux"),
        ("hôpital", "hôpitaux"),
        ("couturier", "couturière", "couturières"),
        ("santé", "sante"),
        ("enfant", "l’enfant", "d'enfants"),
        ("alphabétisation", "alphabetisations"),
        ("frappe", "frappée", "frapper"),
        ("secours", "secour"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(word) for form in forms for word in fold(form).split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("formation", "formulaire"), ("violence", "violet"), ("droit", "droite-ligne")],
)
def test_different_words_keep_different_stems(one, other):
    assert set(tokens(one)) != set(tokens(other))


def test_a_query_leaves_out_function_words():
    assert query_words("Mon mari me frappe, que dois-je faire ?") == ["mari", "frappe"]
    assert tokens("les formations de la formation") == [stem("formation")]


def test_a_query_of_function_words_alone_keeps_them():
    assert query_words("Avec qui ?") == ["avec", "qui"]


def test_a_long_or_binary_query_is_bounded():
    assert query_words("mot " * 10**6) == ["mot"]
    assert len(query_words(" ".join(f"mot{n}" for n in range(10**5)))) == MAX_QUERY_WORDS
    assert query_words("x" * 10**6) == ["x" * MAX_WORD]
    assert query_words("\x00\x01\x02" * 1000) == []


def test_stop_words_are_written_as_folded():
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS
