import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from centre.colours import AA, PAIRS, Colours, contrast, palette, problem

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_of_black_on_white_is_the_greatest():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_contrast_agrees_with_a_published_value():
    # #767676 on white is the lightest grey that passes AA: 4.54.
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@given(colours, colours)
def test_contrast_does_not_depend_on_the_order(a, b):
    assert contrast(a, b) == contrast(b, a)
    assert 1 <= contrast(a, b) <= 21.0000001


@given(colours, colours)
@example(*Colours())
@example("#000000", "#000000")
@example("#ffffff", "#ffffff")
@example("#ffff00", "#00ff00")
@example("#0000ff", "#ff0000")
def test_every_text_is_legible_on_its_background_in_both_schemes(primary, accent):
    found = palette(primary, accent)
    poor = {
        (scheme + text, ground): contrast(found[scheme + text], found[scheme + ground])
        for scheme in ("", "dark-")
        for text, ground in PAIRS
        if contrast(found[scheme + text], found[scheme + ground]) < AA
    }
    assert poor == {}


@given(colours)
def test_a_colour_that_is_already_legible_is_kept(primary):
    found = palette(primary, "#c98a2b")
    if min(contrast(primary, found[ground]) for ground in ("paper", "surface", "tint")) >= AA:
        assert found["primary"] == primary


def test_the_default_pair_is_kept_as_it_is():
    found = palette(*Colours())
    assert (found["primary"], found["accent"]) == Colours()


def test_both_schemes_name_the_same_colours():
    found = palette(*Colours())
    light = {name for name in found if not name.startswith("dark-")}
    assert {f"dark-{name}" for name in light} == set(found) - light


@pytest.mark.parametrize(
    "wrong", ["", "teal", "#fff", "15505c", "#15505g", "#15505c;}", "#15505c\n", "#١٥٥٠٥٠"]
)
def test_anything_but_six_hexadecimal_digits_is_refused(wrong):
    with pytest.raises(ValueError, match="#rrggbb"):
        palette(wrong, "#c98a2b")
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast("#ffffff", wrong)


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("primary_colour", "#8fb8c0"),
        ("primary_colour", "#ffffff"),
        ("accent_colour", "#fff3c4"),
        ("accent_colour", "ochre"),
    ],
)
def test_a_colour_that_could_not_be_seen_is_refused(field, colour):
    assert problem(field, colour)


def test_the_default_pair_may_be_chosen():
    assert problem("primary_colour", Colours().primary) is None
    assert problem("accent_colour", Colours().accent) is None


@given(colours)
def test_a_main_colour_that_may_be_chosen_is_kept_as_it_is_or_a_little_darker(primary):
    if problem("primary_colour", primary) is None:
        assert contrast(palette(primary, "#c98a2b")["primary"], "#ffffff") >= AA
