"""Who gets a place, until when one may register, and for how long a name is kept."""

import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.register.consent import KEPT_DAYS, VERSION, consent_text
from events.register.keeping import last_day_kept
from events.register.seats import Seats, promoted
from events.register.window import window_of

TODAY = dt.date(2026, 11, 10)
DAY = dt.timedelta(days=1)
# A sentence that changes needs a new version: what was agreed to is kept with each enrolment.
AGREED = {"2026-1": "336400ab1f9fac96"}

groups = st.lists(st.integers(1, 12), max_size=20)


def test_without_a_limit_nobody_waits():
    assert Seats(None, taken=5000).take(200)
    assert not Seats(None).is_full


@pytest.mark.parametrize(
    ("seats", "persons", "has_place"),
    [
        (Seats(3), 3, True),
        (Seats(3), 4, False),
        (Seats(3, taken=2), 1, True),
        (Seats(3, taken=3), 1, False),
        (Seats(3, taken=9), 1, False),
        (Seats(0), 1, False),
        # A group of three waits for two places: one alone does not overtake it.
        (Seats(3, taken=1, waiting=3), 1, False),
    ],
)
def test_who_comes_now_has_a_place_or_waits(seats, persons, has_place):
    assert seats.take(persons) is has_place


@given(st.integers(0, 30), st.integers(0, 30), groups)
def test_those_let_in_fit_are_the_first_and_leave_no_room_for_the_next(capacity, taken, queue):
    count = promoted(Seats(capacity, taken), queue)
    let_in = sum(queue[:count])
    free = max(0, capacity - taken)
    assert let_in <= free
    assert count == len(queue) or let_in + queue[count] > free


@given(groups)
def test_without_a_limit_all_who_wait_come_in(queue):
    assert promoted(Seats(None), queue) == len(queue)


@pytest.mark.parametrize(
    ("opens", "closes", "last", "is_shut"),
    [
        (None, None, TODAY, False),
        (None, None, TODAY - DAY, True),
        (TODAY, None, TODAY + DAY, False),
        (TODAY + DAY, None, TODAY + 9 * DAY, True),
        (None, TODAY, TODAY + DAY, False),
        (None, TODAY - DAY, TODAY + DAY, True),
        # Nobody registers after the last date, whatever was written.
        (None, TODAY + 90 * DAY, TODAY - DAY, True),
        (TODAY - DAY, TODAY, None, False),
    ],
)
def test_the_window_holds_both_its_days_and_ends_with_the_course(opens, closes, last, is_shut):
    assert window_of(opens, closes, last, TODAY).is_shut is is_shut


def test_nobody_knows_until_when():
    assert window_of(TODAY, None, None, TODAY) is None


def test_the_window_says_why():
    words = window_of(TODAY + DAY, None, TODAY + 9 * DAY, TODAY).words
    assert words == "Inscriptions du mercredi 11 novembre au jeudi 19 novembre."
    assert "closes depuis" in window_of(None, TODAY - DAY, None, TODAY).words


def test_a_name_is_kept_ninety_days_after_the_last_session():
    assert last_day_kept(TODAY, TODAY - 200 * DAY) == TODAY + KEPT_DAYS * DAY
    assert last_day_kept(None, TODAY) == TODAY + 365 * DAY


def test_the_text_agreed_to_and_its_version_go_together():
    text = "\n".join(consent_text("N"))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == AGREED[VERSION]
