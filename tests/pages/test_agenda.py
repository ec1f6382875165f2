"""The agenda: what is shown when, in words, whatever the query string says."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from events.agenda import PER_PAGE
from tests.factories import (
    AwarenessEventPageFactory,
    CommuneFactory,
    PlaceFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    on,
    weekly,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

AGENDA = "/agenda/"


@pytest.fixture(autouse=True)
def index(branch):
    """The agenda of Ogou 1."""
    return agenda(branch)


def titles(client, query=None):
    """Return the titles of the dates under their days, in their order."""
    return read(client, AGENDA, query).each(".columns > div .card-title")


def headings(client, query=None):
    return read(client, AGENDA, query).each(".columns > div h2")


def beside(client, query=None):
    return read(client, AGENDA, query).words("main aside")


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        ("2026-12-03 08:59:59", True),
        ("2026-12-03 10:30:00", True),
        ("2026-12-03 11:59:59", True),
        ("2026-12-03 12:00:01", False),
        ("2026-12-04 00:00:00", False),
    ],
)
def test_a_date_leaves_when_it_is_over(client, clock, moment, is_shown):
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-12-03", "09:00", "12:00")])
    clock(moment)
    assert titles(client) == (["Causerie"] if is_shown else [])


@pytest.mark.parametrize("address", [AGENDA, "/", "/agenda/causerie/"])
def test_nobody_is_told_that_a_page_has_not_changed_across_midnight(client, clock, address):
    AwarenessEventPageFactory(title="Causerie", slug="causerie", dates=[on("2026-12-03")])
    AwarenessEventPageFactory(title="Atelier", dates=[on("2026-12-04")])
    clock("2026-12-03 23:59")
    before = client.get(address)
    tag = {"if-none-match": before["ETag"]}
    assert "est passé" not in before.content.decode()
    assert client.get(address, headers=tag).status_code == 304
    clock("2026-12-04 00:00")
    response = client.get(address, headers=tag)
    assert response.status_code == 200
    html = response.content.decode()
    assert ("est passé" in html) if address.endswith("/causerie/") else ("Causerie" not in html)


@pytest.mark.parametrize(
    ("moment", "left"),
    [("2026-12-01 09:00", 3), ("2026-12-10 12:01", 1), ("2026-12-17 12:01", 0)],
)
def test_a_series_ends(client, clock, moment, left):
    dates = [weekly("2026-12-03", "09:00", "12:00", count=3)]
    AwarenessEventPageFactory(title="Causerie", dates=dates)
    clock(moment)
    assert titles(client) == ["Causerie"] * left


@pytest.mark.parametrize("details", [{}, {"all_day": True}])
@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        ("2026-12-02 23:30", ["Demain, jeudi 3 décembre"]),
        ("2026-12-03 00:30", ["Aujourd’hui, jeudi 3 décembre"]),
        ("2026-12-03 23:59", ["Aujourd’hui, jeudi 3 décembre"]),
        ("2026-12-04 00:00", ["Aucune date prévue pour le moment"]),
    ],
)
def test_a_date_without_hour_is_that_of_its_day_until_midnight(
    client, clock, moment, heading, details
):
    AwarenessEventPageFactory(dates=[on("2026-12-03", **details)])
    clock(moment)
    assert headings(client) == heading


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/St_Johns", "Europe/Paris"])
def test_today_is_that_of_the_place(client, monkeypatch, settings, zone):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        AwarenessEventPageFactory(dates=[on("2026-12-03", time_zone=zone)])
        local = dt.datetime(2026, 12, 3, 0, 30, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: local.astimezone(dt.UTC))
        assert headings(client) == ["Aujourd’hui, jeudi 3 décembre"]
    finally:
        timezone.get_default_timezone.cache_clear()


def test_campaigns_stand_apart_and_push_nothing_down(client, clock):
    for number in range(20):
        AwarenessEventPageFactory(
            title=f"Campagne {number}", dates=[on("2026-11-25", end_date=dt.date(2026, 12, 10))]
        )
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-12-03", "09:00")])
    clock("2026-12-01 09:00")
    assert titles(client) == ["Causerie"]
    assert "En ce moment" in beside(client)
    assert "Du 25 novembre au 10 décembre" in beside(client)
    clock("2026-12-11 00:00")
    assert "Campagne" not in read(client, AGENDA).main


def test_a_campaign_to_come_is_said_with_its_days(client, clock):
    AwarenessEventPageFactory(dates=[on("2026-12-30", end_date=dt.date(2027, 1, 2))])
    clock("2026-12-01 09:00")
    assert headings(client) == ["Du 30 décembre 2026 au 2 janvier 2027"]


def test_a_week_across_the_new_year_says_both_years(client, clock):
    AwarenessEventPageFactory(dates=[on(f"2026-12-{day}", "09:00") for day in (28, 31)])
    AwarenessEventPageFactory(dates=[on(f"2027-01-0{day}", "09:00") for day in (1, 4)])
    clock("2026-12-20 09:00")
    assert headings(client) == [
        "Lundi 28 décembre", "Jeudi 31 décembre", "Vendredi 1er janvier 2027",
        "Lundi 4 janvier 2027",
    ]  # fmt: skip
    clock("2026-12-31 08:00")
    assert headings(client)[:2] == [
        "Aujourd’hui, jeudi 31 décembre", "Demain, vendredi 1er janvier 2027",
    ]  # fmt: skip
    clock("2027-01-01 08:00")
    assert headings(client) == ["Aujourd’hui, vendredi 1er janvier", "Lundi 4 janvier"]


def test_a_date_moved_across_the_new_year_says_the_year_it_comes_from(client, clock):
    AwarenessEventPageFactory(
        dates=[weekly("2026-12-28", "09:00", "12:00", count=2)],
        date_changes=[change("moved", "2026-12-28", new_date=dt.date(2027, 1, 2))],
    )
    clock("2026-12-20 09:00")
    assert headings(client) == ["Samedi 2 janvier 2027", "Lundi 4 janvier 2027"]
    assert "Déplacé : d’abord prévu le lundi 28 décembre" in read(client, AGENDA).each(".chip")
    clock("2027-01-01 09:00")
    assert headings(client) == ["Demain, samedi 2 janvier", "Lundi 4 janvier"]
    assert "Déplacé : d’abord prévu le lundi 28 décembre 2026" in read(client, AGENDA).each(".chip")


def test_vague_dates_say_no_more_than_is_known(client, clock):
    AwarenessEventPageFactory(title="Mois", dates=[on("2026-12-01", precision="month")])
    AwarenessEventPageFactory(
        title="Entre", dates=[on("2026-12-07", end_date=dt.date(2026, 12, 9), precision="between")]
    )
    AwarenessEventPageFactory(title="Autour", dates=[on("2026-12-20", precision="around")])
    AwarenessEventPageFactory(title="Inconnue", dates=[on(None, precision="unknown")])
    AwarenessEventPageFactory(title="Sûre", dates=[on("2026-12-08", "09:00")])
    for moment in ("2026-11-20 09:00", "2026-12-08 07:00"):
        clock(moment)
        found = dict(zip(titles(client), headings(client), strict=True))
        assert list(found) == ["Sûre", "Entre", "Autour", "Mois"]
        assert "9 décembre" in found["Entre"]
        assert re.match("(?i)(vers|autour|aux environs)", found["Autour"])
        assert "décembre" in found["Mois"]
        assert not re.search(r"\d", found["Mois"])
        assert "Date à confirmer" in beside(client)
        assert "Inconnue" in beside(client)


def test_a_cancelled_date_of_a_series_stays_with_its_reason_and_the_others_intact(client, clock):
    AwarenessEventPageFactory(
        title="Causerie",
        dates=[weekly("2026-12-03", "09:00", "12:00", count=5)],
        date_changes=[change("cancelled", "2026-12-10", reason="La salle est prise.")],
    )
    clock("2026-12-01 09:00")
    page = read(client, AGENDA)
    cards = page.each(".columns > div .card")
    assert len(cards) == 5
    assert "Annulé" in cards[1]
    assert "La salle est prise." in cards[1]
    assert page.each(".card s") == ["Causerie"]
    assert not any("Annulé" in card for card in cards[:1] + cards[2:])


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("postponed", {}, "Reporté, nouvelle date à confirmer"),
        ("full", {}, "Complet"),
        ("moved", {"new_date": dt.date(2026, 12, 8)},
         "Déplacé : d’abord prévu le jeudi 3 décembre"),
        ("moved", {"new_start_time": dt.time(15)}, "Nouvelle heure : d’abord prévu à 9 h"),
        ("moved", {"place": "La mairie"}, "Déplacé : nouveau lieu"),
    ],
)  # fmt: skip
def test_what_became_of_a_date_is_said_in_words(client, clock, kind, values, words):
    AwarenessEventPageFactory(
        dates=[on("2026-12-03", "09:00", "12:00")],
        date_changes=[change(kind, "2026-12-03", **values)],
    )
    clock("2026-12-01 09:00")
    page = read(client, AGENDA)
    assert words in page.each(".chip")
    assert values.get("place", "") in page.main
    assert ("15 h –" in page.main) == ("new_start_time" in values)


def test_dates_are_sorted_by_what_comes_next(client, clock):
    weekly_dates = [weekly("2026-11-05", "09:00", "12:00", count=8)]
    AwarenessEventPageFactory(title="Chaque jeudi", dates=weekly_dates)
    AwarenessEventPageFactory(title="Une fois", dates=[on("2026-12-04", "09:00")])
    AwarenessEventPageFactory(title="Passée", dates=[on("2026-11-04", "09:00")])
    clock("2026-12-01 09:00")
    assert titles(client) == [
        "Chaque jeudi",
        "Une fois",
        "Chaque jeudi",
        "Chaque jeudi",
        "Chaque jeudi",
    ]


@pytest.fixture
def many(branch, clock):
    """Dates that differ by everything a filter asks for."""
    theme, commune = ThemeFactory(slug="sante", title="Santé"), CommuneFactory(name="Zio 1")
    TrainingCoursePageFactory(title="Couture", dates=[on("2026-12-03", "09:00")], is_free=False)
    AwarenessEventPageFactory(title="Droits", dates=[on("2026-12-03", "15:00")], is_free=True)
    AwarenessEventPageFactory(
        title="Santé", kind="campagne", dates=[on("2027-01-12", "09:00")], themes=[theme],
        communes=[commune], is_free=True,
    )  # fmt: skip
    clock("2026-12-01 09:00")
    return commune


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Couture", "Droits", "Santé"]),
        ({"genre": "formation"}, ["Couture"]),
        ({"genre": "sensibilisation"}, ["Droits"]),
        ({"theme": "sante"}, ["Santé"]),
        ({"gratuit": "1"}, ["Droits", "Santé"]),
        ({"mois": "2027-01"}, ["Santé"]),
        ({"mois": "2026-12", "gratuit": "1"}, ["Droits"]),
        ({"date": "2026-12-03"}, ["Couture", "Droits"]),
    ],
)
def test_filters_keep_their_state_in_the_address(client, many, query, found):
    page = read(client, AGENDA, query)
    assert page.each(".columns > div .card-title") == found
    for name, value in query.items():
        on_link = [href for href in page.hrefs(".filter-link[aria-current]") if name not in href]
        selected = page.soup.select(f"select[name={name}] option[selected]")
        ticked = page.soup.select(f"input[name={name}][checked]")
        assert on_link or ticked or [one["value"] for one in selected] == [value]


def test_a_commune_is_a_filter(client, many):
    assert titles(client, {"commune": many.code}) == ["Santé"]


def test_filter_links_add_to_the_others(client, many):
    page = read(client, AGENDA, {"gratuit": "1"})
    assert page.href("Formation") == "?gratuit=1&genre=formation"


def test_only_what_is_there_is_offered(client, many):
    ThemeFactory(slug="argent", title="Argent")
    page = read(client, AGENDA)
    assert "Argent" not in page.words("form")
    assert "Santé" in page.words("form")


def test_a_past_month_can_be_asked_for(client, many, clock):
    clock("2027-06-01 09:00")
    assert titles(client, {"mois": "2026-12"}) == ["Couture", "Droits"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"date": "2026-13-45"}, "date"),
        ({"date": "9999-12-31"}, "date"),
        ({"date": "0001-01-01"}, "date"),
        ({"date": "\0"}, "date"),
        ({"mois": "rubbish"}, "mois"),
        ({"mois": "2026-13"}, "mois"),
        ({"mois": "9" * 5000}, "mois"),
        ({"genre": "x"}, "genre"),
        ({"theme": "' OR 1=1 --"}, "theme"),
        ({"commune": "🙂"}, "commune"),
    ],
)
def test_a_bad_filter_is_no_filter_and_said(client, many, query, name):
    page = read(client, AGENDA, query)
    assert page.each(".columns > div .card-title") == ["Couture", "Droits", "Santé"]
    assert page.response.context["form"].errors[name]
    assert len(page.each(".error")) == 1


@pytest.mark.parametrize("number", ["-1", "0", "x", "1e9", "9" * 400, "999", "\0", "٣"])
def test_a_page_that_is_not_there_is_the_first(client, many, number):
    assert titles(client, {"page": number}) == ["Couture", "Droits", "Santé"]


def test_repeated_filters_never_fail(client, many):
    for name in ("genre", "theme", "mois", "date", "page", "gratuit", "commune"):
        read(client, AGENDA, {name: ["1", "2", "2026-12"] * 40})


def test_long_agendas_have_pages(client, clock):
    dates = [weekly("2026-12-01", "09:00", count=PER_PAGE + 3)]
    AwarenessEventPageFactory(title="Causerie", dates=dates, is_free=True)
    clock("2026-11-30 09:00")
    first = read(client, AGENDA, {"gratuit": "1"})
    assert len(first.each(".columns > div .card")) == PER_PAGE
    assert first.href("Suivant") == "?gratuit=1&page=2"
    assert len(titles(client, {"page": "2"})) == 3


def test_an_empty_agenda_says_whom_to_call(client, branch, clock):
    from home.models.centre_home_page import CentrePhone
    from tests.factories import phone

    home = branch.root_page.specific
    home.phones = [phone(CentrePhone)]
    home.save()
    clock("2026-12-01 09:00")
    page = read(client, AGENDA)
    assert "Aucune date prévue pour le moment" in page.main
    assert [link for link in page.hrefs() if link.startswith("tel:")]


def test_filters_that_find_nothing_say_when_the_next_date_is(client, many):
    page = read(client, AGENDA, {"date": "2026-12-25"})
    assert "La prochaine date du centre" in page.main
    assert page.each(".columns > div .card-title") == ["Couture"]
    assert "jeudi 3 décembre" in page.words(".event-when")


def test_drafts_and_restricted_events_are_nowhere(client, clock):
    AwarenessEventPageFactory(title="Brouillon", live=False)
    event = AwarenessEventPageFactory(title="Publiée")
    event.title = "Titre à venir"
    event.dates = [on("2026-12-24", "09:00")]
    event.save_revision()
    clock("2026-12-01 09:00")
    for address in (AGENDA, "/", "/agenda/mois/2026-12/", event.url):
        text = read(client, address).soup.get_text()
        assert "Brouillon" not in text
        assert "Titre à venir" not in text
        assert "24 décembre" not in text


def test_the_place_is_in_words_and_never_that_of_a_confidential_one(client, branch, clock):
    secret = PlaceFactory(
        branch=branch, name="Maison secrète", visibility="confidential", transportation=""
    )
    asked = PlaceFactory(branch=branch, name="Maison des femmes", visibility="on_request")
    open_one = PlaceFactory(branch=branch, name="Grand marché", visibility="public")
    AwarenessEventPageFactory(
        place=secret, place_text="Derrière le dépôt", dates=[on("2026-12-03")]
    )
    AwarenessEventPageFactory(place=asked, place_text="Portail bleu", dates=[on("2026-12-04")])
    AwarenessEventPageFactory(place=open_one, place_text="sous l’arbre", dates=[on("2026-12-05")])
    AwarenessEventPageFactory(attendance_mode="online", dates=[on("2026-12-06")])
    clock("2026-12-01 09:00")
    text = read(client, AGENDA).main
    assert "Lieu donné par téléphone" in text
    assert "Maison des femmes, adresse donnée par téléphone" in text
    assert "Grand marché, sous l’arbre" in text
    assert "À distance" in text
    for secret_words in ("Maison secrète", "Derrière le dépôt", "Portail bleu"):
        assert secret_words not in text


def test_a_sensitive_event_is_discreet_in_lists(client, clock):
    AwarenessEventPageFactory(
        title="Sortir de la violence", slug="rencontre", introduction="Fuir son mari.",
        is_sensitive=True, neutral_title="Rencontre",
        discreet_introduction="Entre femmes, avec du thé.",
    )  # fmt: skip
    clock("2026-12-01 09:00")
    for address in (AGENDA, "/", "/agenda/mois/2026-12/", "/recherche/?q=rencontre"):
        html = client.get(address).content.decode()
        assert "violence" not in html
        assert "mari" not in html.replace("mairie", "")
    assert titles(client) == ["Rencontre"]


def test_a_sensitive_agenda_is_kept_nowhere(client, clock, index):
    AwarenessEventPageFactory()
    index.is_sensitive = True
    index.save_revision().publish()
    clock("2027-02-01 09:00")
    for address in (AGENDA, "/agenda/mois/2026-12/", "/agenda/archives/2026/"):
        response = client.get(address)
        assert response["Cache-Control"] == "no-store"
        assert "<title>Information</title>" in response.content.decode()


def test_two_communes_are_strictly_apart(client, branch, other_branch, clock):
    AwarenessEventPageFactory(title="Ici", branch=branch, slug="rencontre")
    AwarenessEventPageFactory(title="Là-bas", branch=other_branch, slug="rencontre")
    clock("2026-12-01 09:00")
    hosts = {"localhost": ("Ici", "Là-bas"), "zio-1.example.com": ("Là-bas", "Ici")}
    for host, (own, other) in hosts.items():
        for address in (AGENDA, "/", "/agenda/mois/2026-12/", "/agenda/rencontre/"):
            text = read(client, address, host=host).soup.get_text()
            assert own in text
            assert other not in text
