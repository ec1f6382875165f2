"""What a centre lets a phone keep, read by a fixed number of queries.

Everything here is public: nothing sensitive, restricted or in draft, nothing of another commune.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone
from wagtail.models import Page

from centre.querysets import is_unrestricted
from centre.reading import read_together
from centre.safety.sensitive import sensitive_paths
from events.agenda import start_of
from events.models import EventIndexPage, Occurrence
from services.directory import Directory, directory_of
from services.models import (
    CostOption,
    PlacePhone,
    RequiredDocument,
    ServiceAtLocation,
    ServiceIndexPage,
    ServicePage,
    ServicePhone,
)

# More never fit: a page of a service weighs half a kilobyte at the least.
MOST_SERVICES = 300
MOST_DATES = 30
ROWS = {
    "phones": ServicePhone,
    "cost_options": CostOption,
    "required_documents": RequiredDocument,
    "service_at_locations": ServiceAtLocation,
}


@dataclass(frozen=True)
class Content:
    """What may be kept of the centre of ``home`` on the day ``today``.

    ``is_open``: whether the home page itself may be kept; when it is sensitive, all is.
    """

    home: Page
    directory: Directory
    today: dt.date
    is_open: bool
    services: list[ServicePage]
    service_index: ServiceIndexPage | None
    agenda: EventIndexPage | None
    dates: list[Occurrence]
    place_phones: dict[int, list[PlacePhone]]


def content_of(home, at: dt.datetime) -> Content:
    """Return what may be kept of the centre of ``home`` at the moment ``at``.

    It is the same all day: what ends in its course is left out by the phone.
    """
    branch, today = home.branch, timezone.localdate(at)
    sensitive, directory = sensitive_paths(branch), directory_of(branch)
    services = [
        page
        for page in ServicePage.objects.offered(home)[:MOST_SERVICES]
        if not page.path.startswith(sensitive)
    ]
    ids = [page.pk for page in services]
    below = {"path__startswith": home.path, "depth": home.depth + 1, "live": True}
    read = read_together(
        **{name: model.objects.filter(page__in=ids) for name, model in ROWS.items()},
        spoken=ServicePage.languages.through.objects.filter(servicepage__in=ids),
        answered=ServicePage.needs.through.objects.filter(servicepage__in=ids),
        place_phones=PlacePhone.objects.filter(
            place__in=[place.pk for place in directory.public_places()]
        ),
        home_phones=type(home).phones.rel.related_model.objects.filter(page=home.pk),
        lists=ServiceIndexPage.objects.filter(**below).filter(is_unrestricted()),
        agendas=EventIndexPage.objects.filter(**below).filter(is_unrestricted()),
    )
    _put_on(services, read, directory)
    home.phones = read["home_phones"]
    lists = [page for page in read["lists"] if not page.path.startswith(sensitive)]
    agendas = [page for page in read["agendas"] if not page.path.startswith(sensitive)]
    return Content(
        home=home,
        directory=directory,
        today=today,
        is_open=not home.path.startswith(sensitive),
        services=services,
        service_index=next(iter(lists), None),
        agenda=next(iter(agendas), None),
        dates=_dates(branch, today) if agendas else [],
        place_phones=_by(read["place_phones"], "place_id"),
    )


def _put_on(services: list[ServicePage], read: dict[str, list], directory: Directory) -> None:
    """Put on each service its rows, and its languages and needs in their order."""
    rows = {name: _by(read[name], "page_id") for name in ROWS}
    spoken, answered = (
        _by(read["spoken"], "servicepage_id"),
        _by(read["answered"], "servicepage_id"),
    )
    for page in services:
        for name, found in rows.items():
            setattr(page, name, found[page.pk])
        languages = {row.language_id for row in spoken[page.pk]}
        needs = {row.need_id for row in answered[page.pk]}
        page.languages = [one for one in directory.languages if one.pk in languages]
        page.needs = [one for one in directory.needs if one.pk in needs]


def _dates(branch, today: dt.date) -> list[Occurrence]:
    """Return the dates from ``today`` on: what starts, then what lasts; no sensitive event."""
    midnight = start_of(today)
    rows = Occurrence.objects.of_branch(branch).filter(is_sensitive=False)
    starting = rows.upcoming(midnight, midnight)[:MOST_DATES]
    return [*chain(starting, rows.ongoing(midnight, midnight)[:MOST_DATES])][:MOST_DATES]


def _by(rows, owner: str) -> defaultdict:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found
