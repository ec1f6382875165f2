"""Many readers of a page that nobody has made yet: one makes it, the others wait for it."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory

from centre.cache import middleware, pages
from centre.cache.middleware import PageCacheMiddleware

READERS = 8
HOUSE = SimpleNamespace(house=SimpleNamespace(content_version="1"))


@pytest.fixture(autouse=True)
def cold(settings, monkeypatch):
    """Nothing is kept, and no page asks the database, of which threads would see nothing."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    monkeypatch.setattr(pages, "_unkept", pages.OrderedDict())
    monkeypatch.setattr(pages, "present_version", lambda branch_id: "1")
    monkeypatch.setattr(middleware, "counted_page", lambda request, response: None)
    monkeypatch.setattr(middleware, "next_moment", lambda branch, at: at + dt.timedelta(minutes=5))
    yield
    caches["pages"].clear()


class Maker:
    """Makes a page slowly: not before all readers have asked for it, or waited too long."""

    def __init__(self, asked, **headers):
        self.asked = asked
        self.headers = headers
        self.made = []
        self.at_once = self.most = 0
        self.lock = threading.Lock()

    def __call__(self, request):
        request.centre_home = HOUSE
        with self.lock:
            self.made.append(request.path)
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.asked.wait(5)
        with self.lock:
            self.at_once -= 1
        return HttpResponse(f"page {request.path}", headers=self.headers)


def read_together(make, asked, paths):
    """Ask for all ``paths`` at once and return the answers."""
    site = PageCacheMiddleware(make)
    start, answers, looks = threading.Barrier(len(paths)), [], threading.Semaphore(0)
    find = pages.Turn.take

    def counted_take(turn):
        looks.release()
        return find(turn)

    def ask(path):
        start.wait(5)
        answers.append(site(RequestFactory().get(path, headers={"accept-encoding": ""})))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages.Turn, "take", counted_take)
        threads = [threading.Thread(target=ask, args=[path]) for path in paths]
        for thread in threads:
            thread.start()
        for _reader in paths:
            looks.acquire(timeout=5)
        asked.set()
        for thread in threads:
            thread.join(20)
    return [answer.content for answer in answers]


def test_one_makes_the_page_and_all_get_it():
    make = Maker(asked := threading.Event())
    answers = read_together(make, asked, ["/"] * READERS)
    assert make.made == ["/"]
    assert answers == [b"page /"] * READERS


def test_each_page_is_made_once_side_by_side():
    make = Maker(asked := threading.Event())
    answers = read_together(make, asked, ["/a/", "/b/"] * (READERS // 2))
    assert sorted(make.made) == ["/a/", "/b/"]
    assert sorted(answers) == sorted([b"page /a/", b"page /b/"] * (READERS // 2))


def test_what_is_not_kept_is_waited_for_once_and_never_again():
    asked = threading.Event()
    asked.set()
    make = Maker(asked, **{"Cache-Control": "no-store"})
    site = PageCacheMiddleware(make)
    site(RequestFactory().get("/"))
    turns = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages.Turn, "take", lambda turn: turns.append(turn) or True)
        assert site(RequestFactory().get("/")).content == b"page /"
    assert turns == []


def test_who_made_a_page_that_is_not_kept_lets_all_others_make_it_together():
    make = Maker(asked := threading.Event(), **{"Cache-Control": "no-store"})
    answers = read_together(make, asked, ["/"] * READERS)
    assert answers == [b"page /"] * READERS
    assert len(make.made) == READERS


def test_who_waited_long_enough_makes_the_page(monkeypatch):
    monkeypatch.setattr(pages, "PATIENCE_SECONDS", 0.1)
    request = RequestFactory().get("/", headers={"accept-encoding": ""})
    assert pages.Turn(middleware.key_of(request)).take()  # by somebody who never comes back
    asked = threading.Event()
    asked.set()
    make = Maker(asked)
    assert PageCacheMiddleware(make)(request).content == b"page /"
    assert make.made == ["/"]


def test_a_page_made_between_the_look_and_the_turn_is_not_made_again(monkeypatch):
    asked = threading.Event()
    asked.set()
    make = Maker(asked)
    site = PageCacheMiddleware(make)
    take, request = pages.Turn.take, RequestFactory().get("/", headers={"accept-encoding": ""})

    def taken_late(turn):
        monkeypatch.setattr(pages.Turn, "take", take)
        site(RequestFactory().get("/", headers={"accept-encoding": ""}))
        return take(turn)

    monkeypatch.setattr(pages.Turn, "take", taken_late)
    assert site(request).content == b"page /"
    assert make.made == ["/"]


def test_what_is_remembered_of_answers_not_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(pages, "MOST_UNKEPT", 3)
    for number in range(5):
        pages.forget(str(number))
    assert [pages.is_worth_waiting_for(str(number)) for number in range(5)] == [True] * 2 + [
        False
    ] * 3
