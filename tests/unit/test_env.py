"""Variables of the environment: a mistake is said at start-up, by its name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from centre.settings import env

WAYS = ("required", "offered")


@pytest.mark.parametrize(
    ("written", "read"), [(None, "required"), ("", "required"), (" offered ", "offered")]
)
def test_a_word_is_one_of_those_known(monkeypatch, written, read):
    monkeypatch.delenv("SECOND_FACTOR", raising=False)
    if written is not None:
        monkeypatch.setenv("SECOND_FACTOR", written)
    assert env.choice("SECOND_FACTOR", *WAYS) == read


def test_another_word_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR", "off")
    with pytest.raises(ImproperlyConfigured, match=r"SECOND_FACTOR='off'.*required, offered"):
        env.choice("SECOND_FACTOR", *WAYS)


def test_a_variable_that_needs_others_names_those_that_are_missing(monkeypatch):
    for name in ("MEDIA_BUCKET", "MEDIA_BUCKET_KEY", "MEDIA_BUCKET_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert env.together("MEDIA_BUCKET", "MEDIA_BUCKET_KEY", "MEDIA_BUCKET_SECRET") == ""
    monkeypatch.setenv("MEDIA_BUCKET", "centre")
    monkeypatch.setenv("MEDIA_BUCKET_KEY", "a-key")
    with pytest.raises(ImproperlyConfigured, match=r": MEDIA_BUCKET_SECRET\."):
        env.together("MEDIA_BUCKET", "MEDIA_BUCKET_KEY", "MEDIA_BUCKET_SECRET")
    monkeypatch.setenv("MEDIA_BUCKET_SECRET", "a-secret")
    assert env.together("MEDIA_BUCKET", "MEDIA_BUCKET_KEY", "MEDIA_BUCKET_SECRET") == "centre"
