"""The letter of the month: all that was published in it, and nothing that must stay unsaid."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from home.models import LetterWord
from services.models import ServicePage
from tests.factories import (
    AwarenessEventPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ServicePageFactory,
    change,
    news_index,
    on,
    weekly,
)
from tests.pages.budget_site import forget, weight
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

MARCH = "/actualites/lettre/2026-03/"


@pytest.fixture
def in_march(branch, clock):
    """A moment in March 2026, in a centre with a list of news."""
    clock("2026-03-20 10:00")
    return news_index(branch)


def new_service(title, **values):
    service = ServicePageFactory(title=title, **values)
    first = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    ServicePage.objects.filter(pk=service.pk).update(first_published_at=first)
    return service


def test_it_says_what_was_published_that_month(client, in_march):
    LetterWord.objects.create(page=in_march, month=dt.date(2026, 3, 1), text="Merci à toutes.")
    NewsPageFactory(title="Une machine à coudre", date=dt.date(2026, 3, 2))
    NewsPageFactory(title="Vieille nouvelle", date=dt.date(2026, 2, 28))
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-03-10")], decisions="Recommencer.")
    AwarenessEventPageFactory(title="En février", dates=[on("2026-02-10")])
    AwarenessEventPageFactory(
        title="Grand marché", dates=[on("2026-04-07", "09:00", "12:00")], place_text="le marché"
    )
    AwarenessEventPageFactory(title="En mai", dates=[on("2026-05-07")])
    new_service("Écrire une lettre")
    ServicePageFactory(title="Ancien service")

    page = read(client, MARCH)

    assert page.words("h1") == "La lettre de mars 2026"
    assert page.each("main h2") == [
        "Actualités", "Ce qui a eu lieu", "Les dates d’avril 2026", "Nouveaux services"
    ]  # fmt: skip
    for said in (
        "Merci à toutes.",
        "Une machine à coudre 2 mars",
        "Causerie Mardi 10 mars Recommencer.",
        "Grand marché Mardi 7 avril, de 9 h à 12 h Le marché",
        "Écrire une lettre",
    ):
        assert said in page.main
    for other in ("Vieille nouvelle", "En février", "En mai", "Ancien service"):
        assert other not in page.main


def test_a_series_is_said_once_and_a_cancelled_date_with_its_reason(client, in_march):
    AwarenessEventPageFactory(title="Couture", dates=[weekly("2026-04-02", count=4)])
    AwarenessEventPageFactory(
        title="Fête", dates=[on("2026-04-09")],
        date_changes=[change("cancelled", "2026-04-09", reason="La pluie.")],
    )  # fmt: skip
    AwarenessEventPageFactory(
        title="Perdue", dates=[on("2026-03-09")], date_changes=[change("cancelled", "2026-03-09")]
    )

    page = read(client, MARCH)

    assert page.main.count("Couture") == 1
    assert "Annulé. La pluie." in page.main
    assert "Perdue" not in page.main


def test_a_month_without_anything_says_so(client, in_march):
    assert "Rien n’a été publié ce mois-ci." in read(client, MARCH).main


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "2026-3", "1926-03", "mars", "2026-04", "2099-12", "2026-03-01"]
)
def test_what_is_no_month_so_far_is_not_found(client, in_march, month):
    read(client, f"/actualites/lettre/{month}/", status=404)


def test_what_is_not_public_stays_out(client, in_march, other_branch):
    NewsPageFactory(title="Publiée")
    NewsPageFactory(title="Brouillon", live=False)
    restricted = NewsPageFactory(title="Réservée")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    NewsPageFactory(branch=other_branch, title="À Zio")
    AwarenessEventPageFactory(branch=other_branch, title="Là-bas", dates=[on("2026-03-10")])
    AwarenessEventPageFactory(title="Pas publié", dates=[on("2026-03-11")], live=False)

    page = read(client, MARCH)

    assert "Publiée" in page.main
    for hidden in ("Brouillon", "Réservée", "À Zio", "Là-bas", "Pas publié"):
        assert hidden not in page.response.content.decode()


def test_what_is_sensitive_stays_out_or_says_its_discreet_words(client, in_march):
    hidden = {"is_sensitive": True, "introduction": "Le secret"}
    NewsPageFactory(title="Fuir", neutral_title="Une annonce", slug="annonce", **hidden)
    NewsPageFactory(title="Muette", **hidden)
    for name, day in (("passé", "2026-03-10"), ("futur", "2026-04-10")):
        AwarenessEventPageFactory(
            title=f"Titre {name}", neutral_title=f"Rencontre {name}", slug=f"rencontre-{name}",
            discreet_introduction="Avec du thé.", dates=[on(day)], decisions="Le secret", **hidden,
        )  # fmt: skip
        AwarenessEventPageFactory(title=f"Sans nom {name}", dates=[on(day)], **hidden)
    new_service("Abri", neutral_title="Autre service", **hidden)
    forget()

    html = client.get(MARCH).content.decode()

    for said in ("Une annonce", "Rencontre passé", "Rencontre futur", "Avec du thé."):
        assert said in html
    for secret in (
        "Fuir", "Muette", "Le secret", "Titre ", "Sans nom", "Abri", "Information", "/annonce/",
        "rencontre-pass", "rencontre-futur",
    ):  # fmt: skip
        assert secret not in html.split("<main")[1].split("</main>")[0], secret


def test_it_is_shared_in_at_most_900_characters_with_its_address(client, in_march):
    for number in range(30):
        NewsPageFactory(title=f"Une nouvelle assez longue numéro {number}")

    page = read(client, MARCH)

    (text,) = parse_qs(urlsplit(page.href("Partager par WhatsApp")).query)["text"]
    assert text.startswith("*La lettre de mars 2026*")
    assert text.endswith("http://localhost/actualites/lettre/2026-03/")
    assert 600 < len(text) <= 900


def test_the_list_of_news_leads_to_the_letters(client, in_march):
    NewsPageFactory(date=dt.date(2026, 3, 2))
    NewsPageFactory(date=dt.date(2026, 1, 2))
    AwarenessEventPageFactory(dates=[on("2026-05-10")])

    page = read(client, "/actualites/")

    assert page.href("Mars 2026") == MARCH
    assert page.href("Janvier 2026") == "/actualites/lettre/2026-01/"
    assert "Mai 2026" not in page.main


def test_letters_are_in_the_site_map(client, in_march):
    NewsPageFactory(date=dt.date(2026, 3, 2))

    xml = client.get("/sitemap-centre-1.xml").content.decode()

    assert "/actualites/lettre/2026-03/</loc>" in xml
    assert "/actualites/2026/</loc>" in xml


def test_the_federation_has_a_letter_of_its_news(client, branch, clock):
    clock("2026-03-20 10:00")
    portal = Page.get_first_root_node().add_child(instance=Page(title="Faîtière", slug="faitiere"))
    Site.objects.create(hostname="federation.example.com", root_page=portal)
    index = NewsIndexPageFactory(parent=portal)
    NewsPageFactory(parent=index, title="Pour toutes")
    AwarenessEventPageFactory(title="À Ogou", dates=[on("2026-03-10")])

    page = read(client, MARCH, host="federation.example.com")

    assert "Pour toutes" in page.main
    assert "À Ogou" not in page.main


def test_it_stays_light(client, in_march):
    def queries():
        forget()
        with CaptureQueriesContext(connection) as sent:
            client.get(MARCH)
        return len(sent)

    for number in range(2):
        NewsPageFactory(title=f"Nouvelle {number}")
        AwarenessEventPageFactory(title=f"Causerie {number}", dates=[on("2026-03-10")])
        AwarenessEventPageFactory(title=f"Marché {number}", dates=[on("2026-04-10")])
    queries()
    few = queries()
    for number in range(6):
        NewsPageFactory(title=f"Autre {number}")
        AwarenessEventPageFactory(title=f"Autre {number}", dates=[on("2026-03-11")])
    assert queries() == few
    with CaptureQueriesContext(connection) as sent:
        client.get(MARCH)
    assert len(sent) <= 12
    assert weight(MARCH)[0] <= 14_000
