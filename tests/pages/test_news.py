"""News: the list, a piece of it, the feed, and where else they are named."""

import datetime as dt
import json

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from centre.search.query import search
from centre.search.rebuild import rebuild
from home.models import NewsPage, RelatedPage
from tests.factories import (
    AwarenessEventPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ProgrammePageFactory,
    ServicePageFactory,
    agenda,
    news_index,
)
from tests.pages.budget_site import forget, weight
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def titles(page) -> list[str]:
    return page.each("main .card-title")


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as sent:
        client.get(address)
    return len(sent)


def test_the_latest_come_first_with_their_date(client, branch):
    NewsPageFactory(title="Ancienne", date=dt.date(2025, 5, 1))
    NewsPageFactory(title="Récente", date=dt.date(2026, 3, 3))
    NewsPageFactory(title="Brouillon", live=False)

    page = read(client, "/actualites/")

    assert titles(page) == ["Récente", "Ancienne"]
    assert "3 mars 2026 Ce qui s’est passé." in page.main
    assert page.href("Récente") == "/actualites/recente/"


def test_an_empty_list_says_so(client, branch):
    news_index(branch)

    assert "Aucune actualité n’est encore publiée." in read(client, "/actualites/").main


def test_news_are_listed_by_year(client, branch):
    NewsPageFactory(title="Ancienne", date=dt.date(2025, 12, 31))
    NewsPageFactory(title="Récente", date=dt.date(2026, 1, 1))

    page = read(client, "/actualites/2025/")

    assert page.words("h1") == "Actualités de 2025"
    assert titles(page) == ["Ancienne"]
    assert page.hrefs(".filter-link") == ["/actualites/2026/", "/actualites/2025/"]
    assert [link.text for link in page.soup.select(".filter-link[aria-current]")] == ["2025"]


@pytest.mark.parametrize("year", ["2024", "1999", "20261", "zut", "2026-1"])
def test_a_year_without_news_is_not_found(client, branch, year):
    NewsPageFactory()

    read(client, f"/actualites/{year}/", status=404)


def test_a_long_list_goes_on(client, branch):
    for day in range(1, 15):
        NewsPageFactory(date=dt.date(2026, 1, day))

    pages = [read(client, "/actualites/", {"page": number}) for number in ("1", "2", "9", "zut")]

    assert [len(titles(page)) for page in pages] == [12, 2, 12, 12]
    assert pages[0].hrefs(".pager a") == ["?page=2"]


def test_a_piece_of_news_says_when_and_what(client, branch):
    NewsPageFactory(
        title="Le centre a ouvert", slug="ouvert", body=[("text", "<p>Ce fut une fête.</p>")]
    )

    page = read(client, "/actualites/ouvert/")

    assert page.words("h1") == "Le centre a ouvert"
    assert "3 mars 2026" in page.main
    assert "Ce fut une fête." in page.main
    (script,) = page.soup.select('script[type="application/ld+json"]')
    data = json.loads(script.string)
    assert (data["@type"], data["datePublished"]) == ("NewsArticle", "2026-03-03")
    assert page.soup.select_one("meta[name=description]")["content"] == "Ce qui s’est passé."


def test_it_is_shared_without_a_tracker(client, branch):
    NewsPageFactory(title="Le centre a ouvert", slug="ouvert")

    page = read(client, "/actualites/ouvert/")

    shared = "Le%20centre%20a%20ouvert%0ACe%20qui%20s%E2%80%99est%20pass%C3%A9."
    address = "http%3A%2F%2Flocalhost%2Factualites%2Fouvert%2F"
    assert page.href("Partager par WhatsApp") == f"https://wa.me/?text={shared}%0A{address}"
    assert page.href("Partager par SMS") == f"sms:?body={shared}%0A{address}"
    assert page.href("Partager par e-mail").endswith(f"&body={shared}%0A{address}")
    assert "http://localhost/actualites/ouvert/" in page.each(".sms")


def test_what_to_read_with_it_is_shown_in_its_order(client, branch):
    event = AwarenessEventPageFactory(title="Causerie", slug="causerie")
    service = ServicePageFactory(title="Écoute", slug="ecoute")
    programme = ProgrammePageFactory(title="Projet", slug="projet")
    NewsPageFactory(
        slug="ouvert",
        related=[
            RelatedPage(target=page, sort_order=order)
            for order, page in enumerate([programme, event, service])
        ],
    )

    page = read(client, "/actualites/ouvert/")

    links = page.soup.select("main .rows a")[:3]
    assert [(link.text.strip(), link["href"]) for link in links] == [
        ("Projet", "/programmes/projet/"),
        ("Causerie", "/agenda/causerie/"),
        ("Écoute", "/services/ecoute/"),
    ]


@pytest.mark.parametrize("why", ["draft", "restricted", "sensitive", "below a sensitive one"])
def test_what_not_everybody_may_see_is_not_shown_with_it(client, branch, why):
    event = AwarenessEventPageFactory(title="Causerie")
    NewsPageFactory(slug="ouvert", related=[RelatedPage(target=event)])
    if why == "restricted":
        PageViewRestriction.objects.create(page=event, restriction_type="login")
    elif why == "draft":
        event.unpublish()
    else:
        ticked = event if why == "sensitive" else agenda(branch)
        type(ticked).objects.filter(pk=ticked.pk).update(is_sensitive=True)
        forget()

    assert "Causerie" not in read(client, "/actualites/ouvert/").main


def test_nothing_of_another_commune_is_shown_with_it(client, branch, other_branch):
    theirs = ServicePageFactory(branch=other_branch, title="À Zio")
    NewsPageFactory(slug="ouvert", related=[RelatedPage(target=theirs)])

    assert "À Zio" not in read(client, "/actualites/ouvert/").main


def test_a_sensitive_one_is_named_by_its_neutral_title_alone(client, branch):
    NewsPageFactory(
        title="Fuir", neutral_title="Une rencontre", slug="rencontre", is_sensitive=True,
        introduction="Le secret.",
    )  # fmt: skip
    NewsPageFactory(title="Muette", slug="muette", is_sensitive=True)
    rebuild()

    pages = [read(client, address) for address in ("/", "/actualites/", "/actualites/2026/")]
    feed = client.get("/actualites/atom.xml").content.decode()

    for page in pages:
        assert titles(page)[-1] == "Une rencontre"
        assert "Le secret." not in page.main
    assert "<title>Une rencontre</title>" in feed
    for secret in ("Fuir", "Le secret.", "Muette", "/actualites/rencontre/"):
        assert secret not in feed
    assert not search(branch.pk, "fuir").entries
    answer = client.get("/actualites/rencontre/")
    assert answer["Cache-Control"] == "no-store"
    assert "localhost/actualites/rencontre" not in answer.content.decode().split("<main")[1]


def test_below_a_sensitive_list_everything_is(client, branch):
    NewsPageFactory(title="Une nouvelle", slug="une-nouvelle")
    index = news_index(branch)
    type(index).objects.update(is_sensitive=True)
    forget()

    for address in ("/actualites/", "/actualites/atom.xml"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store", address
        assert "Une nouvelle" not in answer.content.decode(), address
    read(client, "/actualites/2026/", status=404)


def test_the_feed_is_whole_and_answers_304(client, branch):
    NewsPageFactory(title="Ancienne", date=dt.date(2025, 5, 1))
    news = NewsPageFactory(title="Récente", slug="recente")

    answer = client.get("/actualites/atom.xml")
    feed = feedparser.parse(answer.content)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not feed.bozo
    assert feed.feed.title == "Actualités : Centre de Ogou 1".replace(" :", "\xa0:")
    assert [entry.title for entry in feed.entries] == ["Récente", "Ancienne"]
    assert feed.entries[0].link == "http://localhost/actualites/recente/"
    assert feed.entries[0].id == f"urn:uuid:{news.translation_key}"
    again = client.get("/actualites/atom.xml", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    NewsPageFactory(title="Toute neuve", date=dt.date(2026, 4, 1))
    forget()
    renewed = client.get("/actualites/atom.xml", headers={"if-none-match": answer["ETag"]})
    assert "Toute neuve" in renewed.content.decode()


def test_the_list_tells_readers_of_feeds(client, branch):
    NewsPageFactory()

    (link,) = read(client, "/actualites/").soup.select('link[type="application/atom+xml"]')

    assert link["href"] == "/actualites/atom.xml"


def test_the_home_page_names_the_latest_two(client, branch):
    for day in range(1, 5):
        NewsPageFactory(title=f"Le {day}", date=dt.date(2026, 1, day))

    page = read(client, "/")

    assert titles(page) == ["Le 4", "Le 3"]
    assert page.href("Toutes les actualités") == "/actualites/"
    assert queries(client, "/") <= 12
    assert weight("/")[0] <= 14_000


def test_without_news_nothing_says_news(client, branch):
    news_index(branch)

    assert "Actualités" not in read(client, "/").soup.body.text


def test_the_bar_holds_five_entries_and_the_foot_the_news(client, branch):
    agenda(branch)
    NewsPageFactory()
    forget()

    page = read(client, "/")

    assert page.each(".nav-link") == ["Accueil", "Services", "Agenda", "Aide", "Chercher"]
    assert "/actualites/" in page.hrefs(".footer-links a")


def test_where_there_is_room_news_stand_in_the_bar(client, branch):
    NewsPageFactory()
    forget()

    page = read(client, "/actualites/")

    assert page.each(".nav-link") == ["Accueil", "Services", "Actualités", "Aide", "Chercher"]
    assert page.each(".nav-link[aria-current]") == ["Actualités"]


def test_news_of_the_federation_stand_above_the_communes(client, branch):
    portal = Page.get_first_root_node().add_child(instance=Page(title="Faîtière", slug="faitiere"))
    Site.objects.create(hostname="federation.example.com", root_page=portal)
    index = NewsIndexPageFactory(parent=portal)
    NewsPageFactory(parent=index, title="Pour toutes", slug="pour-toutes")

    listed = read(client, "/actualites/", host="federation.example.com")

    assert titles(listed) == ["Pour toutes"]
    assert listed.href("Pour toutes") == "/actualites/pour-toutes/"
    page = read(client, "/actualites/pour-toutes/", host="federation.example.com")
    assert page.words("h1") == "Pour toutes"
    feed = client.get("/actualites/atom.xml", headers={"host": "federation.example.com"})
    assert "Pour toutes" in feed.content.decode()
    read(client, "/actualites/2026/", host="federation.example.com")


def test_news_are_found(branch):
    NewsPageFactory(title="Le centre a ouvert", body=[("text", "<p>Une fanfare.</p>")])
    rebuild()

    assert [one.url for one in search(branch.pk, "fanfare").entries] == [
        "actualites/le-centre-a-ouvert/"
    ]


def test_queries_do_not_grow_with_news(client, branch):
    NewsPageFactory(slug="une")
    event = AwarenessEventPageFactory()
    addresses = ["/actualites/", "/actualites/2026/", "/actualites/une/", "/"]

    def counts():
        forget()
        return [queries(client, address) for address in addresses]

    counts()
    one = counts()
    for _number in range(8):
        NewsPageFactory()
    news = NewsPage.objects.get(slug="une")
    news.related = [RelatedPage(target=event)]
    news.save()
    many = counts()
    assert [many[0], many[1], many[3]] == [one[0], one[1], one[3]]
    assert max(many) <= 12
