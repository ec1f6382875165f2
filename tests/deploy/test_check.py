"""Django's own list of what a real site must not forget."""

import secrets
import subprocess
import sys

from tests.deploy.servers import ROOT


def check(environment, **changes):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment | changes, capture_output=True, text=True,
    )  # fmt: skip


def test_it_finds_nothing_in_production(production):
    # The key of the tests is made of words, which is one of the things that it looks for.
    done = check(
        production,
        DJANGO_SETTINGS_MODULE="centre.settings.production",
        SECRET_KEY=secrets.token_urlsafe(50),
    )
    assert done.returncode == 0, done.stderr


def test_it_finds_a_site_that_is_not_closed(production):
    done = check(production, DJANGO_SETTINGS_MODULE="centre.settings.production", INSECURE_HTTP="1")
    assert done.returncode == 1
    assert "security.W012" in done.stderr
