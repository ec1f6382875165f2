"""What search engines and calendars read in a page: schema.org, from a whitelist of fields.

Only dates whose day is known are told: a guess would be taken for a fact. Sources: schema.org
``Event``, ``Course``, ``CourseInstance``, and their ``eventStatus``.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from events.models import AttendanceMode, EventPage, Occurrence, OccurrenceStatus
from events.recurrence import Precision
from services import structured_data as directory_data
from services.models import Organisation, Place

CONTEXT = directory_data.CONTEXT
# The next dates: the others are in the page and in its calendar.
MOST_DATES = 10
STATUS = {
    OccurrenceStatus.CANCELLED: "EventCancelled",
    OccurrenceStatus.POSTPONED: "EventPostponed",
}
MODES = {
    AttendanceMode.OFFLINE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


@dataclass(frozen=True)
class Described:
    """An event and what surrounds it: ``url`` is absolute, ``office`` the centre."""

    page: EventPage
    url: str
    office: dict
    organizers: list[Organisation]
    places: dict[int, Place]


def data_of(described: Described, rows: list[Occurrence]) -> dict:
    """Return the ``Course`` or the ``Event`` on each of ``rows``, the next dates."""
    known = [row for row in rows if row.precision == Precision.DAY and row.start_date]
    if hasattr(described.page, "course_objectives"):
        return course(described, known[:MOST_DATES])
    events = [event(described, row) for row in known[:MOST_DATES]]
    return {"@context": CONTEXT, "@graph": events}


def event(described: Described, row: Occurrence, kind: str = "Event") -> dict:
    """Return the ``Event`` that takes place on the date ``row``."""
    page = described.page
    return _known(
        {
            "@type": kind,
            "name": page.title,
            "url": described.url,
            "description": page.introduction,
            "startDate": _moment(row, row.start_date, row.start_time),
            "endDate": _moment(row, row.end_date, row.end_time),
            "previousStartDate": _previous_start(row),
            "eventStatus": f"{CONTEXT}/{_status(row)}",
            "eventAttendanceMode": f"{CONTEXT}/{MODES[page.attendance_mode]}",
            "location": _location(described, row),
            "organizer": _organizers(described),
            "isAccessibleForFree": page.is_free,
            "inLanguage": [language.code for language in page.languages.all()],
        }
    )


def course(described: Described, rows: list[Occurrence]) -> dict:
    """Return the ``Course``, with its sessions as instances."""
    page = described.page
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "name": page.title,
            "url": described.url,
            "description": page.introduction,
            "provider": described.office,
            "teaches": page.course_objectives.splitlines(),
            "educationalLevel": page.get_level_display() if page.level else None,
            "coursePrerequisites": page.prerequisites,
            "isAccessibleForFree": page.is_free,
            "hasCourseInstance": [event(described, row, "CourseInstance") for row in rows],
        }
    )


def project(page, url: str, funders: list[str], others: list[str]) -> dict:
    """Return the ``Project`` that a programme is, with its ``MonetaryGrant`` if it is known.

    ``url`` is absolute; ``funders`` and ``others`` are names of organisations.
    """
    amount = {
        "@type": "MonetaryAmount",
        "value": str(page.budget),
        "currency": page.currency,
    }
    grant = {
        "amount": amount if page.budget else None,
        "funder": [{"@type": "Organization", "name": name} for name in funders],
    }
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Project",
            "name": page.title,
            "url": url,
            "description": page.introduction,
            "foundingDate": page.start and page.start.isoformat(),
            "dissolutionDate": page.end and page.end.isoformat(),
            "areaServed": [commune.name for commune in page.communes.all()] or page.area,
            "funding": {"@type": "MonetaryGrant", **_known(grant)} if _known(grant) else None,
            "member": [{"@type": "Organization", "name": name} for name in others],
        }
    )


def _status(row: Occurrence) -> str:
    if row.status == OccurrenceStatus.MOVED and _previous_start(row):
        return "EventRescheduled"
    return STATUS.get(row.status, "EventScheduled")


def _previous_start(row: Occurrence) -> str | None:
    before = (row.original_date, row.original_time)
    if row.original_date is None or before == (row.start_date, row.start_time):
        return None
    return _moment(row, *before)


def _moment(row: Occurrence, on: dt.date, at: dt.time | None) -> str:
    """Return a day, or a moment with its offset: the day alone when the hour is not known."""
    if at is None:
        return on.isoformat()
    return dt.datetime.combine(on, at, ZoneInfo(row.time_zone)).isoformat()


def _location(described: Described, row: Occurrence) -> dict | list | None:
    place = described.places.get(row.place_id)
    there = None
    if place is not None:
        there = directory_data.place(place) if place.is_public else None
    elif row.place_text:
        there = {"@type": "Place", "name": row.place_text}
    online = {"@type": "VirtualLocation", "url": described.url}
    if described.page.attendance_mode == AttendanceMode.ONLINE:
        return online
    if described.page.attendance_mode == AttendanceMode.MIXED and there:
        return [there, online]
    return there


def _organizers(described: Described) -> list[dict] | dict:
    named = [
        _known({"@type": "Organization", "name": one.name, "url": one.website})
        for one in described.organizers
    ]
    return named or described.office


def _known(data: dict) -> dict:
    """Leave out what is unknown: never 0, never invented."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
