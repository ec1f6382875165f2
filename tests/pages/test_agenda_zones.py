"""The agenda on the walls of four zones: what is over, what is today, hours that stay."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.models import Occurrence
from tests.factories import AwarenessEventPageFactory, on, weekly
from tests.pages.reading import read
from tests.unit.date_strategies import read_dates
from tests.unit.hours_strategies import ZONE_NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]

AGENDA = "/agenda/"


@pytest.fixture(autouse=True, params=ZONE_NAMES)
def zone(request, settings) -> ZoneInfo:
    """The zone of the place."""
    settings.TIME_ZONE = request.param
    return ZoneInfo(request.param)


@pytest.fixture
def clock(monkeypatch, zone):
    """A function that stops time at a moment on the wall of the place."""

    def stop_at(moment: str | dt.datetime) -> None:
        wall = dt.datetime.fromisoformat(str(moment)).replace(tzinfo=zone)
        monkeypatch.setattr(timezone, "now", lambda: wall.astimezone(dt.UTC))

    return stop_at


def headings(client, query=None):
    return read(client, AGENDA, query).each(".columns > div h2")


def titles(client, query=None):
    return read(client, AGENDA, query).each(".columns > div .card-title")


NOTHING = ["Aucune date prévue pour le moment"]


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [
        ("2026-12-03 08:59:59", False),
        ("2026-12-03 10:30:00", False),
        ("2026-12-03 11:59:59", False),
        ("2026-12-03 12:00:01", True),
        ("2026-12-04 00:00:00", True),
    ],
)
def test_a_date_is_over_at_its_end(client, clock, moment, is_over):
    event = AwarenessEventPageFactory(dates=[on("2026-12-03", "09:00", "12:00")])
    clock(moment)
    assert headings(client) == (NOTHING if is_over else ["Aujourd’hui, jeudi 3 décembre"])
    page = read(client, event.url)
    assert ("Cet événement est passé." in page.main) == is_over
    assert page.each(".beside .fact")[:1] == ["Jeudi 3 décembre, de 9 h à 12 h"]


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        ("2026-12-02 23:30", ["Demain, jeudi 3 décembre"]),
        ("2026-12-03 00:30", ["Aujourd’hui, jeudi 3 décembre"]),
        ("2026-12-03 23:59:59", ["Aujourd’hui, jeudi 3 décembre"]),
        ("2026-12-04 00:00", NOTHING),
    ],
)
def test_a_date_without_hour_is_that_of_its_day(client, clock, moment, heading):
    AwarenessEventPageFactory(dates=[on("2026-12-03")])
    clock(moment)
    assert headings(client) == heading
    for day in (2, 3, 4):
        (found,) = headings(client, {"date": f"2026-12-0{day}"})
        assert ("3 décembre" in found) == (day == 3)


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        ("2026-12-04 00:30", True),
        ("2026-12-04 01:59:59", True),
        ("2026-12-04 02:00:01", False),
    ],
)
def test_a_night_goes_on_past_midnight(client, clock, moment, is_shown):
    night = on("2026-12-03", "20:00", "02:00", end_date=dt.date(2026, 12, 4))
    AwarenessEventPageFactory(title="Veillée", dates=[night])
    clock(moment)
    assert ("Veillée" in read(client, AGENDA).main) == is_shown


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [("2026-12-10 00:30", True), ("2026-12-10 23:59:59", True), ("2026-12-11 00:00", False)],
)
def test_what_lasts_is_there_to_the_end_of_its_last_day(client, clock, moment, is_shown):
    lasting = on("2026-11-25", end_date=dt.date(2026, 12, 10))
    AwarenessEventPageFactory(title="Campagne", dates=[lasting])
    clock(moment)
    assert ("Campagne" in read(client, AGENDA).main) == is_shown


def test_a_month_and_a_year_are_those_of_the_place(client, clock):
    AwarenessEventPageFactory(title="Veille", dates=[on("2026-12-31")])
    AwarenessEventPageFactory(title="Jour de l’an", dates=[on("2027-01-01", "00:30", "01:00")])
    clock("2026-12-31 23:30")
    assert headings(client) == [
        "Aujourd’hui, jeudi 31 décembre", "Demain, vendredi 1er janvier 2027",
    ]  # fmt: skip
    assert client.get("/agenda/archives/2027/").status_code == 404
    assert titles(client, {"mois": "2026-12"}) == ["Veille"]
    assert titles(client, {"mois": "2027-01"}) == ["Jour de l’an"]
    clock("2027-01-01 00:15")
    assert headings(client) == ["Aujourd’hui, vendredi 1er janvier"]
    month = read(client, "/agenda/mois/2027-01/")
    assert "1er janvier" in " ".join(cell for cell in month.each("td") if "aujourd’hui" in cell)
    assert "Veille" not in month.words("table")
    assert read(client, "/agenda/archives/2026/").each(".card-title") == ["Veille"]


def test_nine_stays_nine_when_clocks_change(client, clock, zone):
    line = weekly("2026-09-20", "09:00", "11:30", count=30)
    event = AwarenessEventPageFactory(slug="causerie", dates=[line])
    rows = list(Occurrence.objects.filter(event=event.pk).order_by("starts"))
    days = [dt.date(2026, 9, 20) + dt.timedelta(weeks=n) for n in range(30)]
    walls = [row.starts.astimezone(zone).replace(tzinfo=None) for row in rows]
    assert walls == [dt.datetime.combine(day, dt.time(9)) for day in days]
    has_changes = len({row.starts.time() for row in rows}) > 1
    assert has_changes == (zone.key != "Africa/Lome")
    clock("2026-09-19 09:00")
    said = read(client, event.url).each(".columns > section .rows > li")
    assert len(said) == 30
    assert all(one.endswith("de 9 h à 11 h 30") for one in said)
    found = read_dates(client.get("/agenda/causerie.ics").content).values()
    assert {(start.time(), end.time()) for start, end, _one in found} == {
        (dt.time(9), dt.time(11, 30))
    }


@pytest.mark.parametrize("sunday", ["2026-09-27", "2026-10-25", "2026-11-01", "2027-03-28"])
def test_a_date_is_over_at_its_end_on_the_day_clocks_change(client, clock, sunday):
    AwarenessEventPageFactory(dates=[on(sunday, "09:00", "11:30")])
    clock(f"{sunday} 11:29:59")
    assert headings(client)[0].startswith("Aujourd’hui, dimanche")
    clock(f"{sunday} 11:30:01")
    assert headings(client) == NOTHING
