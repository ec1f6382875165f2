"""The cache server is stopped or holds anything at all: the pages are right, and nothing is run."""

import os
import pickle
import random
import zlib

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCacheClient

from centre.cache import pages
from centre.cache.backends import ForgivingRedisCache
from centre.cache.pages import KeptPage
from centre.cache.signing import Damaged, SignedSerializer
from centre.cache.versions import present_version
from centre.settings.caches import redis_caches
from tests.factories import AwarenessEventPageFactory

SERIALIZER = SignedSerializer()
HARMS = ("flip", "cut", "other", "evil", "noise", "kind")
VALUES = ["", "bonjour", 7, True, None, b"\x00", {"a": [1, 2]}, ("x", 1.5)]


class Evil:
    """Makes a folder in whoever reads its pickle."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


class Dictionary:
    """A cache server in a dictionary: what Django's client asks of it."""

    def __init__(self):
        self.values = {}

    def get(self, key):
        return self.values.get(key)

    def mget(self, keys):
        return [self.values.get(key) for key in keys]

    def set(self, key, value, ex=None, px=None, nx=False):
        if nx and key in self.values:
            return None
        self.values[key] = value
        return True

    def mset(self, values):
        self.values.update(values)

    def delete(self, *keys):
        return sum(self.values.pop(key, None) is not None for key in keys)

    def exists(self, key):
        return key in self.values

    def expire(self, key, seconds):
        return key in self.values

    def flushdb(self):
        self.values.clear()

    def pipeline(self):
        return self

    def execute(self):
        return []


@pytest.fixture
def server(settings, monkeypatch):
    """What both caches keep, each under its own prefix."""
    server = Dictionary()
    monkeypatch.setattr(RedisCacheClient, "get_client", lambda self, *args, **kwargs: server)
    settings.PAGE_CACHE = True
    settings.CACHES = redis_caches("redis://127.0.0.1:1")
    return server


@pytest.mark.parametrize("value", VALUES)
def test_what_was_written_is_read(value):
    assert SERIALIZER.loads(SERIALIZER.dumps(value)) == value


def test_every_flipped_bit_and_every_cut_is_seen():
    written = SERIALIZER.dumps(KeptPage(1, "v", 0.0, 1.0, (("ETag", "x"),), b"<p>Bonjour</p>"))
    damaged = [written[:length] for length in range(len(written))]
    for number in range(8 * len(written)):
        flipped = bytearray(written)
        flipped[number // 8] ^= 1 << number % 8
        damaged.append(bytes(flipped))
    damaged += [written + b"\x00", b"7", b"-1", b"null", b"\x00" * 100]
    for data in damaged:
        with pytest.raises(Damaged):
            SERIALIZER.loads(data)
    assert len(damaged) > 1000


def test_a_pickle_of_somebody_else_is_not_read(tmp_path, settings):
    evil = pickle.dumps(Evil(tmp_path / "run"))
    settings.SECRET_KEY, ours = "another", settings.SECRET_KEY
    of_another = SERIALIZER.dumps(Evil(tmp_path / "run"))
    settings.SECRET_KEY = ours
    for data in (evil, bytes(32) + evil, of_another):
        with pytest.raises(Damaged):
            SERIALIZER.loads(data)
    assert not (tmp_path / "run").exists()
    # The danger is a real one.
    pickle.loads(evil)
    assert (tmp_path / "run").exists()


def test_a_page_kept_by_another_version_of_the_site_is_made_anew(server, monkeypatch):
    page = KeptPage(1, "v", 0.0, 1.0, (), b"")
    pages.keep("whole", page)
    assert pages.find("whole") == page
    older = object.__new__(KeptPage)
    older.__setstate__([1, "v"])
    monkeypatch.setattr(KeptPage, "__getstate__", lambda self: [1, "v"])
    caches["pages"].set("older", older)
    caches["pages"].set("text", "bonjour")
    assert pages.find("older") is None
    assert pages.find("text") is None


def test_a_damaged_value_is_not_there_and_the_server_is_still_asked(server, caplog):
    cache = caches["pages"]
    assert isinstance(cache, ForgivingRedisCache)
    cache.set_many({"a": 1, "b": 2})
    server.values[cache.make_key("a")] = b"garbage"
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get("b") == 2
    assert cache.get_many(["a", "b"]) == {}
    cache.set("a", 3)
    assert cache.get("a") == 3
    assert "not ours" in caplog.text


@pytest.mark.django_db
class TestPages:
    ADDRESSES = ("/", "/agenda/", "/agenda.ics", "/agenda/atom.xml", "/recherche/")

    @pytest.fixture(autouse=True)
    def agenda(self, home, clock):
        clock("2026-03-03 09:00")
        AwarenessEventPageFactory()

    def read(self, client):
        answers = {}
        for address in self.ADDRESSES:
            answer = client.get(address, headers={"accept-encoding": "identity"})
            assert answer.status_code == 200, address
            answers[address] = zlib.crc32(answer.content)
        return answers

    def damage(self, chance, values, evil) -> None:
        """Leave no value as it was."""
        keys = list(values)
        for key in keys:
            data = bytearray(values[key] or b"x")
            # What we signed ourselves is of the wrong kind at most among the pages.
            how = chance.choice(HARMS if key.startswith("pages") else HARMS[:-1])
            if how == "flip":
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            elif how == "cut":
                del data[chance.randrange(len(data)) :]
            elif how == "other":
                data = chance.choice([b"", b"1", b"null", b"<html>", b"\x80\x04N."])
            elif how == "evil":
                data = evil
            elif how == "noise":
                data = chance.randbytes(len(data))
            else:
                data = SERIALIZER.dumps(chance.choice(VALUES))
            values[key] = bytes(data)

    def test_whatever_the_server_holds_the_pages_are_right(self, server, client, home, tmp_path):
        evil = pickle.dumps(Evil(tmp_path / "run"))
        first = self.read(client)
        assert self.read(client) == first
        assert len(server.values) >= len(self.ADDRESSES)
        chance = random.Random("cache")
        for _time in range(10):
            self.damage(chance, server.values, evil)
            assert self.read(client) == first
            assert present_version(home.house.pk)
        assert not (tmp_path / "run").exists()

    def test_a_server_that_stops_mid_way_and_returns_changes_no_page(
        self, client, home, settings, redis
    ):
        settings.PAGE_CACHE = True
        settings.CACHES = redis_caches(redis.url)
        first = self.read(client)
        assert caches["pages"]._cache.get_client().dbsize() >= len(self.ADDRESSES)
        redis.process.terminate()
        redis.process.wait(timeout=10)
        assert self.read(client) == first
