"""Near is what shares a commune, then a prefecture, then a region, then lies few regions away."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communes.nearness import Nearness, Spot, distance, nearness
from communes.needs import window

REGIONS = ["Maritime", "Plateaux", "Centrale", "Kara", "Savanes"]
OGOU_1 = Spot("Plateaux", "Ogou", "A1")
OGOU_2 = Spot("Plateaux", "Ogou", "A2")
KLOTO_1 = Spot("Plateaux", "Kloto", "A3")
ZIO_1 = Spot("Maritime", "Zio", "A4")
TONE_1 = Spot("Savanes", "Tône", "A5")


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (OGOU_1, OGOU_1, Nearness.SAME_COMMUNE),
        (OGOU_1, OGOU_2, Nearness.SAME_PREFECTURE),
        (OGOU_1, KLOTO_1, Nearness.SAME_REGION),
        (OGOU_1, ZIO_1, Nearness.ELSEWHERE),
        (Spot("Plateaux", "Ogou"), OGOU_1, Nearness.SAME_PREFECTURE),
        (Spot("Plateaux"), OGOU_1, Nearness.SAME_REGION),
        (Spot("Savanes"), OGOU_1, Nearness.ELSEWHERE),
    ],
)
def test_how_near_a_commune_is(here, there, expected):
    assert nearness(here, there) == expected


def test_the_nearest_come_first():
    known = [TONE_1, ZIO_1, KLOTO_1, OGOU_2, OGOU_1]
    ordered = sorted(known, key=lambda there: distance(OGOU_1, there, REGIONS))
    assert ordered == [OGOU_1, OGOU_2, KLOTO_1, ZIO_1, TONE_1]


@dataclass(frozen=True)
class Stand:
    """As much of a centre as counting needs."""

    path: str


@given(
    counts=st.lists(st.integers(1, 40), max_size=12),
    most=st.integers(1, 30),
)
def test_the_pages_of_a_list_hold_every_service_once_in_order(counts, most):
    centres = [Stand(str(number)) for number in range(len(counts))]
    by_path = {one.path: count for one, count in zip(centres, counts, strict=True)}
    total, seen = sum(counts), []
    for first in range(0, total, most):
        page = [
            (one.centre.path, one.start + number)
            for one in window(centres, by_path, first, most)
            for number in range(one.count)
        ]
        assert len(page) == min(most, total - first)
        seen += page
    assert seen == [(one.path, n) for one in centres for n in range(by_path[one.path])]
    assert window(centres, by_path, total, most) == []
