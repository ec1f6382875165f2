"""The letter as a message: short enough, whole lines, something of every section."""

from hypothesis import given
from hypothesis import strategies as st

from home.letter.words import WHATSAPP_LIMIT, whatsapp_letter

LINES = st.lists(st.text(max_size=200), max_size=12)
SECTIONS = st.lists(st.tuples(st.text(min_size=1, max_size=30), LINES), max_size=4)


def test_a_short_letter_says_everything():
    sections = [("Actualités", ["Une", "Deux"]), ("À venir", ["Trois"])]

    assert whatsapp_letter("La lettre", "Merci.", sections) == (
        "*La lettre*\nMerci.\n\n*Actualités*\n• Une\n• Deux\n\n*À venir*\n• Trois"
    )


def test_without_anything_it_is_its_title():
    assert whatsapp_letter("La lettre", "", []) == "*La lettre*"
    assert whatsapp_letter("La lettre", "", [("Vide", [])]) == "*La lettre*"


def test_every_section_keeps_its_first_line_before_another_has_its_second():
    long = [f"Une ligne assez longue pour prendre de la place {number}" for number in range(30)]
    text = whatsapp_letter("La lettre", "", [("Avant", long), ("Après", ["La seule"])])

    assert "*Après*\n• La seule" in text
    assert len(text) <= WHATSAPP_LIMIT
    assert "place 9" in text


def test_bold_stays_bold():
    assert whatsapp_letter("La * lettre", "", []).count("*") == 2


@given(st.text(max_size=300), st.text(max_size=700), SECTIONS, st.integers(150, 900))
def test_it_always_fits(title, word, sections, limit):
    assert len(whatsapp_letter(title, word, sections, limit)) <= limit


@given(SECTIONS)
def test_no_heading_stands_alone(sections):
    text = whatsapp_letter("La lettre", "", sections)
    parts = text.split("\n\n*")[1:]
    assert all("\n• " in f"\n{part}" for part in parts)
