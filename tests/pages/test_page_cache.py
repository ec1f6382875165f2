"""Whole pages kept in memory: right for who comes next, never shown to the wrong reader."""

import gzip
import socket
import threading

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Page, PageViewRestriction

from centre.cache import middleware, pages, versions
from centre.cache.middleware import PageCacheMiddleware
from centre.models import DailyCount
from centre.settings.caches import redis_caches
from services.models import PlaceOpeningHours
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    ImageFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    on,
    week_hours,
)
from tests.pages.hosts import FEDERATION, OTHER, under_one_host

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_pages(settings):
    """Pages are kept, and none is at first."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def built(monkeypatch):
    """The paths of the pages that were made, not taken from memory."""
    made = []
    make = PageCacheMiddleware._made_and_kept

    def noted(self, request, *rest):
        made.append(request.get_host() + request.get_full_path())
        return make(self, request, *rest)

    monkeypatch.setattr(PageCacheMiddleware, "_made_and_kept", noted)
    return made


def text(client, path="/", **headers):
    return client.get(path, headers=headers).content.decode()


def test_the_second_reader_gets_the_same_bytes_for_one_query(
    client, home, built, django_assert_num_queries
):
    first = client.get("/")
    with django_assert_num_queries(1):
        second = client.get("/")
    assert len(built) == 1
    assert second.content == first.content
    # What depends on the moment is added outside.
    assert dict(second.items()) == dict(first.items())


def test_it_may_be_kept_by_the_browser_and_asked_about(client, home):
    first = client.get("/")
    assert first["Cache-Control"] == "no-cache"
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("encoding", ["gzip", "br", "gzip, deflate, br", "br;q=0, gzip", ""])
def test_each_reader_gets_an_encoding_she_reads(client, home, encoding):
    plain = text(client)
    for _time in range(2):
        response = client.get("/", headers={"accept-encoding": encoding})
        sent = response.get("Content-Encoding", "")
        assert sent in encoding
        assert "Accept-Encoding" in response["Vary"]
        assert int(response["Content-Length"]) == len(response.content)
        if sent == "gzip":
            assert gzip.decompress(response.content).decode() == plain
    assert not encoding or sent


def test_a_bare_head_is_answered_from_memory_too(client, home, built):
    page = client.get("/")
    bare = client.head("/")
    assert len(built) == 1
    assert bare.content == b""
    assert bare["Content-Length"] == page["Content-Length"]
    assert bare["ETag"] == page["ETag"]


def test_a_bare_head_alone_keeps_nothing(client, home, built):
    client.head("/")
    assert b"<main" in client.get("/").content
    assert len(built) == 1


# Changes: the next anonymous request is right, and the other commune's pages stay.


@pytest.fixture
def other_home(client, other_branch):
    """A kept page of another commune: nothing here changes it."""
    return client.get("/", headers={"host": OTHER}).content


def publish(home):
    home.introduction = "Une phrase toute neuve."
    home.save_revision().publish()


def unpublish_child(home):
    home.get_children().get(slug="a-retirer").unpublish()


def delete_child(home):
    home.get_children().get(slug="a-retirer").delete()


def move_child(home):
    page = Page.objects.get(slug="a-retirer")
    page.move(Page.objects.get(slug="ailleurs"), "last-child")


def close_to_strangers(home):
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug="a-retirer"), restriction_type=PageViewRestriction.LOGIN
    )


def rename_place(home):
    home.place.name = "Maison des femmes du marché"
    home.place.save()


def change_hours(home):
    for row in PlaceOpeningHours.objects.filter(place=home.place):
        row.delete()


def add_help_line(home):
    HelpLineFactory(branch=home.branch, number="8284", label="Écoute du soir")


def upload_image(home):
    ImageFactory(branch=home.branch)


def change_colours(home):
    home.primary_colour = "#3a2e6b"
    home.save_revision().publish()


CHANGES = [
    publish, unpublish_child, delete_child, move_child, close_to_strangers, rename_place,
    change_hours, add_help_line, upload_image, change_colours,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_the_next_reader_sees_it_and_other_communes_stay(
    client, home, commit, other_home, built, change
):
    home.place = PlaceFactory(
        branch=home.branch, opening_hours=week_hours(("08:00", "12:00"), ("14:30", "17:00"))
    )
    home.save()
    StandardPageFactory(parent=home, slug="ailleurs", title="Ailleurs", show_in_menus=True)
    StandardPageFactory(parent=home, slug="a-retirer", title="À retirer", show_in_menus=True)
    client.get("/")
    built.clear()

    commit(change, home)

    after = text(client)
    assert len(built) == 1
    pages.caches["pages"].clear()
    assert after == text(client)  # what a page made without any memory says
    assert client.get("/", headers={"host": OTHER}).content == other_home


def test_the_pages_of_other_communes_are_not_made_anew(client, home, commit, other_home, built):
    commit(publish, home)
    client.get("/", headers={"host": OTHER})
    assert built == []


def test_what_was_taken_away_is_gone_at_once(client, home, commit):
    page = StandardPageFactory(parent=home, slug="passager")
    assert client.get("/passager/").status_code == 200
    commit(page.unpublish)
    assert client.get("/passager/").status_code == 404


def test_a_list_follows_what_it_lists(client, home, commit):
    service = ServicePageFactory(title="Couture")
    assert "Couture" in text(client, "/services/")
    commit(service.unpublish)
    assert "Couture" not in text(client, "/services/")


# Time.


def test_a_closing_door_is_seen_at_its_minute(client, home, clock):
    home.place = PlaceFactory(
        branch=home.branch, opening_hours=week_hours(("08:00", "12:00"), ("14:30", "17:00"))
    )
    home.save()
    clock("2026-03-03 11:58")
    assert "Ouvert jusqu’à 12" in text(client)
    clock("2026-03-03 11:59:59")
    assert "Ouvert jusqu’à 12" in text(client)
    clock("2026-03-03 12:00:00")
    assert "Ouvert jusqu’à 12" not in text(client)


def test_an_event_leaves_the_agenda_when_it_ends(client, home, clock):
    clock("2026-03-03 09:59")
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-03-03", "08:00", "10:00")])
    assert "Causerie" in text(client, "/agenda/")
    clock("2026-03-03 10:00")
    assert "Causerie" not in text(client, "/agenda/")


def test_tomorrow_becomes_today_at_midnight(client, home, clock):
    clock("2026-03-02 23:59")
    AwarenessEventPageFactory(title="Causerie", dates=[on("2026-03-03", "08:00", "10:00")])
    assert "Demain" in text(client, "/agenda/")
    clock("2026-03-03 00:00")
    assert "Demain" not in text(client, "/agenda/")


def test_nothing_is_kept_for_more_than_five_minutes(client, home, clock, built):
    for moment in ("2026-03-03 09:00", "2026-03-03 09:04:59", "2026-03-03 09:05"):
        clock(moment)
        client.get("/")
    assert len(built) == 2


def test_a_clock_that_goes_back_keeps_no_page_of_the_future(client, home, clock, built):
    clock("2026-03-03 09:00")
    client.get("/")
    clock("2026-03-03 08:00")
    client.get("/")
    assert len(built) == 2


def test_visits_are_counted_from_memory_too(client, home):
    home.counts_visits = True
    home.save()
    for _time in range(3):
        client.get("/")
    client.head("/")
    assert DailyCount.objects.get(page=home).count == 3


def test_nothing_is_counted_unless_the_commune_says_so(client, home):
    for _time in range(3):
        client.get("/")
    assert not DailyCount.objects.exists()


# Who must never get a kept page, nor give one.


def test_staff_see_the_page_as_it_is(client, home, editor, built):
    client.get("/")
    built.clear()
    client.force_login(editor)
    client.get("/")
    assert built == []
    client.logout()
    client.cookies.clear()
    client.get("/")
    assert built == []  # still the one kept before


def test_a_preview_neither_takes_nor_leaves_anything(rf, home):
    home.introduction = "Pas encore publié."
    preview = home.make_preview_request(preview_mode=home.default_preview_mode)
    assert "Pas encore publié." in preview.content.decode()
    home.refresh_from_db()
    assert (
        "Pas encore publié."
        not in home.make_preview_request(preview_mode=home.default_preview_mode).content.decode()
    )
    assert list(caches["pages"]._cache) == []


def test_a_page_behind_a_password_is_not_kept(client, home, built):
    page = StandardPageFactory(parent=home, title="Réservé", introduction="Le mot de la fin.")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sésame"
    )
    assert "Le mot de la fin." not in text(client, page.url)
    restriction = page.get_view_restrictions()[0]
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "sésame", "return_url": page.url},
    )
    assert "Le mot de la fin." in text(client, page.url)
    client.cookies.clear()
    assert "Le mot de la fin." not in text(client, page.url)


def test_a_sensitive_page_is_not_kept(client, home, built):
    page = StandardPageFactory(parent=home, is_sensitive=True)
    for _time in range(2):
        assert client.get(page.url)["Cache-Control"] == "no-store"
    assert len(built) == 2


def test_words_searched_for_stay_in_no_memory(client, home, built):
    for _time in range(2):
        response = client.get("/recherche/?q=violence")
    assert len(built) == 2
    assert "private" in response["Cache-Control"]


def test_a_form_that_was_sent_is_never_answered_from_memory(client, home):
    client.get("/")
    assert client.post("/").status_code != 304
    assert "Content-Encoding" not in client.post("/").headers


@pytest.mark.parametrize("path", ["/nulle-part/", "/admin/login/", "/sitemap.xml", "/robots.txt"])
def test_what_is_no_page_of_a_centre_is_not_kept(client, home, path):
    client.get(path)
    assert list(caches["pages"]._cache) == []


# One address, one answer.


def test_hosts_and_communes_are_apart(client, home, other_branch):
    under_one_host()
    here = text(client, "/ogou-1/", host=FEDERATION)
    there = text(client, "/zio-1/", host=FEDERATION)
    own = text(client, "/", host=OTHER)
    assert len({here, there, own, text(client)}) == 4
    assert text(client, "/zio-1/", host=FEDERATION) == there


def test_http_and_https_are_apart(client, home, built):
    client.get("/")
    client.get("/", secure=True)
    assert len(built) == 2


@pytest.mark.parametrize("query", [
    "?utm_source=whatsapp", "?fbclid=1", "?gratuit=", "?x=1&x=2", "?__proto__=1",
    "?page=", "?%0d%0aSet-Cookie:a=1", "?" + "a=1&" * 50,
])  # fmt: skip
def test_what_no_page_reads_makes_no_other_page(client, home, built, query):
    ServicePageFactory()
    first = text(client, "/services/")
    assert text(client, f"/services/{query}") == first
    assert len(built) == 1


def test_what_a_page_reads_makes_another(client, home, built):
    ServicePageFactory(title="Payant", is_free=False)
    ServicePageFactory(title="Offert", is_free=True)
    assert "Payant" in text(client, "/services/")
    assert "Payant" not in text(client, "/services/?gratuit=1")
    assert "Payant" not in text(client, "/services/?gratuit=&gratuit=1")
    assert len(built) == 2


def test_a_query_cannot_pass_for_another_path(client, home):
    keys = {
        pages.key_for("/services/", "page=2"),
        pages.key_for("/services/p", "age=2"),
        pages.key_for("/services/", "page=", "2"),
    }
    assert len(keys) == 3


@pytest.mark.parametrize("host", ["mal.example.org", "localhost:mal", "a b", "localhost,mal"])
def test_a_forged_host_gets_nothing_and_leaves_nothing(client, home, host):
    client.get("/")
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert len(caches["pages"]._cache) == 1


# Crowds and faults.


def test_while_one_makes_the_page_anew_others_get_the_last_one(client, home, commit):
    old = text(client)
    commit(publish, home)
    key = next(iter(stored()))
    turn = pages.Turn(key)
    assert turn.take()
    assert text(client) == old
    turn.give_back()
    assert "toute neuve" in text(client)


def test_one_page_at_a_time_is_made_anew(client, home, commit):
    """Else all threads would be at it after a publication, and none left to answer."""
    old = text(client)
    commit(publish, home)
    with middleware._renewing:
        assert text(client) == old
    assert "toute neuve" in text(client)


def test_the_turn_is_given_back_when_the_page_fails(rf, home, client, commit):
    client.get("/")
    commit(publish, home)

    def fail(request):
        raise RuntimeError

    request = RequestFactory().get("/", headers={"accept-encoding": ""})
    with pytest.raises(RuntimeError):
        PageCacheMiddleware(fail)(request)
    assert "toute neuve" in text(client)


def test_a_turn_taken_over_is_not_given_back_by_the_slow_one(home):
    slow, quick = pages.Turn("clé"), pages.Turn("clé")
    assert slow.take()
    caches["pages"].clear()  # its time is over
    assert quick.take()
    slow.give_back()
    assert not pages.Turn("clé").take()


def test_of_many_at_once_one_makes_the_page(home, client, commit):
    """Threads share the memory of the process; the database stays out of it."""
    client.get("/")
    commit(publish, home)
    kept = pages.find(next(iter(stored())))
    built, begun, go = [], threading.Barrier(8), threading.Event()

    def make(request):
        built.append(1)
        go.wait(5)
        return HttpResponse("neuf")

    answers = []

    def ask():
        request = RequestFactory().get("/", headers={"accept-encoding": ""})
        begun.wait(5)
        answers.append(PageCacheMiddleware(make)(request).content)
        if len(answers) == 7:
            go.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages.KeptPage, "is_right", lambda self, now: False)
        threads = [threading.Thread(target=ask) for _one in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert len(built) == 1
    assert sorted(answers) == sorted([kept.content] * 7 + [b"neuf"])


def test_large_answers_are_not_kept(client, home, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST", 10)
    client.get("/")
    assert stored() == []


def test_the_memory_is_bounded(settings):
    assert settings.CACHES["pages"]["OPTIONS"]["MAX_ENTRIES"] <= 1000


def stored() -> list[str]:
    """Return the keys of the pages kept."""
    return [full.rpartition(":")[2] for full in caches["pages"]._cache]


@pytest.fixture
def absent_server(settings):
    """A cache server at an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.CACHES = redis_caches(f"redis://127.0.0.1:{port}")


def test_without_its_cache_server_the_site_still_answers(client, home, absent_server, caplog):
    AwarenessEventPageFactory()
    for address in ("/", "/agenda/", "/agenda.ics", "/recherche/?q=acte", "/"):
        assert client.get(address).status_code == 200
    assert "The cache does not answer" in caplog.text


def test_a_lost_cache_server_is_not_asked_for_each_page(client, home, absent_server, caplog):
    for _time in range(3):
        client.get("/")
    # Once for each of the two caches.
    assert caplog.text.count("The cache does not answer") <= 2


def test_without_a_database_the_last_page_is_better_than_none(client, home, monkeypatch):
    shown = text(client)

    def fail(*values):
        raise OperationalError

    monkeypatch.setattr(versions._of_a_branch, "rows", fail)
    assert text(client) == shown


def test_without_a_database_the_pages_of_the_day_are_served(home, clock, database, caplog):
    client = Client(raise_request_exception=False)
    clock("2026-03-03 09:00")
    shown = text(client)
    database.stop()
    clock("2026-03-03 20:00")
    assert text(client) == shown
    assert client.get("/lieux/jamais-lue/").status_code == 500
    assert text(client) == shown


def test_when_it_is_back_the_next_page_is_right(home, clock, commit, database):
    client = Client(raise_request_exception=False)
    clock("2026-03-03 09:00")
    text(client)
    database.stop()
    clock("2026-03-03 09:10")
    text(client)
    database.start()
    home.introduction = "Le nouveau texte."
    commit(home.save_revision().publish)
    assert "Le nouveau texte." in text(client)


def test_a_page_that_breaks_for_another_reason_says_so(home, clock, monkeypatch):
    client = Client(raise_request_exception=False)
    clock("2026-03-03 09:00")
    text(client)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(type(home), "serve", fail)
    clock("2026-03-03 09:10")
    assert client.get("/").status_code == 500


def test_a_database_that_is_away_is_not_asked_by_each_reader(home, clock, monkeypatch):
    client = Client(raise_request_exception=False)
    asked = []

    def fail(*args):
        asked.append(args)
        raise OperationalError

    text(client)
    monkeypatch.setattr(versions._of_a_branch, "rows", fail)
    for _time in range(3):
        assert client.get("/").status_code == 200
    assert len(asked) == 1
