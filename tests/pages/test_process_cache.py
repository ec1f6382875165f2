"""What one process keeps of the sites while another changes them."""

import time

import pytest
from django.core.cache import cache
from wagtail.models import Site

pytestmark = pytest.mark.django_db


def roots():
    return [root.root_url for root in Site.get_site_root_paths()]


def test_a_site_that_another_process_changes_is_seen_a_minute_later(monkeypatch):
    cache.clear()
    before = roots()
    # No signal: nothing of it is told here.
    Site.objects.update(hostname="moved.example.org")
    assert roots() == before

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)

    assert roots() == ["http://moved.example.org"]


def test_what_else_is_kept_stays_as_long_as_was_asked(monkeypatch):
    cache.set("sheet", "kept", 3600)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3599)
    assert cache.get("sheet") == "kept"

    monkeypatch.setattr(time, "time", lambda: now + 3601)
    assert cache.get("sheet") is None
