"""Feeds give back what was published, at once, and nothing else."""

import datetime as dt
import re

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from events.models import EventPage, Occurrence
from tests.factories import (
    AwarenessEventPageFactory,
    PublicHolidayFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    on,
    weekly,
)
from tests.factories.services import PlaceFactory
from tests.pages.hosts import FEDERATION, OTHER, under_one_host
from tests.unit.date_strategies import read_dates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(clock):
    clock("2026-11-20 10:00")


def fetch(client, address="/agenda.ics", *, host="localhost", status=200, **headers):
    response = client.get(address, headers={"host": host, **headers})
    assert response.status_code == status
    assert not response.cookies
    return response


def dates(client, address="/agenda.ics", **options) -> list:
    """Return the entries of the calendar at ``address``, every rule expanded, in order."""
    response = fetch(client, address, **options)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = read_dates(response.content).values()
    return sorted(found, key=lambda one: str(one[0]))


def titles(client, address="/agenda.ics", **options) -> set:
    return {str(one["SUMMARY"]) for _start, _end, one in dates(client, address, **options)}


def publish(event):
    event.save_revision().publish()


def test_an_event_comes_back_as_it_was_published(client, branch):
    place = PlaceFactory(
        branch=branch, name="Maison des femmes", town="Atakpamé", visibility="public"
    )
    event = AwarenessEventPageFactory(
        title="Nos droits, au marché ; venez", introduction="Une causerie.", place=place
    )
    ((start, end, one),) = dates(client)
    assert start.isoformat() == "2026-12-03T09:00:00+00:00"
    assert end.isoformat() == "2026-12-03T12:00:00+00:00"
    assert one["DTSTART"].params["TZID"] == "Africa/Lome"
    assert one["SUMMARY"] == "Nos droits, au marché ; venez"
    address = f"http://localhost{event.url}"
    assert one["DESCRIPTION"] == f"Une causerie.\n{address}"
    assert (one["LOCATION"], one["URL"]) == ("Maison des femmes, Atakpamé", address)
    assert (one["UID"], one["STATUS"]) == (str(event.uid), "CONFIRMED")
    event.refresh_from_db()
    assert one["SEQUENCE"] == event.sequence == 1
    assert one["DTSTAMP"].dt == event.last_published_at.replace(microsecond=0)
    assert [str(word) for word in one["CATEGORIES"].cats] == ["Sensibilisation"]


def test_the_calendar_says_whose_it_is_and_when_to_ask_again(client, branch):
    calendar = Calendar.from_ical(fetch(client).content)
    assert calendar["X-WR-CALNAME"] == "Agenda – Centre de Ogou 1"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(hours=6)


def test_a_series_is_one_rule_with_its_exceptions(client, branch):
    PublicHolidayFactory(branch=branch, date=dt.date(2026, 12, 24))
    AwarenessEventPageFactory(
        dates=[weekly("2026-12-03", "09:00", "12:00", count=5, skip_holidays=True)],
        date_changes=[change("cancelled", "2026-12-10"), change("full", "2026-12-17")],
    )
    content = fetch(client).content
    assert content.count(b"RRULE") == content.count(b"EXDATE") == 1
    found = [(start.day, str(one["STATUS"])) for start, _, one in dates(client)]
    assert found == [(3, "CONFIRMED"), (10, "CANCELLED"), (17, "CONFIRMED"), (31, "CONFIRMED")]
    words = [str(one["SUMMARY"]).split("\xa0")[0] for _, _, one in dates(client)]
    assert [word for word in words if not word.startswith("Rencontre")] == ["Annulé", "Complet"]
    assert "Annulé. La salle est prise." in str(dates(client)[1][2]["DESCRIPTION"])


def test_the_second_of_five_is_called_off_and_the_four_others_stand(client, branch, commit):
    event = commit(
        lambda: AwarenessEventPageFactory(
            slug="causerie", dates=[weekly("2026-12-03", "09:00", "12:00", count=5)]
        )
    )
    before = [(str(one["UID"]), start) for start, _, one in dates(client)]
    event.date_changes.add(change("cancelled", "2026-12-10"))
    commit(publish, event)
    for address in ("/agenda.ics", "/agenda/causerie.ics"):
        found = dates(client, address)
        assert [(str(one["UID"]), start) for start, _, one in found] == before
        states = [str(one["STATUS"]) for _, _, one in found]
        assert states == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]
        assert {one["SEQUENCE"] for _, _, one in found} == {2}
    for day, status in ((3, "CONFIRMED"), (10, "CANCELLED"), (17, "CONFIRMED")):
        ((_, _, one),) = dates(client, f"/agenda/causerie/202612{day:02}T090000.ics")
        assert one["STATUS"] == status
    (entry,) = feedparser.parse(fetch(client, "/agenda/atom.xml").content).entries
    assert entry.summary.count("Annulé") == 1


def test_moved_and_postponed_dates(client, branch):
    event = AwarenessEventPageFactory(
        title="Causerie",
        dates=[weekly("2026-12-03", "09:00", "12:00", count=3)],
        date_changes=[
            change("moved", "2026-12-10", new_date=dt.date(2026, 12, 11), place="La mairie"),
            change("postponed", "2026-12-17"),
        ],
    )
    _first, moved, postponed = [one for _start, _end, one in dates(client)]
    assert moved["RECURRENCE-ID"].dt.day == 10
    assert moved["DTSTART"].dt.day == 11
    assert moved["LOCATION"] == "La mairie"
    assert "10 décembre 2026" in moved["DESCRIPTION"]
    assert postponed["STATUS"] == "TENTATIVE"
    assert postponed["SUMMARY"] == "Reporté\xa0: Causerie"
    assert {str(one["UID"]) for _, _, one in dates(client)} == {str(event.uid)}


def test_dates_known_in_part(client, branch):
    AwarenessEventPageFactory(dates=[on("2027-02-10", precision="month")])
    AwarenessEventPageFactory(dates=[on("2026-12-04")])
    AwarenessEventPageFactory(dates=[on(None, precision="unknown")])
    (day_start, _, day), (start, end, month) = dates(client)
    assert (start, end) == (dt.date(2027, 2, 1), dt.date(2027, 3, 1))
    assert month["STATUS"] == "TENTATIVE"
    assert month["TRANSP"] == "TRANSPARENT"
    assert "Courant février 2027" in month["DESCRIPTION"]
    assert (day_start, day["STATUS"]) == (dt.date(2026, 12, 4), "CONFIRMED")
    assert "Heure à confirmer" in day["DESCRIPTION"]


def test_drafts_and_what_is_withdrawn_never_show(client, branch):
    AwarenessEventPageFactory(title="Brouillon", live=False)
    event = AwarenessEventPageFactory(title="Publié")
    event.title = "Changé"
    event.save_revision()
    assert titles(client) == {"Publié"}
    for address in (f"/agenda/{event.slug}.ics", "/agenda/atom.xml"):
        assert "Changé" not in fetch(client, address).content.decode()
    event.unpublish()
    fetch(client, f"/agenda/{event.slug}.ics", status=404)


@pytest.mark.parametrize(
    "address",
    [
        "/agenda/rien.ics",
        "/agenda/theme/rien.ics",
        "/agenda/causerie/20261204.ics",
        "/agenda/causerie/20261399T999999.ics",
        "/agenda/causerie/xx.ics",
        "/agenda.xml",
        "/agenda/causerie.xml",
        "/rien.ics",
        "/agenda/atom.ics/",
    ],
)
def test_what_does_not_exist(client, branch, address):
    AwarenessEventPageFactory(slug="causerie")
    fetch(client, address, status=404)


def test_an_event_without_a_date_has_no_file(client, branch):
    event = AwarenessEventPageFactory(dates=[on(None, precision="unknown")])
    fetch(client, f"/agenda/{event.slug}.ics", status=404)


def test_one_event_and_one_date(client, branch):
    event = AwarenessEventPageFactory(
        slug="causerie", dates=[weekly("2026-12-03", "09:00", count=3)]
    )
    AwarenessEventPageFactory()
    response = fetch(client, "/agenda/causerie.ics")
    assert response["Content-Disposition"] == 'attachment; filename="causerie.ics"'
    assert len(read_dates(response.content)) == 3
    ((start, _, one),) = dates(client, "/agenda/causerie/20261210T090000.ics")
    assert start.day == 10
    assert one["UID"] == f"{event.uid}-20261210T090000"
    assert "RRULE" not in one


def test_the_feed_of_a_theme(client, branch):
    rights, health = ThemeFactory(slug="droits", title="Nos droits"), ThemeFactory(slug="sante")
    AwarenessEventPageFactory(title="Code de la famille", themes=[rights])
    AwarenessEventPageFactory(title="Vaccins", themes=[health])
    assert titles(client, "/agenda/theme/droits.ics") == {"Code de la famille"}
    calendar = Calendar.from_ical(fetch(client, "/agenda/theme/droits.ics").content)
    assert calendar["X-WR-CALNAME"].endswith("· Nos droits")


def test_what_ended_long_ago_leaves_the_phones(client, branch):
    AwarenessEventPageFactory(title="Août", dates=[on("2026-08-31")])
    AwarenessEventPageFactory(title="Septembre", dates=[on("2026-09-01")])
    AwarenessEventPageFactory(
        title="Longue", dates=[on("2026-01-05", end_date=dt.date(2027, 1, 5))]
    )
    assert titles(client) == {"Septembre", "Longue"}


def test_a_sensitive_event_is_discreet_and_kept_nowhere(client, branch):
    event = AwarenessEventPageFactory(
        title="Sortir de la violence",
        slug="violence",
        introduction="Vous êtes battue ?",
        is_sensitive=True,
        neutral_title="Rencontre",
        discreet_introduction="Un thé entre femmes.",
    )
    for address in ("/agenda.ics", "/agenda/atom.xml", "/agenda/violence.ics"):
        response = fetch(client, address)
        text = response.content.decode().replace("\r\n ", "")
        assert not re.search("violence|battue", text.replace("agenda/violence.ics", ""), re.I)
        assert "Rencontre" in text
        assert "Un thé entre femmes." in text
    response = fetch(client, "/agenda/violence.ics")
    assert response["Cache-Control"] == "no-store"
    assert "violence" not in response["Content-Disposition"]
    assert dates(client)[0][2]["URL"] == f"http://localhost{agenda(branch).url}"
    assert event.url not in fetch(client).content.decode()


def test_a_confidential_place_is_not_told(client, branch):
    place = PlaceFactory(
        branch=branch, name="Refuge du Mono", visibility="confidential", transportation=""
    )
    AwarenessEventPageFactory(place=place)
    for address in ("/agenda.ics", "/agenda/atom.xml"):
        assert "Refuge" not in fetch(client, address).content.decode()


def test_words_of_staff_cannot_write_lines(client, branch):
    AwarenessEventPageFactory(
        title="Titre\r\nATTACH:http://evil.example/\x0b",
        dates=[on("2026-12-03", "09:00")],
        date_changes=[change("cancelled", "2026-12-03", reason="a\r\nEND:VEVENT\x00".rstrip("\0"))],
    )
    content = fetch(client).content
    assert b"\nATTACH" not in content
    assert content.count(b"END:VEVENT\r\n") == 1
    assert feedparser.parse(fetch(client, "/agenda/atom.xml").content).bozo is False


def test_two_communes_apart(client, branch, other_branch):
    ours = AwarenessEventPageFactory(title="Ici", slug="ici")
    AwarenessEventPageFactory(title="Là-bas", slug="la-bas", parent=agenda(other_branch))
    assert titles(client) == {"Ici"}
    assert titles(client, host=OTHER) == {"Là-bas"}
    fetch(client, "/agenda/la-bas.ics", status=404)
    atom = feedparser.parse(fetch(client, "/agenda/atom.xml").content)
    assert [entry.title for entry in atom.entries] == [ours.title]
    under_one_host()
    prefix = f"/{other_branch.root_page.slug}"
    ((_, _, one),) = dates(client, f"{prefix}/agenda.ics", host=FEDERATION)
    assert one["URL"] == f"http://{OTHER}/agenda/la-bas/"


def test_atom_gives_back_events_and_their_changes(client, branch, clock):
    AwarenessEventPageFactory(title="Ancienne", introduction="Une causerie.")
    clock("2026-11-21 10:00")
    course = TrainingCoursePageFactory(
        title="Couture & teinture",
        dates=[weekly("2026-12-03", "09:00", "12:00", count=8)],
        date_changes=[change("cancelled", "2026-12-10")],
    )
    response = fetch(client, "/agenda/atom.xml")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.title == "Agenda – Centre de Ogou 1"
    newest, older = feed.entries
    assert (newest.title, older.title) == ("Couture & teinture", "Ancienne")
    assert newest.id == f"urn:uuid:{course.uid}"
    assert newest.link == f"http://localhost{course.url}"
    assert newest.tags[0].term == "Formation"
    course.refresh_from_db()
    at = dt.datetime(*newest.updated_parsed[:6], tzinfo=dt.UTC)
    assert at == course.last_published_at.replace(microsecond=0)
    assert "8 dates" in newest.summary
    assert "10 décembre 2026" in newest.summary
    assert "Annulé. La salle est prise." in newest.summary
    assert "Une causerie." in older.summary
    assert "3 décembre 2026, de 9" in older.summary


def test_the_latest_fifty_only(client, branch):
    event = AwarenessEventPageFactory()
    copies(event, 60)
    assert len(feedparser.parse(fetch(client, "/agenda/atom.xml").content).entries) == 50


ADDRESSES = [
    "/agenda.ics",
    "/agenda/theme/droits.ics",
    "/agenda/causerie.ics",
    "/agenda/causerie/20261203T090000.ics",
    "/agenda/atom.xml",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_already_is_told_so_until_it_changes(client, branch, commit, address):
    theme = ThemeFactory(slug="droits")
    event = commit(lambda: AwarenessEventPageFactory(slug="causerie", themes=[theme]))
    first = fetch(client, address)
    known = {"if-none-match": first["ETag"]}
    again = fetch(client, address, status=304, **known)
    assert (again.content, again["ETag"]) == (b"", first["ETag"])
    fetch(client, address, status=304, **{"if-modified-since": first["Last-Modified"]})
    event.title = "Autre titre"
    commit(publish, event)
    changed = fetch(client, address, **known)
    assert changed["ETag"] != first["ETag"]
    assert "Autre titre" in changed.content.decode()
    assert changed["Cache-Control"] == "no-cache"


def test_what_is_kept_is_not_served_for_another_month(client, branch, clock):
    AwarenessEventPageFactory(title="Septembre", dates=[on("2026-09-15")])
    clock("2026-11-30 23:59")
    first = fetch(client)
    assert b"Septembre" in first.content
    fetch(client, status=304, **{"if-none-match": first["ETag"]})
    clock("2026-12-01 00:00")
    assert b"Septembre" not in fetch(client, **{"if-none-match": first["ETag"]}).content


def test_a_place_or_a_holiday_changes_the_feed_at_once(client, branch, commit):
    place = PlaceFactory(branch=branch, name="Ancien nom", visibility="public")
    commit(lambda: AwarenessEventPageFactory(place=place))
    known = {"if-none-match": fetch(client)["ETag"]}
    place.name = "Nouveau nom"
    commit(place.save)
    assert "Nouveau nom" in fetch(client, **known).content.decode()


def test_the_tag_of_one_commune_is_not_that_of_another(client, branch, other_branch):
    assert fetch(client)["ETag"] != fetch(client, host=OTHER)["ETag"]


def copies(event, number: int) -> None:
    """Publish ``number`` more events like ``event``, straight in the tables."""
    row, line = Occurrence.objects.get(event=event.pk), event.dates.get()
    parent = event.get_parent()
    for n in range(number):
        twin = EventPage(
            title=f"{event.title} {n}", slug=f"copie-{n}", introduction=event.introduction
        )
        twin.path, twin.depth = f"{parent.path}Z{n:03}", parent.depth + 1
        twin.url_path = f"{parent.url_path}{twin.slug}/"
        twin.content_type_id, twin.locale_id = event.content_type_id, event.locale_id
        twin.last_published_at = event.last_published_at
        twin.save_base()
        line.pk, line.page = None, twin
        line.save()
        row.pk, row.event = None, twin
        row.url_path = twin.url_path
        row.save()


@pytest.mark.parametrize("address", ["/agenda.ics", "/agenda/theme/droits.ics", "/agenda/atom.xml"])
def test_as_many_queries_for_fifty_events_as_for_one(client, branch, address):
    event = AwarenessEventPageFactory(themes=[ThemeFactory(slug="droits")])
    fetch(client, address)

    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fetch(client, address)
        return len(queries)

    one = count()
    copies(event, 49)
    assert count() == one <= 12
