"""What was counted at an event adds up, or the field that does not is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.figures import FigureCode, Figures, completed, figure_errors

counts = st.one_of(st.none(), st.integers(0, 500))
cells = st.dictionaries(
    st.tuples(st.sampled_from(["f", "m", ""]), st.sampled_from(["0-14", "18-24", ""])),
    st.integers(0, 200),
)
figures = st.builds(
    Figures, total=counts, women=counts, men=counts, with_disability=counts, cells=cells
)


@pytest.mark.parametrize(
    ("given_figures", "fault"),
    [
        (Figures(), ("total", FigureCode.NOTHING)),
        (Figures(with_disability=2), ("total", FigureCode.NOTHING)),
        (Figures(total=10, women=8, men=3), ("total", FigureCode.PARTS)),
        (Figures(total=10, women=11), ("total", FigureCode.PARTS)),
        (Figures(total=10, with_disability=11), ("with_disability", FigureCode.DISABILITY)),
        (Figures(women=2, cells={("f", "0-14"): 3}), ("women", FigureCode.MORE_WOMEN)),
        (Figures(men=2, cells={("m", ""): 3}), ("men", FigureCode.MORE_MEN)),
        (Figures(total=4, cells={("f", ""): 3, ("", ""): 2}), ("total", FigureCode.CELLS)),
    ],
)
def test_what_does_not_add_up_is_said_at_its_field(given_figures, fault):
    assert figure_errors(given_figures) == [fault]


@pytest.mark.parametrize(
    "right",
    [
        Figures(total=0),
        Figures(women=20),
        Figures(total=10, women=4),
        Figures(total=10, women=6, men=4, with_disability=10),
        Figures(total=10, cells={("f", "18-24"): 4}),
        Figures(women=5, cells={("f", "18-24"): 4}),
    ],
)
def test_what_was_not_noted_is_no_fault(right):
    assert figure_errors(right) == []


@pytest.mark.parametrize(
    ("partial", "total"),
    [
        (Figures(women=6, men=4), 10),
        (Figures(women=6), None),
        (Figures(cells={("f", "18-24"): 4, ("m", ""): 2, ("", ""): 1}), 7),
        (Figures(women=5, cells={("m", "60+"): 3}), 8),
        (Figures(total=30, women=6, men=4), 30),
    ],
)
def test_the_total_is_completed(partial, total):
    assert completed(partial).total == total


@given(figures)
def test_what_is_right_stays_right_once_completed(one):
    whole = completed(one)
    assert completed(whole) == whole
    if not figure_errors(one):
        assert figure_errors(whole) == []
        known = [whole.women or 0, whole.men or 0, whole.of_sex("") or 0]
        assert whole.total is None or sum(known) <= whole.total


@given(figures)
def test_nothing_that_was_given_is_changed(one):
    whole = completed(one)
    for name in ("total", "women", "men", "with_disability"):
        assert getattr(one, name) in (None, getattr(whole, name))
