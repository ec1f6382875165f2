"""Events of the demonstration: those that the press reported, and examples to come."""

import datetime as dt

from centre.models import Branch, Commune
from events.models import (
    AttendanceReport,
    AwarenessEventPage,
    CountMethod,
    CourseSession,
    DateChange,
    EventDate,
    EventPage,
    EventPartner,
    ProgrammeItem,
    Theme,
    TrainingCoursePage,
)
from home.demo.directory import owned
from services.models import Organisation, Place

WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)


def past_event(branch: Branch, content: dict, project: int) -> AwarenessEventPage:
    """Return the event that an article reported (see ``content.past_events``), not saved yet.

    ``project``: id of the programme that all of them belong to.
    """
    fields = {"programme_id": project, **content}
    fields.pop("attendance", None)
    start, end, precision = fields.pop("dates")
    last = dt.date.fromisoformat(end) if end and end != start else None
    first = dt.date.fromisoformat(start)
    fields["dates"] = [EventDate(start_date=first, end_date=last, precision=precision)]
    fields["partners"] = [
        EventPartner(sort_order=order, organisation=owned(Organisation, branch, slug), role=role)
        for order, (slug, role) in enumerate(fields["partners"])
    ]
    fields["outcome"] = [("text", _reported(fields.pop("outcome"), fields.pop("sources")))]
    return AwarenessEventPage(**_pointing(branch, fields))


def next_event(branch: Branch, content: dict, today: dt.date) -> EventPage:
    """Return an example to come (see ``content.next_events``), counted from ``today``."""
    fields = {"communes": [branch.commune.name], **content}
    model = TrainingCoursePage if fields.pop("is_course", False) else AwarenessEventPage
    weekday, weeks = fields.pop("first")
    first = today + DAY * ((weekday - today.weekday() - 1) % 7 + 1) + WEEK * weeks
    fields["dates"] = [_line(fields, first)]
    fields["date_changes"] = [
        _change(first + WEEK * (number - 1), kind, dict(values))
        for number, kind, values in fields.pop("changes", ())
    ]
    fields["timetable"] = [
        ProgrammeItem(
            day=first + DAY * day,
            time=dt.time.fromisoformat(time),
            title=title,
            theme=theme,
            speaker_role=role,
            sort_order=order,
        )
        for order, (day, time, title, theme, role) in enumerate(fields.pop("timetable", ()))
    ]
    if topics := fields.pop("sessions", ()):
        fields["sessions"] = [
            CourseSession(topic=topic, sort_order=order) for order, topic in enumerate(topics)
        ]
    return model(**_pointing(branch, fields))


def report_attendance(branch: Branch, event: EventPage, counted: dict) -> None:
    """Write down the figures that an article gave of ``event``."""
    report = AttendanceReport(
        branch=branch,
        event=event,
        total=counted.get("total"),
        women=counted.get("women"),
        is_estimated=counted["about"],
        method=CountMethod.PRESS,
    )
    report.full_clean()
    report.save()


def _pointing(branch: Branch, fields: dict) -> dict:
    fields["themes"] = Theme.objects.filter(slug__in=fields["themes"])
    fields["communes"] = Commune.objects.filter(name__in=fields.get("communes", ()))
    if slug := fields.pop("place", ""):
        fields["place"] = owned(Place, branch, slug)
    return fields


def _line(fields: dict, first: dt.date) -> EventDate:
    starts, ends = map(_time, fields.pop("hours", ("", "")))
    days, count = fields.pop("days", 1), fields.pop("weekly", None)
    return EventDate(
        precision=fields.pop("precision", "day"),
        start_date=first,
        end_date=first + DAY * (days - 1) if days > 1 else None,
        start_time=starts,
        end_time=ends,
        frequency="weekly" if count else "none",
        count=count,
    )


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _change(on: dt.date, kind: str, values: dict) -> DateChange:
    if days := values.pop("days", 0):
        values["new_date"] = on + DAY * days
    return DateChange(kind=kind, on=on, **values)


def _reported(text: str, sources) -> str:
    links = ", ".join(f'<a href="{url}">{paper}</a>' for paper, url in sources)
    return f"<p>{text}</p><p>D’après : {links}.</p>"
