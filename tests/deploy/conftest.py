"""The demonstration in production, behind the servers that the project ships."""

import subprocess
import sys

import pytest

from tests.deploy.servers import HOST, ROOT, Gunicorn, Nginx


@pytest.fixture(scope="session")
def production(seeded_environment):
    """The environment of a process in production, its static files collected."""
    environment = seeded_environment | {
        "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
        "SECRET_KEY": "a-key-for-the-tests-that-is-long-enough-for-the-checks-of-django",
        "ALLOWED_HOSTS": HOST,
        "CENTRE_BASE_URL": f"https://{HOST}",
    }
    made = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return environment


@pytest.fixture(scope="session")
def gunicorn(production, tmp_path_factory):
    with Gunicorn(production, tmp_path_factory.mktemp("gunicorn"), has_staff_door=True) as server:
        yield server


@pytest.fixture(scope="session")
def nginx(gunicorn, production, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    with Nginx(gunicorn, production["CENTRE_VAR_DIR"], folder) as server:
        yield server
