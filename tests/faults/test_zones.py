"""The clock of the machine and that of the place stand in any zone: an event is at its hour.

What is over on the walls of four zones is in ``tests/pages/test_agenda_zones.py``.
"""

import datetime as dt
import json
import time
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from centre.ticking import clocks
from home.models import StandardPage
from tests.admin.editing import PUBLISH, shown
from tests.factories import AwarenessEventPageFactory, StandardPageFactory, on
from tests.pages.reading import read
from tests.unit.date_strategies import read_dates

pytestmark = pytest.mark.django_db

UTC, PARIS, ST_JOHNS, KIRITIMATI = SERVERS = (
    "UTC", "Europe/Paris", "America/St_Johns", "Pacific/Kiritimati",
)  # fmt: skip
FARTHEST = {UTC: KIRITIMATI, PARIS: KIRITIMATI, ST_JOHNS: KIRITIMATI, KIRITIMATI: ST_JOHNS}
# The zone of the machine and that of the place: the project's own, the same, the farthest.
CELLS = [
    *((server, "Africa/Lome") for server in SERVERS),
    *((server, server) for server in SERVERS),
    *((server, place) for place, server in FARTHEST.items()),
]
# Morning, over midnight, after midnight, whole day, in summer time where there is one.
SAID = [
    "Jeudi 3 décembre, de 9 h à 12 h",
    "Du 5 au 6 décembre, de 20 h à 2 h",
    "Mardi 8 décembre, de 0 h 30 à 1 h",
    "Jeudi 10 décembre, toute la journée",
    "Vendredi 2 avril 2027, de 9 h à 12 h",
]
WALLS = [
    ("2026-12-03 09:00", "2026-12-03 12:00"),
    ("2026-12-05 20:00", "2026-12-06 02:00"),
    ("2026-12-08 00:30", "2026-12-08 01:00"),
    ("2027-04-02 09:00", "2027-04-02 12:00"),
]
WHOLE_DAY = dt.date(2026, 12, 10)


@pytest.fixture(params=CELLS, ids="-in-".join)
def place(request, settings, monkeypatch):
    """The zone of the place, on a machine that stands in another one."""
    server, place = request.param
    settings.TIME_ZONE, settings.WAGTAIL_USER_TIME_ZONES = place, [place]
    with monkeypatch.context() as patch:
        patch.setenv("TZ", server)
        time.tzset()
        away = dt.datetime(2026, 12, 3, tzinfo=ZoneInfo(server)).utcoffset()
        assert time.localtime(1_796_256_000).tm_gmtoff == away.total_seconds()
        yield ZoneInfo(place)
    time.tzset()


def on_wall(moment: str, place) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=place).astimezone(dt.UTC)


@pytest.fixture
def wall(place, monkeypatch):
    """A function that stops time at a moment on the wall of the place."""

    def stop_at(moment: str) -> None:
        at = on_wall(moment, place)
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(clocks, "seconds_running", at.timestamp)

    return stop_at


@pytest.fixture
def event(branch, wall):
    wall("2026-12-01 09:00")
    return AwarenessEventPageFactory(
        title="Causerie", slug="causerie",
        dates=[
            on("2026-12-03", "09:00", "12:00"),
            on("2026-12-05", "20:00", "02:00", end_date=dt.date(2026, 12, 6)),
            on("2026-12-08", "00:30", "01:00"),
            on("2026-12-10", all_day=True),
            on("2027-04-02", "09:00", "12:00"),
        ],
    )  # fmt: skip


def in_calendar(client, place) -> list:
    found = read_dates(client.get("/agenda/causerie.ics").content).values()
    return sorted((as_instant(s, place), as_instant(e, place)) for s, e, _component in found)


def in_data(client, event, place) -> list:
    page = read(client, event.url)
    (script,) = page.soup.find_all("script", type="application/ld+json")
    return sorted(
        tuple(as_instant(read_moment(one[name]), place) for name in ("startDate", "endDate"))
        for one in json.loads(script.string)["@graph"]
    )


def read_moment(words: str):
    is_day = "T" not in words
    return dt.date.fromisoformat(words) if is_day else dt.datetime.fromisoformat(words)


def as_instant(value, place) -> dt.datetime:
    """Return the moment of ``value``, of a day its first in ``place``."""
    if isinstance(value, dt.datetime):
        assert value.tzinfo
        return value.astimezone(dt.UTC)
    return dt.datetime.combine(value, dt.time(), place).astimezone(dt.UTC)


def test_an_event_is_at_its_hour_in_all_that_tells_of_it(client, event, place):
    page = read(client, event.url)
    assert page.each(".columns > section .rows > li") == SAID
    (entry,) = feedparser.parse(client.get("/agenda/atom.xml").content).entries
    in_news = entry.summary.replace("\xa0", " ").replace(" 2026", "").split(" · ")
    assert in_news[1:] == SAID
    instants = [tuple(on_wall(one, place) for one in wall) for wall in WALLS]
    first = as_instant(WHOLE_DAY, place)
    in_feed = sorted([*instants, (first, first + dt.timedelta(days=1))])
    assert in_calendar(client, place) == in_feed
    # An end is the last day there, the day after it in a calendar.
    assert in_data(client, event, place) == sorted([*instants, (first, first)])


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        ("2026-12-02 23:59", "Demain, jeudi 3 décembre"),
        ("2026-12-03 00:01", "Aujourd’hui, jeudi 3 décembre"),
    ],
)
def test_today_is_that_of_the_place(client, event, wall, moment, heading):
    wall(moment)
    assert read(client, "/agenda/").each(".columns > div h2")[0] == heading


def test_what_is_scheduled_appears_at_its_minute_and_once(client, branch, director, place, wall):
    wall("2026-12-03 00:00")
    page = StandardPageFactory(branch=branch, live=False, title="Demain")
    client.force_login(director)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = {"go_live_at": "2026-12-03 00:30", "expire_at": "2026-12-04 00:30"}
    data = shown(client, address, StandardPage).dict() | typed | PUBLISH
    assert client.post(address, data).status_code == 302
    days = [("2026-12-03 00:29", False), ("2026-12-03 00:31", True), ("2026-12-04 00:29", True),
            ("2026-12-04 00:31", False), ("2026-12-04 02:31", False)]  # fmt: skip
    for moment, is_live in days:
        wall(moment)
        for _time in range(2):
            call_command("tick", "--step", "publish_scheduled")
        assert Page.objects.get(pk=page.pk).live == is_live, moment
    for action in ("publish", "unpublish"):
        done = PageLogEntry.objects.filter(page=page.pk, action=f"wagtail.{action}.scheduled")
        assert done.count() == 1
    client.force_login(director)
    shown_again = shown(client, address, StandardPage).dict()
    assert shown_again["expire_at"] == "04/12/2026 00:30"
