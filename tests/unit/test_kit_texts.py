"""Texts that announce an event: never too long, counted as networks and voices count."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.kit.heights import Words, height_of
from events.kit.lettering import LEADING, SIZES, size_number
from events.kit.segments import BASIC, EXTENSION, counted, in_gsm
from events.kit.spoken import aloud, in_letters, phone_aloud, spoken_words
from events.kit.texts import Facts, radio_text, sms_text, whatsapp_text

FACTS = Facts(
    title="Nos droits, parlons-en",
    sentence="Une juriste répond à vos questions.",
    when="mardi 8 décembre 2026, de 9\xa0h à 12\xa0h\xa030",
    more="Puis chaque mardi, jusqu’au 12 janvier 2027",
    place="Grand marché d’Atakpamé",
    price="Gratuit",
    audience="femmes qui vendent au marché",
    phone="+22890010203",
    link="https://ogou-1.example.tg/agenda/nos-droits/",
)
words = st.text(max_size=300)
anything = st.builds(
    Facts,
    title=st.text(min_size=1, max_size=255),
    sentence=st.text(max_size=160),
    when=words,
    more=words,
    place=words,
    price=words,
    audience=words,
    phone=st.sampled_from(["", "+22890010203", "1014", "+33612345678"]),
    link=st.sampled_from(["", FACTS.link]),
    status=st.sampled_from(["", "Annulé"]),
    reason=words,
)
endless = Facts(**dict.fromkeys(("title", "when", "place", "reason"), "ê’ŋ{€ " * 50))


@example(FACTS)
@example(endless)
@given(anything)
def test_no_text_passes_its_limit(facts):
    assert len(whatsapp_text(facts)) <= 600
    assert spoken_words(radio_text(facts)) <= 75
    sms = counted(sms_text(facts))
    assert sms.segments <= 1
    assert (sms.encoding, sms.odd) == ("GSM-7", "")
    assert sms.units <= 160


def test_everything_is_said_when_it_fits():
    text = whatsapp_text(FACTS)

    assert text.startswith("*Nos droits, parlons-en*\n")
    for said in (FACTS.sentence, FACTS.when, FACTS.more, FACTS.place, FACTS.price, FACTS.audience):
        assert said in text
    assert "Appeler le 90\xa001\xa002\xa003" in text
    assert text.endswith(FACTS.link)


def test_an_sms_keeps_the_date_and_the_number_before_the_rest():
    text = sms_text(replace(FACTS, place="x" * 150))

    assert "Mardi 8 décembre 2026, de 9 h à 12 h 30." in text
    assert "90 01 02 03" in text
    assert "xxx" not in text


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), min_size=30, max_size=60))
def test_a_title_is_cut_between_words(title):
    for text in (whatsapp_text, sms_text, radio_text):
        said = text(Facts(title=" ".join(title))).strip("*")
        head = re.sub(r"(…|\.{3}|\.)$", "", said)
        whole = " ".join(title)
        assert whole.startswith(head) or whole.capitalize().startswith(head.capitalize())
        assert whole[len(head) :][:1] in ("", " ")


def test_a_cancelled_event_says_so_first():
    off = Facts(title="Causerie", status="Annulé", reason="La salle est prise", when="mardi")
    assert whatsapp_text(off).startswith("*Annulé\xa0: Causerie*\nLa salle est prise")
    assert sms_text(off).startswith("Annulé : Causerie. ")
    assert radio_text(off).startswith("Annulé : Causerie. La salle est prise.")


def test_the_script_says_numbers_in_letters_and_no_abbreviation():
    text = radio_text(FACTS)
    assert "de 9 heures à 12 heures 30" in text
    assert text.count("quatre-vingt-dix, zéro un, zéro deux, zéro trois") == 2
    assert "http" not in text


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 0),
        ("é" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        # The escape and its letter are not parted: 76 of them fill 152 of the 153.
        ("€" * 153, "GSM-7", 306, 3),
        ("ê" * 70, "UCS-2", 70, 1),
        ("a" * 70 + "ê", "UCS-2", 71, 2),
        ("ɖ" * 134, "UCS-2", 134, 2),
        ("ɖ" * 135, "UCS-2", 135, 3),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
        # 33 pairs fill 66 of the 67.
        ("😀" * 67, "UCS-2", 134, 3),
        ("^{}\\[~]|€\f", "GSM-7", 20, 1),
        ("Ça", "GSM-7", 2, 1),
        ("ça", "UCS-2", 2, 1),
    ],
)
def test_messages_are_counted_as_networks_do(text, encoding, units, segments):
    assert counted(text)[:3] == (encoding, units, segments)


def test_the_letters_that_cost_are_named():
    assert counted("fête, fêtes, cœur").odd == "êœ"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L’été à la fête où çà", "L'été à la fete où cà"),
        ("« Œuvre » – cœur…", '" Oeuvre " - coeur...'),
        ("9\xa0h\u202f30", "9 h 30"),
        ("Ɖeka, ŋɔŋlɔ, Ɛ", "Deka, ngonglo, E"),
        ("Fe\u0302te e\u0301", "Fete é"),
        ("Bravo 😀!", "Bravo !"),
        ("[5 €]", "[5 €]"),
    ],
)
def test_a_text_is_written_with_the_letters_of_sms(text, written):
    assert in_gsm(text) == written


@given(st.text())
def test_what_is_written_for_sms_costs_no_more_than_its_letters(text):
    assert set(in_gsm(text)) <= BASIC | EXTENSION


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (0, "zéro"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (2026, "deux mille vingt-six"),
    ],
)
def test_numbers_in_letters(number, letters):
    assert in_letters(number) == letters


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+22890010203", "quatre-vingt-dix, zéro un, zéro deux, zéro trois"),
        ("1014", "dix, quatorze"),
        ("117", "cent dix-sept"),
        ("+33612345678", "plus trente-trois, six cent douze, trente-quatre, cinquante-six, "
         "soixante-dix-huit"),
    ],
)  # fmt: skip
def test_a_number_is_dictated_by_two(number, said):
    assert phone_aloud(number) == said


def test_abbreviations_are_said_whole():
    assert aloud("Le 1er mai à 1 h, 500\xa0F\xa0CFA, contre les VBG") == (
        "Le premier mai à 1 heure, 500 francs CFA, contre les violences basées sur le genre"
    )
    assert aloud("9\xa0h\xa030, 12 h, chez Heidi, 3 hommes") == (
        "9 heures 30, 12 heures, chez Heidi, 3 hommes"
    )


def test_words_are_counted_as_they_are_said():
    assert spoken_words("l’été 2026, quatre-vingt-dix") == 1 + 4 + 3


@given(st.from_regex("[a-h][ a-h]{0,300}", fullmatch=True), st.floats(20, 60), st.floats(4, 30))
def test_letters_fill_their_room_and_no_more(text, width, height):
    number = size_number(text, width, height)
    assert 0 <= number < len(SIZES)
    if number < len(SIZES) - 1:
        assert SIZES[number] * LEADING <= height
    assert size_number(text, width, height * 2) <= number


def test_a_long_word_is_never_wider_than_the_sheet():
    assert size_number("Anticonstitutionnellement", 51, 50) > size_number("Droits", 51, 50)


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_sheet_is_higher_the_more_it_says_and_lower_with_smaller_letters(few, more):
    def height(count, scale=1.0):
        sizes = {"title": 3, "day": 4, "hours": 4, "place": 6}
        texts = dict.fromkeys(("sentence", "day", "hours", "more", "landmarks", "reason"), "Mot")
        return height_of(
            Words(
                **texts,
                title="Nos droits " * (1 + count),
                place="Marché",
                status="",
                kind="Rencontre",
                off=[],
                good=["Les enfants sont gardés"] * count,
                details=[],
                sizes=sizes,
                has_phone=True,
                has_code=True,
                has_foot=False,
                is_demonstration=False,
            ),
            scale,
        )

    assert height(few) <= height(few + more)
    assert height(few, 0.5) <= height(few)
