"""Whether one may register for a course on the site, and what its page says of it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from centre.cache.snapshot import snapshot
from events.models import RegisterDeclaration, Registration, TrainingCoursePage
from events.register.keeping import OFF
from events.register.window import window_of

# The course says itself that there is nothing to write down, or where else it is done.
ELSEWHERE = (Registration.NONE, Registration.LINK)


@dataclass(frozen=True, slots=True)
class Door:
    """``reason`` says in words when one may register; ``is_shut``: not now.

    ``declaration`` is the reference that the form shows.
    """

    reason: str
    is_shut: bool
    declaration: str


def declaration_of(branch) -> str:
    """Return the reference of the declaration of ``branch``, empty where there is no register."""
    return snapshot(branch, "register", _read_declaration)


def door_of(branch, course, dates, today: dt.date) -> Door | None:
    """Return the way into the register of ``course``, ``None`` where there is none.

    ``dates`` are its published dates. There is none without a declaration, for an event that is
    no course, or while nobody knows until when one may register.
    """
    declaration = declaration_of(branch)
    if not declaration or not isinstance(course, TrainingCoursePage):
        return None
    if course.registration in ELSEWHERE:
        return None
    dates = list(dates)
    taking_place = [row for row in dates if row.status not in OFF]
    if dates and not taking_place:
        return Door(_("The course does not take place as planned."), True, declaration)
    last = max((row.end_date for row in taking_place if row.end_date), default=None)
    window = window_of(course.registration_opens, course.registration_closes, last, today)
    return window and Door(window.words, window.is_shut, declaration)


def _read_declaration(branch) -> str:
    found = RegisterDeclaration.objects.filter(branch=branch).values_list("reference", flat=True)
    return found.first() or ""
