"""What a public page may run."""

import gzip
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "static" / "js"
# The service worker is fetched by who chose to keep the site, and by nobody else.
ON_PAGES = ("exit.js", "search.js", "offline.js")


def test_all_scripts_of_public_pages_fit_in_three_kilobytes():
    sent = {name: len(gzip.compress((SCRIPTS / name).read_bytes(), 9)) for name in ON_PAGES}
    assert sum(sent.values()) <= 3_000, sent


def test_every_script_is_weighed():
    found = {path.name for path in SCRIPTS.glob("*.js")}
    assert found == {*ON_PAGES, "sw.js"}
