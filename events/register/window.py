"""When one may register: one window for the whole course, whatever sessions it has.

Pure: days in, words out. Every day is included.
"""

import datetime as dt
from dataclasses import dataclass

from events.registration import window_in_words


@dataclass(frozen=True, slots=True)
class Window:
    """When one may register on some day, in words, and whether that is not then."""

    words: str
    is_shut: bool


def window_of(
    opens: dt.date | None, closes: dt.date | None, last: dt.date | None, today: dt.date
) -> Window | None:
    """Return the window of a course as it stands ``today``.

    ``last`` is the last day on which the course takes place: nobody registers after it, also
    when nobody said when registration closes. ``None`` when neither is known.
    """
    ends = [day for day in (closes, last) if day]
    if not ends:
        return None
    return Window(*window_in_words(opens, min(ends), today))
