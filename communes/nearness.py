"""How near two communes are, by what everybody knows: prefectures and regions, not kilometres."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Nearness(IntEnum):
    """The nearest first."""

    SAME_COMMUNE = 0
    SAME_PREFECTURE = 1
    SAME_REGION = 2
    ELSEWHERE = 3


class Spot(NamedTuple):
    """A place in the country: a commune, or less precisely a prefecture or a region.

    ``commune`` is its code. What is not said is empty.
    """

    region: str
    prefecture: str = ""
    commune: str = ""


def nearness(here: Spot, there: Spot) -> Nearness:
    """Return how near the commune ``there`` is to who is at ``here``."""
    if here.commune and here.commune == there.commune:
        return Nearness.SAME_COMMUNE
    if here.prefecture and here.prefecture == there.prefecture:
        return Nearness.SAME_PREFECTURE
    return Nearness.SAME_REGION if here.region == there.region else Nearness.ELSEWHERE


def distance(here: Spot, there: Spot, regions: Sequence[str]) -> tuple[int, int]:
    """Return what to sort by: how near, then how many regions lie between.

    ``regions``: every region, from one end of the country to the other.
    """
    apart = abs(regions.index(here.region) - regions.index(there.region))
    return nearness(here, there), apart
