"""Files of the site itself: hashed, compressed ahead of time, kept for ever by who has them."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import brotli
import pytest
from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from centre.settings import base

FILES = ("js/exit.js", "css/staff/staff.css", "icons/icon.svg")
HASHED = re.compile(r"/static/[\w/-]+\.[0-9a-f]{12}\.\w+")
READ = "import json, centre.settings.production as p; print(json.dumps([p.STORAGES, p.MIDDLEWARE]))"


@pytest.fixture
def source(settings, tmp_path):
    """A copy of our static files, collected as in production into a folder of its own."""
    folder = tmp_path / "source"
    shutil.copytree(project.BASE_DIR / "static", folder)
    settings.STORAGES = base.STORAGES
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    collect()
    return folder


def collect():
    call_command("collectstatic", interactive=False, verbosity=0)
    staticfiles_storage.hashed_files = staticfiles_storage.load_manifest()[0]


def fetched(name, **headers):
    response = Client().get(staticfiles_storage.url(name), headers=headers)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content)


def test_production_serves_files_as_they_are_tested_here():
    environment = os.environ | {
        "SECRET_KEY": "x", "ALLOWED_HOSTS": "a.example", "DATABASE_URL": "sqlite:///x",
        "CENTRE_BASE_URL": "https://a.example",
    }  # fmt: skip
    found = subprocess.run(
        [sys.executable, "-c", READ], cwd=project.BASE_DIR, env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    storages, middleware = json.loads(found.stdout)
    assert storages["staticfiles"] == base.STORAGES["staticfiles"]
    assert "Compressed" in storages["staticfiles"]["BACKEND"]
    assert "Manifest" in storages["staticfiles"]["BACKEND"]
    # Above the compression of pages: these files are compressed already.
    order = ["whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.gzip.GZipMiddleware"]
    assert [one for one in middleware if one in order] == order


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_content_in_its_name_and_is_kept_for_ever(source, name):
    assert HASHED.fullmatch(staticfiles_storage.url(name))
    response, _content = fetched(name)
    control = response["Cache-Control"]
    assert "immutable" in control
    assert int(re.search(r"max-age=(\d+)", control)[1]) >= 365 * 24 * 3600


@pytest.mark.parametrize(
    ("taken", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_file_goes_out_in_the_smallest_way_the_browser_takes(source, taken, encoding, unpack):
    name = "js/exit.js"
    response, content = fetched(name, **{"accept-encoding": taken})
    assert response.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response["Vary"]
    assert unpack(content) == (source / name).read_bytes()
    if encoding:
        assert len(content) < (source / name).stat().st_size / 2


def test_brotli_and_gzip_are_made_ahead_of_time(source, settings):
    collected = settings.STATIC_ROOT
    for path in source.rglob("*.js"):
        hashed = staticfiles_storage.stored_name(path.relative_to(source).as_posix())
        packed = [collected / f"{hashed}.br", collected / f"{hashed}.gz"]
        if path.stat().st_size > 500:
            assert all(one.is_file() for one in packed), hashed


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_changes_gets_another_address(source, name):
    """P23: nobody sees the new page with the old script."""
    before = staticfiles_storage.url(name)
    (source / name).write_text((source / name).read_text() + "\n/* new */\n")
    collect()
    after = staticfiles_storage.url(name)
    assert after != before
    assert Client().get(after).status_code == 200
    # A page kept by somebody's browser still finds what it was written for.
    assert Client().get(before).status_code == 200
