"""What the page of one event shows beside its own fields."""

from dataclasses import dataclass

from django.utils.text import capfirst

from centre.hanging import Hanging
from centre.models import Language
from centre.reading import Parts, instances, whole
from events.agenda import Agenda
from events.cards import OFF, known_place, place_in_words, status_chips
from events.materialise import calendar_rows
from events.models import (
    AttendanceReport,
    CourseSession,
    EventPage,
    EventPartner,
    Occurrence,
    OccurrenceStatus,
    ProgrammeItem,
    RadioBroadcast,
    Theme,
)
from events.programmes.of_event import PROGRAMME_FIELDS, programme_of_event, shown_programme
from events.registration import registration_of
from events.timetable import timetable_of
from events.turnout import counting, people_in_words
from events.wording import when_in_words
from services.summaries import Chip


def _beside(page_id: int) -> Parts:
    return {
        "sessions": whole(CourseSession.objects.filter(page=page_id)),
        "occurrences": whole(Occurrence.objects.filter(event=page_id)),
        "reports": whole(AttendanceReport.objects.filter(event=page_id)),
        "programmes": (programme_of_event(page_id), PROGRAMME_FIELDS),
    }


HANGING = Hanging(
    EventPage,
    children={
        "partners": EventPartner,
        "timetable": ProgrammeItem,
        "radio_broadcasts": RadioBroadcast,
    },
    chosen={"languages": Language, "themes": Theme},
    more=_beside,
)


@dataclass(frozen=True, slots=True)
class Date:
    """One date of the event, as its page says it."""

    row: Occurrence
    when: str
    where: str
    session: int | None
    topic: str
    chips: list[Chip]
    is_over: bool
    is_off: bool

    @property
    def reason(self) -> str:
        """Why it is not as it was planned."""
        return self.row.reason

    @property
    def has_other_place(self) -> bool:
        """Whether it takes place elsewhere than the event as a whole."""
        return self.row.status == OccurrenceStatus.MOVED and self.row.place_id is None


def event_detail(page, request) -> dict:
    """Return the context of one event."""
    rows, reports, sessions, programmes = read_children(page)
    branch = page.owner_branch
    agenda = Agenda(branch.root_page, branch, request)
    if not rows or getattr(request, "is_preview", False):
        rows = calendar_rows(page, branch, agenda.today)
        sessions = list(page.sessions.all()) if hasattr(page, "sessions") else []
    dates = _dates(agenda, page, rows, [session.topic for session in sessions])
    coming = [date for date in dates if not date.is_over]
    next_date = next((date for date in coming if not date.is_off), None)
    report = None if page.sensitive else counting(reports)
    return {
        "agenda": agenda,
        "directory": agenda.directory,
        "dates": dates,
        "coming": coming,
        "past": [date for date in dates if date.is_over],
        "next_date": next_date,
        "where": next((date.where for date in (next_date, *dates) if date and date.where), ""),
        "is_over": bool(dates) and not coming,
        "in_calendars": any(date.row.starts for date in dates),
        "place": agenda.directory.places.get(page.place_id),
        "registration": registration_of(page, agenda, coming),
        "timetable": timetable_of(page.timetable.all(), agenda.today),
        "partners": known_partners(page, agenda.directory),
        "programme": shown_programme(page, programmes, request),
        "people": capfirst(people_in_words(report)) if report else "",
        "agenda_url": agenda.address(page.url_path.removesuffix(f"{page.slug}/")),
        "today": agenda.today,
    }


def read_children(page) -> tuple:
    """Read together all that hangs on an event and put it there; return its dates in order,
    its reports, the topics of its sessions and what is public of its programme."""
    rows = HANGING.put_on(page)
    dates = sorted(instances(Occurrence, rows["occurrences"]), key=lambda row: row.number)
    return (
        dates,
        instances(AttendanceReport, rows["reports"]),
        instances(CourseSession, rows["sessions"]),
        rows["programmes"],
    )


def _dates(agenda: Agenda, page, rows: list[Occurrence], topics: list[str]) -> list[Date]:
    is_course = len(rows) > 1 and any(row.is_course for row in rows)
    return [
        Date(
            row=row,
            when=when(row, agenda),
            where=where(row, agenda),
            session=row.number if is_course else None,
            topic=topics[row.number - 1] if 0 < row.number <= len(topics) else "",
            chips=status_chips(row, agenda.today),
            is_over=_is_over(row, agenda),
            is_off=row.status in OFF,
        )
        for row in rows
    ]


def when(row: Occurrence, agenda: Agenda) -> str:
    """Return when a date takes place; nobody waits for the hour of one that is over."""
    hours = bool(row.start_time) or not _is_over(row, agenda)
    return capfirst(when_in_words(row, agenda.today.year, hours=hours))


def where(row: Occurrence, agenda: Agenda) -> str:
    """Return where a date takes place, in words; nothing is awaited of one that is over."""
    places = agenda.directory.places
    if _is_over(row, agenda) and not known_place(row, places.get(row.place_id)):
        return ""
    return capfirst(place_in_words(row, places))


def _is_over(row: Occurrence, agenda: Agenda) -> bool:
    return row.ends is not None and row.ends <= agenda.at


def known_partners(page, directory) -> list:
    """Return the partners of the event that its commune shows, each with its organisation."""
    organisations = {one.pk: one for one in directory.organisations}
    partners = [one for one in page.partners.all() if one.organisation_id in organisations]
    for partner in partners:
        partner.organisation = organisations[partner.organisation_id]
    return partners
