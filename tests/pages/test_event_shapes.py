"""One date, several, all of them over, some not known: each is shown everywhere for what it is."""

import json
from typing import NamedTuple

import feedparser
import pytest

from tests.factories import AwarenessEventPageFactory, TrainingCoursePageFactory, on, weekly
from tests.pages.reading import read, words
from tests.unit.date_strategies import read_dates

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]

NOW = "2026-12-10 12:30"
HOURS = ("09:00", "12:00")


class Shape(NamedTuple):
    """Lines of dates, and what is said of them at ``NOW``."""

    lines: list
    fact: str
    is_over: bool
    coming: int
    archived: str
    in_file: int
    rules: int
    announced: str
    more: str = ""


SHAPES = {
    "one date": Shape(
        [("on", "2026-12-17")],
        fact="Jeudi 17 décembre, de 9 h à 12 h", is_over=False, coming=1, archived="",
        in_file=1, rules=0, announced="jeudi 17 décembre 2026",
    ),
    "a series": Shape(
        [("weekly", "2026-12-03", 8)],
        fact="Prochaine date : Jeudi 17 décembre, de 9 h à 12 h", is_over=False, coming=6,
        archived="Du 3 au 10 décembre (2 dates)", in_file=8, rules=1,
        announced="jeudi 17 décembre 2026",
        more="puis chaque jeudi, jusqu’au jeudi 21 janvier 2027",
    ),
    "one date that is over": Shape(
        [("on", "2026-11-03")],
        fact="Mardi 3 novembre, de 9 h à 12 h", is_over=True, coming=0,
        archived="Mardi 3 novembre", in_file=1, rules=0, announced="mardi 3 novembre 2026",
    ),
    "a series that is over": Shape(
        [("weekly", "2026-10-06", 5)],
        fact="Mardi 3 novembre, de 9 h à 12 h", is_over=True, coming=0,
        archived="Du 6 octobre au 3 novembre (5 dates)", in_file=5, rules=1,
        announced="mardi 3 novembre 2026",
    ),
    "a series and a date to confirm": Shape(
        [("weekly", "2026-12-03", 8), ("unknown", None)],
        fact="Prochaine date : Jeudi 17 décembre, de 9 h à 12 h", is_over=False, coming=6,
        archived="Du 3 au 10 décembre (2 dates)", in_file=8, rules=1,
        announced="jeudi 17 décembre 2026",
        more="puis 5 autres dates, jusqu’au jeudi 21 janvier 2027",
    ),
}  # fmt: skip

shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
KINDS = [AwarenessEventPageFactory, TrainingCoursePageFactory]
kinds = pytest.mark.parametrize("factory", KINDS)


def lines_of(shape: Shape) -> list:
    makers = {
        "on": lambda day: on(day, *HOURS),
        "weekly": lambda day, count: weekly(day, *HOURS, count=count),
        "unknown": lambda day: on(day, precision="unknown"),
    }
    return [makers[name](*values) for name, *values in shape.lines]


@pytest.fixture
def make(clock):
    """A function that publishes an event of a shape, long before ``NOW``."""

    def make(factory, shape):
        clock("2026-09-01 09:00")
        event = factory(title="Causerie", slug="causerie", dates=lines_of(shape))
        clock(NOW)
        return event

    return make


@shapes
@kinds
def test_its_page(client, make, factory, shape):
    event = make(factory, shape)
    page = read(client, event.url)
    assert page.each(".beside .fact")[0].startswith(shape.fact)
    assert ("Cet événement est passé." in page.main) == shape.is_over
    assert ("Pour participer" in page.main) != shape.is_over


@shapes
@kinds
def test_lists(client, make, factory, shape):
    make(factory, shape)
    agenda = read(client, "/agenda/")
    assert len(agenda.each(".columns > div .card")) == shape.coming
    front = read(client, "/").each(".event .card-title")
    assert len(front) == min(shape.coming, 3)
    if factory is TrainingCoursePageFactory and shape.coming:
        chips = agenda.each(".columns > div .card .chip")
        assert chips[0] == ("Formation, séance 3" if len(chips) > 1 else "Formation")
    archive = read(client, "/agenda/archives/2026/")
    assert archive.each(".card-text")[:1] == ([shape.archived] if shape.archived else [])


@shapes
@kinds
def test_files_and_feeds(client, make, factory, shape):
    make(factory, shape)
    for address in ("/agenda.ics", "/agenda/causerie.ics"):
        content = client.get(address).content
        assert len(read_dates(content)) == shape.in_file
        assert content.count(b"RRULE") == shape.rules
    for start, _end, _one in list(read_dates(content).values()):
        alone = client.get(f"/agenda/causerie/{start:%Y%m%dT%H%M%S}.ics")
        assert len(read_dates(alone.content)) == 1
        assert b"RRULE" not in alone.content
    (entry,) = feedparser.parse(client.get("/agenda/atom.xml").content).entries
    assert (f"{shape.in_file} dates" in entry.summary) == (shape.in_file > 5)


@shapes
@kinds
def test_structured_data(client, make, factory, shape):
    event = make(factory, shape)
    page = read(client, event.url)
    found = page.soup.find("script", type="application/ld+json")
    data = json.loads(found.string)
    dates = data.get("hasCourseInstance", data.get("@graph", []))
    assert len(dates) == (shape.coming or shape.in_file)


@shapes
@kinds
@pytest.mark.parametrize("name", ["affiche", "feuillet"])
def test_sheets(client, make, factory, shape, name):
    event = make(factory, shape)
    sheet = read(client, f"{event.url}{name}/")
    text = words(sheet.soup.body).lower()
    assert shape.announced in text
    assert shape.more in text
    assert ("jusqu’au" in text) == bool(shape.more)
