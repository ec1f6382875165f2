"""A kept page is cut at its marks and nowhere else; as many pages are kept as fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.offline.parts import most_that_fit, parts_of, tightened


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>a</p>", ["<p>a</p>"]),
        ("a<!--until 12-->b<!--end-->c", ["a", {"until": 12, "html": "b"}, "c"]),
        ("<!--card 0--><!--end--><!--card 3--><!--end-->", [0, 3]),
        ("<!--otherwise-->\n  rien <!--end-->", [{"otherwise": " rien "}]),
        ("a<!--note-->b<!--until 5-->c", ["a<!--note-->b<!--until 5-->c"]),
        ("8\N{NO-BREAK SPACE}h \n\t 9", ["8\N{NO-BREAK SPACE}h 9"]),
    ],
)
def test_parts_of(html, expected):
    assert parts_of(html) == expected


TEXT = st.text(alphabet="ab <>\n", max_size=12).map(tightened)
ANY_PART = st.one_of(
    TEXT.filter(bool),
    st.integers(0, 99),
    st.builds(lambda until, html: {"until": until, "html": html}, st.integers(1, 10**13), TEXT),
    st.builds(lambda html: {"otherwise": html}, TEXT),
)


def written(part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, int):
        return f"<!--card {part}--><!--end-->"
    if "until" in part:
        return f"<!--until {part['until']}-->{part['html']}<!--end-->"
    return f"<!--otherwise-->{part['otherwise']}<!--end-->"


@given(st.lists(ANY_PART, max_size=8))
def test_cutting_undoes_writing(parts):
    kept = parts_of("".join(map(written, parts)))

    assert "".join(map(written, kept)) == "".join(map(written, parts))
    assert [part for part in kept if not isinstance(part, str)] == [
        part for part in parts if not isinstance(part, str)
    ]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(0, 400))
def test_as_many_are_kept_as_fit_and_no_more(weights, limit):
    kept = most_that_fit(weights, sum, limit)

    assert kept == weights[: len(kept)]
    assert sum(kept) <= limit
    following = weights[: len(kept) + 1]
    assert kept == weights or sum(following) > limit
