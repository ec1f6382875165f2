"""What the agenda costs: the same for one event and for fifty."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import AttendanceReport, CourseSession, EventPage, EventPartner, ProgrammeItem
from tests.factories import (
    AwarenessEventPageFactory,
    CommuneFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    make_branch,
    on,
    weekly,
)
from tests.pages.budget_site import fill, forget, small_image, statements, weight

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
FIRST_VISIT = 14_000
MANY = 50
TODAY = dt.date(2026, 12, 10)
PAGES = {
    "agenda": "/agenda/",
    "agenda, filtered": "/agenda/?genre=formation&theme=sante&gratuit=1&mois=2026-12",
    "agenda, nothing": "/agenda/?date=2050-01-01",
    "agenda, bad filter": "/agenda/?date=2026-13-45&page=zut",
    "month": "/agenda/mois/2026-12/",
    "archive": "/agenda/archives/2026/",
    "event": "/agenda/cours-0/",
    "past event": "/agenda/passe-0/",
    "home": "/",
}


def add_events(branch, numbers, place, organization, languages, **others) -> None:
    """Add, for each number, a course, a campaign, a date unknown and an event that is over."""
    theme, commune = ThemeFactory(slug="sante", title="Santé"), CommuneFactory(name="Zio 1")
    shared = {
        "branch": branch, "place": place, "themes": [theme], "communes": [commune],
        "is_free": True, "introduction": "Une rencontre entre femmes, au centre, avec du thé.",
    }  # fmt: skip
    for number in numbers:
        TrainingCoursePageFactory(
            title=f"Cours {number}", slug=f"cours-{number}", languages=languages,
            dates=[weekly("2026-12-12", "09:00", "12:00", count=4)], registration="desk",
            sessions=[CourseSession(topic=f"Sujet {session}") for session in range(4)],
            partners=[EventPartner(organisation=organization, role="organise")],
            image=small_image(branch) if number == 0 else None, image_is_decorative=True,
            timetable=[ProgrammeItem(time=dt.time(9), title="Accueil")], **shared,
        )  # fmt: skip
        AwarenessEventPageFactory(
            title=f"Campagne {number}", kind="campagne",
            dates=[on("2026-12-01", end_date=dt.date(2026, 12, 20))], **shared,
        )  # fmt: skip
        AwarenessEventPageFactory(dates=[on(None, precision="unknown")], **shared)
        past = AwarenessEventPageFactory(
            slug=f"passe-{number}", dates=[on("2026-11-12")],
            outcome=[("text", "<p>Nous avons parlé des droits de chacune.</p>")], **shared,
        )  # fmt: skip
        AttendanceReport.objects.create(branch=branch, event=past, women=20, method="paper")


@pytest.fixture
def surroundings(db, monkeypatch):
    at = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    branch = make_branch(is_default_site=True)
    return branch, fill(branch)


def cold_and_warm() -> dict[str, list[str]]:
    found = {}
    for name, path in PAGES.items():
        forget()
        found[f"{name}, cold"] = statements(path)
        found[f"{name}, warm"] = statements(path)
    return found


def test_fifty_events_cost_as_many_queries_as_one(surroundings, client):
    branch, parts = surroundings
    add_events(branch, range(1), **parts)
    assert {name: client.get(path).status_code for name, path in PAGES.items()} == dict.fromkeys(
        PAGES, 200
    )
    one = cold_and_warm()
    counts = {name: len(sent) for name, sent in one.items()}
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}
    assert {name: sent for name, sent in one.items() if len(sent) != len(set(sent))} == {}
    assert [
        sql for sent in one.values() for sql in sent if not sql.lstrip("(").startswith("SELECT")
    ] == []
    add_events(branch, range(1, MANY), **parts)
    assert EventPage.objects.count() == 4 * MANY
    assert {name: len(sent) for name, sent in cold_and_warm().items()} == counts
    weights = {name: weight(path)[0] for name, path in PAGES.items()}
    assert {name: size for name, size in weights.items() if size > FIRST_VISIT} == {}


def test_a_series_of_two_hundred_dates_fits_one_round_trip(surroundings):
    branch, _parts = surroundings
    dates = [weekly("2026-12-11", "09:00", "12:00", count=100, weekdays=[4])]
    AwarenessEventPageFactory(branch=branch, slug="longue", dates=dates)
    assert weight("/agenda/longue/")[0] <= FIRST_VISIT
