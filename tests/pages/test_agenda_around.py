"""The agenda elsewhere: by month, by year, on the front page, in the search, in the site map."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from centre.search.rebuild import rebuild
from events.models import Occurrence
from tests.factories import (
    AwarenessEventPageFactory,
    StandardPageFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    on,
    weekly,
)
from tests.pages.hosts import FEDERATION, under_one_host
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

DECEMBER = "/agenda/mois/2026-12/"


@pytest.fixture(autouse=True)
def index(branch):
    return agenda(branch)


def test_a_month_is_a_table_of_weeks(client, clock):
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-12-03", "09:00", "12:00")])
    AwarenessEventPageFactory(
        title="Rencontre", dates=[on("2026-12-31", "15:00")],
        date_changes=[change("cancelled", "2026-12-31")],
    )  # fmt: skip
    AwarenessEventPageFactory(title="Après", dates=[on("2027-01-01", "15:00")])
    clock("2026-12-10 09:00")
    page = read(client, DECEMBER)
    assert page.words("h1") == "Décembre 2026"
    assert page.soup.title.text.startswith("Décembre 2026")
    assert page.each("thead th")[0] == "Lundi"
    weeks = page.soup.select("tbody tr")
    assert [len(week.select("td")) for week in weeks] == [7] * 5
    cells = page.each("tbody td")
    assert cells[0] == ""
    assert cells[1] == "1"
    assert cells[3] == "3 Jeudi 3 décembre Causerie De 9 h à 12 h"
    assert cells[10 - 1 + 1] == "10 aujourd’hui"
    assert cells[31] == "31 Jeudi 31 décembre Rencontre Annulé · à partir de 15 h" or (
        "Annulé" in cells[31]
    )
    assert "Après" not in page.main


def test_the_week_of_the_new_year_stands_in_both_months(client, clock):
    AwarenessEventPageFactory(
        title="Causerie", dates=[on(day, "09:00") for day in ("2026-12-28", "2026-12-31")]
    )
    AwarenessEventPageFactory(
        title="Atelier", dates=[on(day, "09:00") for day in ("2027-01-01", "2027-01-04")]
    )
    clock("2026-12-20 09:00")
    december, january = read(client, DECEMBER), read(client, "/agenda/mois/2027-01/")
    last, first = december.each("tbody td")[-7:], january.each("tbody td")[:8]
    assert ["Causerie" in cell for cell in last] == [True, False, False, True] + [False] * 3
    assert ["Atelier" in cell for cell in first] == [False] * 4 + [True] + [False] * 2 + [True]
    assert last[4:] == first[1:4] == [""] * 3
    assert "Vendredi 1er janvier" in first[4]
    assert (december.words("h1"), january.words("h1")) == ("Décembre 2026", "Janvier 2027")


def test_a_date_called_off_leaves_the_others_of_the_month_intact(client, clock):
    AwarenessEventPageFactory(
        title="Causerie",
        dates=[weekly("2026-12-01", "09:00", "12:00", count=5)],
        date_changes=[change("cancelled", "2026-12-08")],
    )
    clock("2026-11-30 09:00")
    cells = [cell for cell in read(client, DECEMBER).each("tbody td") if "Causerie" in cell]
    assert [cell.split()[0] for cell in cells] == ["1", "8", "15", "22", "29"]
    assert ["Annulé" in cell for cell in cells] == [False, True, False, False, False]
    clock("2027-01-02 09:00")
    archive = read(client, "/agenda/archives/2026/")
    assert "(4 dates)" in archive.main
    assert "pas eu lieu" not in archive.main


def test_what_lasts_stands_below_the_table(client, clock):
    AwarenessEventPageFactory(
        title="Campagne", dates=[on("2026-11-25", end_date=dt.date(2026, 12, 10))]
    )
    AwarenessEventPageFactory(title="Vague", dates=[on("2026-12-01", precision="month")])
    clock("2026-12-01 09:00")
    page = read(client, DECEMBER)
    assert page.each(".cards .card-title") == ["Campagne", "Vague"]
    assert "Campagne" not in page.words("table")


def test_months_lead_no_further_than_there_is_to_see(client, clock):
    AwarenessEventPageFactory(dates=[on("2026-11-03"), on("2027-01-05")])
    clock("2026-12-10 09:00")
    assert read(client, DECEMBER).each(".pager a") == ["Novembre 2026", "Janvier 2027"]
    assert read(client, "/agenda/mois/2027-01/").each(".pager a") == ["Décembre 2026"]
    assert read(client, "/agenda/mois/2050-01/").each(".pager a") == []


@pytest.mark.parametrize(
    "address",
    [
        "/agenda/mois/2026-13/", "/agenda/mois/2026-00/", "/agenda/mois/2026-1/",
        "/agenda/mois/1026-12/", "/agenda/mois/x/", "/agenda/mois/", "/agenda/mois/2026-12-03/",
        "/agenda/mois/99999999-12/", "/agenda/archives/", "/agenda/archives/2030/",
        "/agenda/archives/1999/", "/agenda/archives/2011/", "/agenda/archives/x/",
        "/agenda/archives/20260/", "/agenda/inconnu/",
    ],
)  # fmt: skip
def test_nonsense_is_not_found(client, clock, address):
    AwarenessEventPageFactory()
    clock("2027-01-10 09:00")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_without_an_agenda_there_is_no_month_nor_year(client, clock, index, hide):
    AwarenessEventPageFactory(title="Causerie")
    if hide == "unpublish":
        index.unpublish()
    else:
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=index.page_ptr, restriction_type=login)
    clock("2026-12-01 09:00")
    for address in (DECEMBER, "/agenda/archives/2026/"):
        assert client.get(address).status_code == 404
    assert "Causerie" not in read(client, "/").soup.get_text()


def test_a_year_tells_each_event_once(client, clock):
    AwarenessEventPageFactory(title="Série", dates=[weekly("2026-11-05", "09:00", count=3)])
    AwarenessEventPageFactory(
        title="Annulée", dates=[on("2026-06-03")],
        date_changes=[change("cancelled", "2026-06-03", reason="Il pleut.")],
    )  # fmt: skip
    AwarenessEventPageFactory(title="Vague", dates=[on("2026-03-01", precision="month")])
    AwarenessEventPageFactory(title="À venir", dates=[on("2026-12-24")])
    AwarenessEventPageFactory(title="Avant", dates=[on("2025-12-31")])
    clock("2026-12-10 09:00")
    page = read(client, "/agenda/archives/2026/")
    assert page.each(".card-title") == ["Série", "Annulée", "Vague"]
    assert page.each(".card-text")[::2] == [
        "Du 5 au 19 novembre (3 dates)", "Mercredi 3 juin", page.each(".card-text")[4],
    ]  # fmt: skip
    assert "mars" in page.each(".card-text")[4]
    assert "1er" not in page.each(".card-text")[4]
    assert "Cela n’a pas eu lieu." in page.each(".card")[1]
    assert page.each(".card s") == ["Annulée"]
    assert page.hrefs(".filter-link") == ["/agenda/archives/2026/", "/agenda/archives/2025/"]


def test_a_year_has_pages(client, clock):
    for number in range(32):
        AwarenessEventPageFactory(dates=[on(f"2025-03-{number % 28 + 1:02}")])
    clock("2026-12-10 09:00")
    address = "/agenda/archives/2025/"
    assert read(client, address).href("Suivant") == "?page=2"
    assert len(read(client, address, {"page": "2"}).each(".card")) == 2
    for page in ("-1", "x", "9" * 400, "1000"):
        assert len(read(client, address, {"page": page}).each(".card")) == 30


def test_the_front_page_shows_the_next_three_dates(client, clock):
    for day in (5, 4, 3, 6):
        AwarenessEventPageFactory(title=f"Le {day}", dates=[on(f"2026-12-0{day}", "09:00")])
    AwarenessEventPageFactory(title="Passée", dates=[on("2026-12-01", "09:00", "10:00")])
    clock("2026-12-02 09:00")
    page = read(client, "/")
    assert page.each(".event .card-title") == ["Le 3", "Le 4", "Le 5"]
    assert page.each(".event-when")[0] == "jeudi 3 décembre"
    clock("2026-12-31 09:00")
    assert "Prochaines dates" not in read(client, "/").main


def test_the_front_page_shows_campaigns_when_nothing_else_comes(client, clock):
    AwarenessEventPageFactory(
        title="Campagne", dates=[on("2026-11-25", end_date=dt.date(2026, 12, 10))]
    )
    clock("2026-12-02 09:00")
    assert read(client, "/").each(".event .card-title") == ["Campagne"]


def test_a_free_page_shows_the_next_dates(client, clock, home):
    AwarenessEventPageFactory(title="Causerie")
    body = [("upcoming_events", {"title": "Venez", "most": 2})]
    page = StandardPageFactory(parent=home, body=body)
    clock("2026-12-02 09:00")
    assert read(client, page.url).each("h2 + .cards .card-title") == ["Causerie"]


def test_five_words_lead_everywhere(client, branch):
    assert read(client, "/agenda/").each("nav.nav li") == [
        "Accueil", "Services", "Agenda", "Aide", "Chercher",
    ]  # fmt: skip
    assert read(client, DECEMBER).each("nav [aria-current=page]") == ["Agenda"]


def test_addresses_hold_under_one_host(client, branch, clock):
    AwarenessEventPageFactory(title="Causerie", slug="causerie")
    under_one_host()
    clock("2026-12-01 09:00")
    page = read(client, "/ogou-1/agenda/", host=FEDERATION)
    assert page.href("Causerie") == "/ogou-1/agenda/causerie/"
    assert page.hrefs("main aside .way")[0] == "/ogou-1/agenda/mois/2026-12/"
    read(client, "/ogou-1/agenda/causerie/", host=FEDERATION)


def found(client, words):
    rebuild()
    return read(client, "/recherche/", {"q": words}).each(".card-title")


def test_events_are_found_by_their_words(client):
    TrainingCoursePageFactory(title="Couture", body=[("text", "<p>Machine à pédale</p>")])
    AwarenessEventPageFactory(title="Brouillon de pédale", live=False)
    assert found(client, "pédale") == ["Couture"]


def test_a_sensitive_event_is_found_by_its_discreet_words_alone(client):
    AwarenessEventPageFactory(
        title="Fuir", slug="r", introduction="Refuge", body=[("text", "<p>Hébergement</p>")],
        is_sensitive=True, neutral_title="Rencontre", discreet_introduction="Avec du thé",
    )  # fmt: skip
    assert found(client, "thé") == ["Rencontre"]
    for words in ("fuir", "refuge", "hébergement"):
        assert found(client, words) == []


def test_the_search_follows_the_sensitivity_of_the_agenda(
    client, index, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        AwarenessEventPageFactory(title="Fuir", slug="r")
    assert read(client, "/recherche/", {"q": "fuir"}).each(".card-title") == ["Fuir"]
    index.is_sensitive = True
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    assert read(client, "/recherche/", {"q": "fuir"}).each(".card-title") == []


def test_the_site_map_names_the_years(client, clock):
    AwarenessEventPageFactory(dates=[on("2025-12-03"), on("2027-02-03")])
    clock("2026-12-10 09:00")
    text = client.get("/sitemap-centre-1.xml").content.decode()
    assert "/agenda/archives/2025/" in text
    assert "/agenda/archives/2027/" not in text


def test_a_date_nobody_knows_is_in_the_calendar(branch):
    AwarenessEventPageFactory(dates=[on(None, precision="unknown")])
    assert Occurrence.objects.get().starts is None
