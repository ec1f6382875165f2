"""A line of the log in either form: what happened and where, and nothing of who or what for."""

import json
import logging
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from centre.logs import FORMATTERS
from centre.settings import env

SECRET = "Kpalimsecret"


def record(message, *args, error=None, **values):
    exc_info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("centre", logging.ERROR, "here.py", 1, message, args, exc_info)
    made.created = 1_772_960_400.5
    vars(made).update(values)
    return made


def failure() -> Exception:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_json_is_one_line_of_an_object():
    line = FORMATTERS["json"]().format(record("step=%s\nresult=ok", "écoute"))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2026-03-08T09:00:00+00:00",
        "level": "ERROR",
        "logger": "centre",
        "message": "step=écoute\nresult=ok",
    }


@pytest.mark.parametrize("name", FORMATTERS)
def test_neither_form_tells_what_was_sent(name):
    request = SimpleNamespace(path=f"/admin/invitation/MQ/{SECRET}/", method="GET")
    for one in (
        record("GET /recherche/?q=" + SECRET),
        record("from 203.0.113.77"),
        record("failed", error=failure()),
        record("refused: " + SECRET, request=request, status_code=400),
    ):
        line = FORMATTERS[name]().format(one)
        assert SECRET not in line
        assert "203.0.113.77" not in line


def test_json_says_where_an_error_came_from():
    line = json.loads(FORMATTERS["json"]().format(record("failed", error=failure())))
    assert "in failure" in line["trace"]
    assert line["trace"].endswith("builtins.ValueError")


def test_a_form_that_does_not_exist_is_refused(monkeypatch):
    monkeypatch.delenv("LOG_FORMAT", raising=False)
    assert env.choice("LOG_FORMAT", *FORMATTERS) == "text"
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT"):
        env.choice("LOG_FORMAT", *FORMATTERS)
