from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.formats import (
    NBSP,
    amount_in_words,
    duration_in_words,
    money_in_words,
    of_in_words,
    phone_in_words,
    size_in_words,
)
from centre.reference import DATA, read_rows


def spaced(text):
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+22890123456", "90 12 34 56"),
        ("1014", "1014"),
        ("117", "117"),
        ("+33612345678", "+33 612 34 56 78"),
        ("+2290123456789", "+229 01 23 45 67 89"),
        ("22212345", "22 21 23 45"),
    ],
)
def test_a_phone_is_grouped_by_two(number, expected):
    assert spaced(phone_in_words(number)) == expected


@given(st.from_regex(r"\+?[0-9]{2,15}", fullmatch=True))
def test_no_digit_of_a_phone_is_lost(number):
    shown = phone_in_words(number).replace(NBSP, "")
    assert number.endswith(shown)
    assert len(number) - len(shown) in (0, 4)


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, "0 F CFA"), (500, "500 F CFA"), (1250000, "1 250 000 F CFA")]
)
def test_an_amount_is_grouped_by_three(amount, expected):
    assert spaced(amount_in_words(amount)) == expected


@pytest.mark.parametrize(
    ("octets", "number"),
    [
        (0, "1"),
        (1, "1"),
        (139_001, "140"),
        (999_000, "999"),
        (1_000_000, "1"),
        (1_150_000, "1,2"),
        (24_300_000, "25"),
    ],
)
def test_a_size_is_rounded_up(octets, number):
    assert size_in_words(octets).split(NBSP)[0].split(" ")[0] == number


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (9.6, "10 s"), (60, "1 min"), (70, "1 min 10 s"), (59.9, "1 min")],
)
def test_a_duration_is_in_minutes_and_seconds(seconds, expected):
    assert spaced(duration_in_words(seconds)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ogou 1", "d’Ogou 1"),
        ("Zio 1", "de Zio 1"),
        ("Agoè-Nyivé 1", "d’Agoè-Nyivé 1"),
        ("Est-Mono 1", "de l’Est-Mono 1"),
        ("Lacs 4", "des Lacs 4"),
        ("golfe 1", "du golfe 1"),
        ("Golfe", "du Golfe"),
        ("Golfe Bleu 1", "de Golfe Bleu 1"),
        ("Èkpa", "d’Èkpa"),
        ("E\u0300kpa", "d’E\u0300kpa"),
        ("Ɔgɔu", "d’Ɔgɔu"),
        ("Haho 1", "de Haho 1"),
        ("Yoto 1", "de Yoto 1"),
        ("Wawa 1", "de Wawa 1"),
    ],
)
def test_a_name_is_joined_as_french_asks(name, expected):
    assert of_in_words(name) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("390000", "EUR", "390 000 €"),
        ("390000.00", "EUR", "390 000 €"),
        ("1234.50", "EUR", "1 234,50 €"),
        ("2200000", "USD", "2,2 millions de dollars US"),
        ("1000000", "EUR", "1 million d’euros"),
        ("1500000", "EUR", "1,5 million d’euros"),
        ("2000000", "EUR", "2 millions d’euros"),
        ("2250000", "USD", "2 250 000 dollars US"),
        ("2200000.01", "USD", "2 200 000,01 dollars US"),
        ("255000000", "XOF", "255 millions de F CFA"),
        ("5000", "XOF", "5 000 F CFA"),
    ],
)
def test_a_budget_is_said_as_people_say_it(amount, currency, expected):
    assert spaced(money_in_words(Decimal(amount), currency)) == expected


@given(
    st.decimals(0, Decimal(10) ** 12, places=2, allow_nan=False),
    st.sampled_from(["EUR", "XOF", "USD"]),
)
def test_a_budget_is_never_rounded(amount, currency):
    words = money_in_words(amount, currency)
    digits = "".join(sign for sign in words if sign.isdigit() or sign == ",").replace(",", ".")
    assert Decimal(digits) * (1_000_000 if "million" in words else 1) == amount


# How each of the 39 names is joined, whatever number follows.
JOINED = {
    "d’": "Agou Agoè-Nyivé Akébou Amou Anié Assoli Avé Ogou Oti Oti-Sud",
    "de l’": "Est-Mono",
    "des ": "Lacs",
    "du ": "Bas-Mono Golfe Moyen-Mono",
    "de ": (
        "Bassar Binah Blitta Cinkassé Dankpen Danyi Doufelgou Haho Kloto Kozah Kpendjal "
        "Kpendjal-Ouest Kpélé Kéran Mô Sotouboua Tandjoaré Tchamba Tchaoudjo Tône Vo Wawa Yoto Zio"
    ),
}


def test_every_commune_of_the_country_is_joined_as_french_asks():
    names = [row["commune"] for row in read_rows(DATA / "communes.csv")]
    joined = {name: joint for joint, group in JOINED.items() for name in group.split()}
    assert len(names) == 117
    assert {name.rpartition(" ")[0] for name in names} == joined.keys()
    assert {name: of_in_words(name) for name in names} == {
        name: joined[name.rpartition(" ")[0]] + name for name in names
    }
