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
