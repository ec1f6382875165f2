"""Places of a course, counted in persons. Pure: numbers in, answers out.

The order of the waiting list is strict. A group that is too large for what is free waits at
its turn and nobody overtakes it: a rule that one sentence explains at the desk. Staff who see
that it will never fit cancel it, and the next ones come in.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seats:
    """``capacity`` is ``None`` when there is no limit; ``taken`` and ``waiting`` are persons."""

    capacity: int | None
    taken: int = 0
    waiting: int = 0

    @property
    def free(self) -> int | None:
        """How many more persons have a place, ``None`` without limit. Never under 0."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now waits."""
        return not self.take(1)

    def fits(self, persons: int) -> bool:
        """Return whether so many ``persons`` find a place, whoever waits."""
        return self.free is None or persons <= self.free

    def take(self, persons: int) -> bool:
        """Return whether so many ``persons`` who come now have a place: nobody waits before."""
        return self.fits(persons) and not self.waiting


def promoted(seats: Seats, queue: Iterable[int]) -> int:
    """Return how many of ``queue`` come in: the persons of each who waits, in order."""
    count = 0
    for persons in queue:
        if not seats.fits(persons):
            break
        seats = Seats(seats.capacity, seats.taken + persons)
        count += 1
    return count
