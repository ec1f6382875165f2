"""Feeds of the agenda, for phones and readers that ask again by themselves (``centre.feeds``).

Every view gets the home page of the centre first (see ``centre.routing``).
"""

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.feeds import ATOM, feed_response
from centre.routing import reverse_branch_route
from centre.safety.sensitive import protect
from events.agenda import start_of
from events.atom import write_atom
from events.feeds import Feed
from events.ical import write_calendar
from events.models import EventPage, Occurrence, Theme
from services.directory import directory_of

CALENDAR = "text/calendar; charset=utf-8"


def agenda_ics(home, request):
    """Send what a phone follows: the dates of the centre since the month before the last."""
    return _followed(home, request, _calendar_name(home), lambda rows: rows)


def theme_ics(home, request, slug):
    """Send the dates of one theme; 404 for one that does not exist."""
    theme = Theme.objects.filter(slug=slug).first()
    if theme is None:
        raise Http404
    name = f"{_calendar_name(home)} · {theme.title}"
    return _followed(home, request, name, lambda rows: rows.about(slug))


def event_ics(home, request, slug):
    """Send every date of one event; 404 for one without a published date."""
    return _file(home, request, slug, {}, lambda feed: feed.events())


def occurrence_ics(home, request, slug, recurrence_id):
    """Send one date of an event."""
    chosen = {"recurrence_id": recurrence_id}
    return _file(home, request, slug, chosen, lambda feed: feed.dates())


def agenda_atom(home, request):
    """Send the events in the order of their last publication, the latest first."""

    def build() -> bytes:
        feed = _feed(home, request, Occurrence.objects.of_branch(home.branch))
        address = feed.address(home.url_path) + reverse_branch_route("agenda_atom")
        return write_atom(feed, _calendar_name(home), address)

    return feed_response(home.branch, request, ATOM, build, kept=True)


def _followed(home, request, name: str, choose: Callable) -> HttpResponse:
    since = _first_month(timezone.localdate())

    def build() -> bytes:
        rows = Occurrence.objects.of_branch(home.branch)
        lasting = rows.filter(ends__gt=start_of(since)).order_by().values("event")
        feed = _feed(home, request, choose(rows).filter(event__in=lasting))
        return write_calendar(name, feed.events(), timezone.get_default_timezone())

    month = f"{since:%Y-%m}"
    return feed_response(home.branch, request, CALENDAR, build, more=month, kept=True)


def _file(home, request, slug: str, chosen: dict, events: Callable) -> HttpResponse:
    here = EventPage.objects.below(home.path).filter(slug=slug)
    # The event alone says the branch: asked for both, a database may read all of the branch.
    event_id = here.values_list("pk", flat=True).first()
    rows = Occurrence.objects.filter(event=event_id, **chosen)
    first = rows.filter(starts__isnull=False).first()
    if first is None:
        raise Http404

    def build() -> bytes:
        zone = timezone.get_default_timezone()
        return write_calendar(first.title, events(_feed(home, request, rows)), zone)

    response = feed_response(home.branch, request, CALENDAR, build)
    name = "agenda" if first.is_sensitive else slug
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return protect(response) if first.is_sensitive else response


def _feed(home, request, rows) -> Feed:
    # Wherever it was asked for: it is kept for years, and passed on.
    root = home.get_full_url(request)
    return Feed(
        rows,
        directory_of(home.branch),
        home.url_path,
        lambda url_path: root + url_path.removeprefix(home.url_path),
    )


def _calendar_name(home) -> str:
    return _("Agenda of %(centre)s") % {"centre": home.public_title}


def _first_month(today: dt.date) -> dt.date:
    """Return the first day of the month before the last: what is older leaves the phones."""
    first = today.replace(day=1)
    for _month in range(2):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return first
