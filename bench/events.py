"""Many events at once, and their dates in the published calendar."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

from bench import words
from bench.services import BATCH, insert_children, page_row
from centre.safety.sensitive import read_sensitive_paths
from events.materialise import calendar_rows
from events.models import AwarenessEventPage, EventDate, EventIndexPage, EventPage, Occurrence

# As many weekly dates for an event, half of them past.
DATES = 100
WEEK = dt.timedelta(weeks=1)


def write_dates(branch, home, count: int) -> None:
    """Write an agenda below ``home``, with ``count`` dates of events."""
    each = DATES if count > DATES else 1
    write_events(branch, home, count // each, each)


def write_events(branch, home, count: int, each: int) -> None:
    """Write an agenda below ``home``, with ``count`` events of ``each`` dates."""
    agenda = home.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))
    shared = {
        "content_type": ContentType.objects.get_for_model(AwarenessEventPage),
        "locale": Locale.get_default(),
    }
    pages = [page_row(agenda, number, shared, "rencontre") for number in range(count)]
    Page.objects.bulk_create(pages, batch_size=BATCH)
    Page.objects.filter(pk=agenda.pk).update(numchild=len(pages))
    events = [event_row(page, number) for number, page in enumerate(pages)]
    insert_children(EventPage, events)
    insert_children(AwarenessEventPage, events)
    today = timezone.localdate()
    for number, event in enumerate(events):
        event.dates = [date_row(event, number, each, today)]
        event.date_changes = []
    EventDate.objects.bulk_create([event.dates.get() for event in events], batch_size=BATCH)
    paths = read_sensitive_paths(branch)
    rows = [row for event in events for row in calendar_rows(event, branch, today, paths)]
    Occurrence.objects.bulk_create(rows, batch_size=BATCH)


def event_row(page: Page, number: int) -> AwarenessEventPage:
    """Return the event of a saved page, not yet saved."""
    values = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    return AwarenessEventPage(
        **values,
        page_ptr_id=page.pk,
        eventpage_ptr_id=page.pk,
        introduction=words.SENTENCES[number % len(words.SENTENCES)],
        place_text="Sous l’arbre à palabres",
        is_free=bool(number % 3),
        body=[("text", f"<p>{' '.join(words.SENTENCES)}</p>")],
    )


def date_row(event, number: int, each: int, today: dt.date) -> EventDate:
    """Return ``each`` weekly dates around ``today``, or one of the next days."""
    start = today + dt.timedelta(days=number % 28) - WEEK * (each // 2)
    line = EventDate(page=event, start_date=start, start_time=dt.time(8 + number % 10))
    if each > 1:
        line.frequency, line.count = "weekly", each
    return line
