"""What staff see of one date, of a series, of what is over: the same helpers, the right words."""

import datetime as dt
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.wording import when_in_words
from tests.factories import AwarenessEventPageFactory, on, weekly

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 12, 10, 12, 30, tzinfo=dt.UTC)
HOURS = ("09:00", "12:00")


class Shape(NamedTuple):
    """Lines of dates, and what staff are told of them at ``NOW``."""

    lines: list
    row: list[str]
    again: str
    choices: int = 0
    is_due: bool = True


SHAPES = {
    "one date": Shape(
        [("on", "2026-12-17")],
        row=["Jeudi 17 décembre 2026, de 9 h à 12 h", "à venir"],
        again="2026-12-24", is_due=False,
    ),
    "a series": Shape(
        [("weekly", "2026-12-03", 8)],
        row=["Jeudi 17 décembre 2026, de 9 h à 12 h", "à venir"],
        again="2027-01-28", choices=3,
    ),
    "one date that is over": Shape(
        [("on", "2026-11-03")],
        row=["Mardi 3 novembre 2026, de 9 h à 12 h", "passé"],
        again="2026-12-15",
    ),
    "a series that is over": Shape(
        [("weekly", "2026-10-06", 5)],
        row=["Mardi 3 novembre 2026, de 9 h à 12 h", "passé"],
        again="2026-12-15", choices=6,
    ),
    "a series and a date to confirm": Shape(
        [("weekly", "2026-12-03", 8), ("on", None)],
        row=["Jeudi 17 décembre 2026, de 9 h à 12 h", "à venir"],
        again="2027-01-28", choices=3,
    ),
}  # fmt: skip

PAGES = ["events_kit", "events_again", "events_attendance", "wagtailadmin_pages:edit"]


@pytest.fixture(params=SHAPES.values(), ids=SHAPES)
def shape(request) -> Shape:
    return request.param


@pytest.fixture
def event(branch, shape, monkeypatch):
    """An event of the shape, published long before ``NOW``."""
    makers = {
        "on": lambda day: on(day, *HOURS) if day else on(day, precision="unknown"),
        "weekly": lambda day, count: weekly(day, *HOURS, count=count),
    }
    lines = [makers[name](*values) for name, *values in shape.lines]
    monkeypatch.setattr(timezone, "now", lambda: NOW - dt.timedelta(days=100))
    event = AwarenessEventPageFactory(branch=branch, title="Causerie", dates=lines)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return event


@pytest.fixture
def desk(client, event, events_officer):
    """The browser of an events officer, who comes at ``NOW``."""
    client.force_login(events_officer)
    return client


def soup_of(desk, name, *arguments) -> BeautifulSoup:
    response = desk.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def test_its_row(desk, event, shape):
    (row,) = [
        row for row in soup_of(desk, "agenda:index").select("tbody tr") if "Causerie" in words(row)
    ]
    cells = [words(cell) for cell in row.select("td")]
    assert [cells[2], cells[4]] == shape.row
    assert bool(row.select(".staff-due")) == shape.is_due


def test_what_is_to_be_done(desk, event, shape):
    panel = words(soup_of(desk, "wagtailadmin_home").main)
    assert ("Dire qui est venu" in panel) == shape.is_due


def test_it_is_held_again_on_the_same_weekday(desk, event, shape):
    soup = soup_of(desk, "events_again", event.pk)
    days = [one["value"] for one in soup.select("input[type=date]")]
    assert days[:1] == [shape.again]
    assert len(days) == 1


def test_what_took_place_can_be_reported(desk, event, shape):
    soup = soup_of(desk, "events_attendance", event.pk)
    assert len(soup.select(".staff-count__dates li")) == shape.choices
    assert bool(soup.select("[name=total]")) == shape.is_due


def test_the_editor_says_its_dates(desk, event, shape):
    said = words(soup_of(desk, "wagtailadmin_pages:edit", event.pk))
    for date in event.occurrences.all():
        assert when_in_words(date).replace("\xa0", " ").capitalize() in said


def test_announcements_say_the_next_date(desk, event, shape):
    said = words(soup_of(desk, "events_kit", event.pk))
    assert shape.row[0].removesuffix(", de 9 h à 12 h").lower() in said.lower()


@pytest.mark.parametrize("shape", [SHAPES["a series"]], ids=["a series"])
def test_enter_saves_and_never_deletes(desk, event):
    """A browser that is told "Enter" presses the first button of the form."""
    for name in PAGES:
        soup = soup_of(desk, name, event.pk)
        for template in soup.select("template"):
            template.decompose()
        forms = soup.main.select("form[method=post i]")
        pressed = [
            form.select_one("button:not([type=button]), input[type=submit]") for form in forms
        ]
        (button,) = filter(None, pressed)
        assert words(button).startswith(("Enregistrer", "Faire le brouillon"))
        assert not {"name", "formaction"} & button.attrs.keys()
