"""The page of one event: when, where, for whom, how to take part, and what came of it."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from events.models import (
    AttendanceReport,
    CourseSession,
    EventPartner,
    ProgrammeItem,
    RadioBroadcast,
)
from tests.factories import (
    AwarenessEventPageFactory,
    LanguageFactory,
    OrganisationFactory,
    PlaceFactory,
    TrainingCoursePageFactory,
    change,
    on,
    weekly,
)
from tests.pages.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]


def facts(client, event):
    return read(client, event.url).each(".beside .fact")


def dates(client, event):
    return read(client, event.url).each(".columns > section .rows > li")


def test_the_facts_say_when_where_and_for_whom(client, branch, clock):
    place = PlaceFactory(branch=branch, name="Maison des femmes", town="Atakpamé")
    event = AwarenessEventPageFactory(
        place=place, audience="femmes qui vendent au marché", age_min=18, women_only=True,
        is_free=True, languages=[LanguageFactory()], childcare=True, meal=True,
        transport_paid=True, breastfeeding_welcome=True, literacy_not_needed=True,
        accessibility="Rampe à l’entrée",
    )  # fmt: skip
    clock("2026-12-01 09:00")
    assert facts(client, event) == [
        "Jeudi 3 décembre, de 9 h à 12 h",
        "Maison des femmes Atakpamé",
        "Gratuit",
        "Femmes qui vendent au marché À partir de 18 ans.",
        "Femmes uniquement",
        "Français",
        "Pas besoin de savoir lire ni écrire",
        "Les enfants sont gardés Les mamans qui allaitent sont bienvenues",
        "Un repas est donné",
        "Le transport est payé",
        "Rampe à l’entrée",
    ]


def test_what_is_unknown_is_shown_as_unknown(client, clock):
    event = AwarenessEventPageFactory(dates=[on(None, precision="unknown")])
    clock("2026-12-01 09:00")
    assert facts(client, event) == ["Date à confirmer", "Lieu à confirmer", "Prix à confirmer"]


def test_only_a_date_that_is_known_goes_into_a_calendar(client, clock):
    known = AwarenessEventPageFactory()
    unknown = AwarenessEventPageFactory(dates=[on(None, precision="unknown")])
    clock("2026-12-01 09:00")
    for event, count in ((known, 1), (unknown, 0)):
        links = read(client, event.url).soup.select(f'a[href$="/{event.slug}.ics"]')
        assert len(links) == count
        assert client.get(f"/agenda/{event.slug}.ics").status_code == (200 if count else 404)


def test_readers_of_feeds_find_that_of_the_agenda(client, branch):
    event = AwarenessEventPageFactory()
    head = read(client, event.get_parent().get_url()).soup.select_one('link[rel="alternate"]')
    assert head["type"] == "application/atom+xml"
    assert event.title in client.get(head["href"]).content.decode()


def test_the_next_date_comes_first_and_the_others_below(client, clock):
    event = AwarenessEventPageFactory(
        dates=[weekly("2026-12-03", "09:00", "12:00", count=5)],
        date_changes=[change("cancelled", "2026-12-10", reason="La salle est prise.")],
    )
    clock("2026-12-04 09:00")
    assert facts(client, event)[0] == "Prochaine date : Jeudi 17 décembre, de 9 h à 12 h"
    found = dates(client, event)
    assert found[0] == "Jeudi 10 décembre, de 9 h à 12 h Annulé La salle est prise."
    assert found[1:4] == [f"Jeudi {day}, de 9 h à 12 h" for day in (
        "17 décembre", "24 décembre", "31 décembre")]  # fmt: skip
    assert found[4:] == ["Jeudi 3 décembre, de 9 h à 12 h"]
    assert "1 date passée" in read(client, event.url).main


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [("2026-12-03 11:59:59", False), ("2026-12-03 12:00:01", True), ("2026-12-04 00:00", True)],
)
def test_an_event_is_over_at_its_end(client, clock, moment, is_over):
    event = AwarenessEventPageFactory(registration="none")
    clock(moment)
    page = read(client, event.url)
    assert ("Cet événement est passé." in page.main) == is_over
    assert ("Pour participer" in page.main) != is_over


def test_a_cancelled_event_says_so_before_all(client, clock):
    event = AwarenessEventPageFactory(
        registration="none",
        date_changes=[change("cancelled", "2026-12-03", reason="Il pleut.")],
    )
    clock("2026-12-01 09:00")
    page = read(client, event.url)
    assert page.words(".callout") == "Annulé Il pleut."
    assert "Pour participer" not in page.main


def test_sessions_of_a_course_are_numbered_with_their_topics(client, clock):
    course = TrainingCoursePageFactory(
        dates=[weekly("2026-12-01", "15:00", "17:00", count=3)],
        sessions=[CourseSession(topic="Noter"), CourseSession(topic="Compter")],
    )
    clock("2026-11-30 09:00")
    assert dates(client, course) == [
        "Mardi 1er décembre, de 15 h à 17 h Séance 1 : Noter",
        "Mardi 8 décembre, de 15 h à 17 h Séance 2 : Compter",
        "Mardi 15 décembre, de 15 h à 17 h Séance 3",
    ]


@pytest.mark.parametrize(
    ("moment", "words", "is_open"),
    [
        ("2026-10-31 23:59", "Inscriptions du dimanche 1er novembre au dimanche 15", False),
        ("2026-11-01 00:00", "Inscriptions jusqu’au dimanche 15 novembre inclus.", True),
        ("2026-11-15 23:59", "Inscriptions jusqu’au dimanche 15 novembre inclus.", True),
        ("2026-11-16 00:00", "Inscriptions closes depuis le dimanche 15 novembre.", False),
        ("2026-12-10 09:00", "Inscriptions closes depuis le dimanche 15 novembre.", False),
    ],
)  # fmt: skip
def test_the_window_of_a_course_does_not_move_with_its_sessions(
    client, clock, moment, words, is_open
):
    course = TrainingCoursePageFactory(
        dates=[weekly("2026-12-01", "15:00", "17:00", count=8)], registration="desk",
        registration_opens=dt.date(2026, 11, 1), registration_closes=dt.date(2026, 11, 15),
    )  # fmt: skip
    clock(moment)
    page = read(client, course.url)
    assert page.main.count("Inscriptions") == 1
    assert words in page.main
    assert ("Inscrivez-vous à l’accueil" in page.main) == is_open


@pytest.mark.parametrize(
    ("registration", "number", "href"),
    [
        ("phone", "+22890123456", "tel:+22890123456"),
        ("whatsapp", "+22890123456", "https://wa.me/22890123456"),
    ],
)
def test_one_touch_registers(client, clock, registration, number, href):
    event = AwarenessEventPageFactory(registration=registration, registration_phone=number)
    clock("2026-12-01 09:00")
    assert href in read(client, event.url).hrefs()


def test_a_moved_date_says_its_other_place(client, branch, clock):
    event = AwarenessEventPageFactory(
        place=PlaceFactory(branch=branch, name="Maison des femmes", town="Atakpamé"),
        dates=[weekly("2026-12-03", "09:00", "12:00", count=2)],
        date_changes=[change("moved", "2026-12-03", place="La mairie")],
    )
    clock("2026-12-01 09:00")
    assert facts(client, event)[1] == "La mairie"
    assert "La mairie" in dates(client, event)[0]


def test_a_meeting_has_its_programme_by_day_and_hour(client, clock):
    event = AwarenessEventPageFactory(
        kind="reunion", dates=[on("2021-05-31", end_date=dt.date(2021, 6, 2))],
        timetable=[
            ProgrammeItem(day=dt.date(2021, 6, 1), time=dt.time(9), title="Ateliers"),
            ProgrammeItem(day=dt.date(2021, 5, 31), time=dt.time(10, 30), title="Bilan",
                          theme="Ce qui a été fait", speaker_role="l’équipe"),
            ProgrammeItem(day=dt.date(2021, 5, 31), time=dt.time(9), title="Ouverture"),
        ],
        decisions="Se revoir en septembre\n\nÉcrire aux mairies",
    )  # fmt: skip
    clock("2026-12-01 09:00")
    page = read(client, event.url)
    assert page.each("h3")[-2:] == ["Lundi 31 mai 2021", "Mardi 1er juin 2021"]
    assert page.each("table tr") == [
        "9 h Ouverture", "10 h 30 Bilan Ce qui a été fait L’équipe", "9 h Ateliers",
    ]  # fmt: skip
    assert page.each(".body .text li") == ["Se revoir en septembre", "Écrire aux mairies"]


def test_radio_and_partners_with_their_roles(client, branch, clock):
    ours = OrganisationFactory(branch=branch, name="ONG JVS")
    event = AwarenessEventPageFactory(
        radio_broadcasts=[RadioBroadcast(station="Radio", frequency="97.5 FM", time="à 19 h")],
        partners=[EventPartner(organisation=ours, role="finance")],
    )
    clock("2026-12-01 09:00")
    text = read(client, event.url).main
    assert "Radio, 97.5 FM à 19 h" in text
    assert "ONG JVS Finance" in text


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"women": 20, "is_estimated": True}, "Environ 20 femmes"),
        ({"total": 100, "is_estimated": True}, "Environ 100 personnes"),
        ({"total": 45, "women": 30}, "45 personnes, dont 30 femmes"),
        ({"women": 30, "men": 15}, "45 personnes, dont 30 femmes"),
        ({"women": 1}, "1 femme"),
        ({"men": 2}, "2 hommes"),
        ({}, ""),
    ],
)
def test_what_happened_says_how_many_came(client, branch, clock, counts, words):
    event = AwarenessEventPageFactory(outcome=[("text", "<p>On a parlé des droits.</p>")])
    report = {"branch": branch, "event": event, "method": "press", "recurrence_id": ""}
    AttendanceReport.objects.create(**report, total=999, version=1)
    AttendanceReport.objects.create(**report, **counts, version=2)
    clock("2026-12-05 09:00")
    page = read(client, event.url)
    assert "On a parlé des droits." in page.main
    assert "999" not in page.main
    assert page.each(".body .state") == ([words] if words else [])
    archive = read(client, "/agenda/archives/2026/").words(".card")
    assert "On a parlé des droits." in archive
    assert words in archive


def test_counts_of_a_sensitive_event_stay_in_the_house(client, branch, clock):
    event = AwarenessEventPageFactory(is_sensitive=True, decisions="Se revoir")
    AttendanceReport.objects.create(branch=branch, event=event, women=777, method="paper")
    clock("2026-12-05 09:00")
    assert "777" not in read(client, event.url).main
    archive = read(client, "/agenda/archives/2026/").main
    assert "777" not in archive
    assert "Se revoir" not in archive


def shared_text(page):
    (address,) = (href for href in page.hrefs() if href.startswith("https://wa.me/?"))
    return parse_qs(urlsplit(address).query)["text"][0].replace("\N{NO-BREAK SPACE}", " ")


def test_sharing_says_what_anybody_may_read(client, clock):
    event = AwarenessEventPageFactory(title="Nos droits", place_text="Grand marché")
    clock("2026-12-01 09:00")
    assert shared_text(read(client, event.url)).splitlines() == [
        "Nos droits", "Jeudi 3 décembre, de 9 h à 12 h", "Grand marché",
        "Venez comme vous êtes.", f"http://localhost{event.url}",
    ]  # fmt: skip


def test_a_sensitive_event_is_shared_by_its_discreet_words_or_not_at_all(client, clock):
    event = AwarenessEventPageFactory(title="Fuir la violence", is_sensitive=True)
    clock("2026-12-01 09:00")
    page = read(client, event.url)
    assert page.response["Cache-Control"] == "no-store"
    assert page.soup.title.text == "Information"
    assert not [href for href in page.hrefs() if "wa.me/?" in href or "affiche" in href]
    assert "ld+json" not in str(page.soup)
    event.neutral_title, event.discreet_introduction = "Rencontre", "Entre femmes."
    event.save_revision().publish()
    text = shared_text(read(client, event.url))
    assert text.startswith("Rencontre\n")
    assert "violence" not in text
    assert "http" not in text


def test_it_can_be_kept_and_printed(client, clock):
    event = AwarenessEventPageFactory(slug="nos-droits")
    clock("2026-12-01 09:00")
    page = read(client, event.url)
    for said in ("Ajouter à mon calendrier", "Affiche à imprimer"):
        assert client.get(page.href(said)).status_code == 200
    clock("2026-12-04 09:00")
    assert "Ajouter à mon calendrier" not in read(client, event.url).main


def data(client, event):
    page = read(client, event.url)
    return json.loads(page.soup.find("script", type="application/ld+json").string)


def test_structured_data_says_what_became_of_each_date(client, branch, clock):
    place = PlaceFactory(branch=branch, name="Maison des femmes")
    event = AwarenessEventPageFactory(
        title="Nos droits", is_free=True, place=place,
        dates=[weekly("2026-12-03", "09:00", "12:00", count=5)],
        date_changes=[
            change("cancelled", "2026-12-10"),
            change("moved", "2026-12-17", new_date=dt.date(2026, 12, 18)),
            change("postponed", "2026-12-24"),
            change("moved", "2026-12-31", place="La mairie"),
        ],
    )  # fmt: skip
    clock("2026-12-01 09:00")
    found = data(client, event)["@graph"]
    assert [one["eventStatus"].removeprefix("https://schema.org/Event") for one in found] == [
        "Scheduled", "Cancelled", "Rescheduled", "Postponed", "Scheduled",
    ]  # fmt: skip
    assert found[2]["startDate"] == "2026-12-18T09:00:00+00:00"
    assert found[2]["previousStartDate"] == "2026-12-17T09:00:00+00:00"
    assert found[0]["location"]["name"] == "Maison des femmes"
    assert found[4]["location"] == {"@type": "Place", "name": "La mairie"}
    assert found[0]["eventAttendanceMode"].endswith("/OfflineEventAttendanceMode")
    assert found[0]["isAccessibleForFree"] is True
    assert found[0]["organizer"]["@type"] == "GovernmentOffice"


def test_structured_data_guesses_nothing(client, branch, clock):
    secret = PlaceFactory(branch=branch, visibility="confidential", transportation="")
    event = AwarenessEventPageFactory(
        place=secret, place_text="Derrière le dépôt",
        dates=[on("2026-12-03"), on("2027-01-01", precision="month")],
    )  # fmt: skip
    clock("2026-12-01 09:00")
    (only,) = data(client, event)["@graph"]
    assert (only["startDate"], only["endDate"]) == ("2026-12-03", "2026-12-03")
    assert not {"location", "isAccessibleForFree", "inLanguage"} & only.keys()
    assert "Derrière" not in read(client, event.url).soup.get_text()


def test_a_course_is_a_course_with_its_instances(client, clock):
    course = TrainingCoursePageFactory(
        course_objectives="Compter\nVendre", prerequisites="rien",
        dates=[weekly("2026-12-01", "15:00", "17:00", count=2)],
    )  # fmt: skip
    clock("2026-11-30 09:00")
    found = data(client, course)
    assert found["@type"] == "Course"
    assert found["teaches"] == ["Compter", "Vendre"]
    assert [one["@type"] for one in found["hasCourseInstance"]] == ["CourseInstance"] * 2


def test_a_preview_shows_the_dates_of_the_draft(client, superuser, clock):
    event = AwarenessEventPageFactory()
    event.dates = [on("2026-12-24", "10:00")]
    event.save_revision()
    clock("2026-12-01 09:00")
    client.force_login(superuser)
    text = client.get(f"/admin/pages/{event.pk}/view_draft/").content.decode()
    assert "Jeudi 24 décembre" in text
    assert "Jeudi 3 décembre" not in text
