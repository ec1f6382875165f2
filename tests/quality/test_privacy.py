"""What no script and no page of ours may ask of a browser."""

import re

import pytest

from tests.quality.repository import ROOT

PUBLIC_SCRIPTS = sorted(
    path for path in (ROOT / "static" / "js").rglob("*.js") if "staff" not in path.parts
)
EVERY_TEXT = sorted(
    path
    for folder in ("static", "templates", "centre", "services", "events", "home")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".js", ".html", ".py", ".svg", ".css", ".txt"}
)
# The voices of a phone read names wrong, speak no Ewe, and speak aloud: recordings are heard.
SPEECH = re.compile(r"speechSynthesis|SpeechSynthesis|SpeechRecognition|\btts\b", re.IGNORECASE)
# Outside the copy that a reader chose to keep, nothing is written on the phone.
KEEPING = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore")
COPY_FILES = {"offline.js", "sw.js"}
CACHES = re.compile(r"\bcaches\b|serviceWorker")
TELLING = re.compile(
    r"sendBeacon|geolocation|WebSocket|EventSource|RTCPeerConnection|getUserMedia|userAgent"
    r"|https?://(?!www\.w3\.org)"
)


def found(pattern, paths):
    return [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in paths
        if (match := pattern.search(path.read_text(encoding="utf-8")))
    ]


def test_there_is_something_to_look_at():
    assert PUBLIC_SCRIPTS
    assert len(EVERY_TEXT) > 100


def test_nothing_counts_on_the_voices_of_a_phone():
    assert found(SPEECH, EVERY_TEXT) == []


def test_no_script_writes_on_the_phone():
    assert found(KEEPING, PUBLIC_SCRIPTS) == []
    assert found(CACHES, [path for path in PUBLIC_SCRIPTS if path.name not in COPY_FILES]) == []


def test_no_script_tells_anybody_anything():
    assert found(TELLING, PUBLIC_SCRIPTS) == []


@pytest.mark.parametrize("text", ["new SpeechSynthesisUtterance('x')", "window.speechSynthesis"])
def test_a_voice_would_be_found(text):
    assert SPEECH.search(text)
