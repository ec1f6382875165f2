"""Write the published calendar: from the dates of an event to rows of ``Occurrence``.

Everything public reads those rows alone, so a draft is never seen. Doing it again gives the
same rows, with the same keys.
"""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db import transaction

from centre.cache.versions import bump
from centre.models import Branch
from centre.querysets import is_unrestricted
from centre.safety.sensitive import read_sensitive_paths
from events.models import EventPage, Occurrence, TrainingCoursePage
from events.recurrence import Happening, Precision, occurrences
from services.models import PublicHoliday

HORIZON = relativedelta(months=18)
KEY = ["event", "recurrence_id"]
WRITTEN = [
    field.attname
    for field in Occurrence._meta.concrete_fields
    if not field.primary_key and field.name not in KEY
]
LONG = (Precision.MONTH, Precision.BETWEEN, Precision.UNKNOWN)


@transaction.atomic
def materialise(event: EventPage, today: dt.date) -> None:
    """Write the dates of ``event`` up to eighteen months after ``today``.

    None are left of an event that is not live, not for everybody, or of no commune.
    """
    branch = Branch.objects.for_path(event.path).select_related("root_page").first()
    rows = calendar_rows(event, branch, today) if branch and is_public(event) else []
    ids = [row.recurrence_id for row in rows]
    Occurrence.objects.filter(event=event.pk).exclude(recurrence_id__in=ids).delete()
    if branch:
        bump(branch.pk)
    if rows:
        Occurrence.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN
        )


def is_public(event: EventPage) -> bool:
    """Return whether everybody may see ``event``, as the database has it."""
    return EventPage.objects.filter(pk=event.pk, live=True).filter(is_unrestricted()).exists()


def calendar_rows(
    event: EventPage, branch: Branch, today: dt.date, sensitive: tuple[str, ...] | None = None
) -> list[Occurrence]:
    """Return the dates of ``event`` up to the horizon, unsaved: also those of a draft.

    ``sensitive``: what ``read_sensitive_paths`` says of the branch, for who writes many events.
    """
    found = occurrences(
        [line.as_entry() for line in event.dates.all()],
        [change.as_change() for change in event.date_changes.all()],
        _holidays(event, branch),
        until=today + HORIZON,
    )
    paths = read_sensitive_paths(branch) if sensitive is None else sensitive
    shared = _shared(event, branch, event.path.startswith(paths))
    return [
        Occurrence(**shared | _of_date(one, event), number=number, in_series=len(found) > 1)
        for number, one in enumerate(found, start=1)
    ]


def _holidays(event: EventPage, branch: Branch) -> set[dt.date]:
    if not any(line.skip_holidays for line in event.dates.all()):
        return set()
    return set(PublicHoliday.objects.filter(branch=branch).values_list("date", flat=True))


def _shared(event: EventPage, branch: Branch, is_sensitive: bool) -> dict:
    event.owner_branch = branch
    event.sensitive = is_sensitive
    return {
        "branch": branch,
        "event_id": event.pk,
        "title": str(event.public_title if event.sensitive else event.title),
        "introduction": event.public_introduction,
        "kind": event.kind,
        "attendance_mode": event.attendance_mode,
        "is_course": isinstance(event, TrainingCoursePage),
        "is_free": event.is_free,
        "is_sensitive": event.sensitive,
        "url_path": event.url_path,
    }


def _of_date(one: Happening, event: EventPage) -> dict:
    return {
        "recurrence_id": one.recurrence_id,
        "starts": one.starts,
        "ends": one.ends,
        "start_date": one.start_date,
        "start_time": one.start_time,
        "end_date": one.end_date,
        "end_time": one.end_time,
        "all_day": one.all_day,
        "precision": one.precision.value,
        "time_zone": one.zone.key,
        "is_long": one.precision in LONG or one.start_date != one.end_date,
        "status": one.status.value,
        "reason": one.reason,
        "original_date": one.original_date,
        "original_time": one.original_time,
        "place_id": None if one.place else event.place_id,
        "place_text": one.place or event.place_text,
    }
