"""The site starts without Wagtail's API, and Wagtail is none the worse for it."""

import os
import subprocess
import sys

from centre.wagtail_apps import API, without_api

LOADED = """
import sys
import django
django.setup()
import centre.urls
from django.urls import get_resolver
get_resolver().url_patterns
print([name for name in sys.modules if name.split(".")[0] == "ninja" or ".api.v3" in name])
"""


def run(code):
    environment = os.environ | {"DATABASE_URL": ""}
    return subprocess.run([sys.executable, "-c", code], env=environment, check=True,
                          capture_output=True, text=True)  # fmt: skip


def test_a_process_of_the_site_has_not_loaded_it():
    assert run(LOADED).stdout.strip() == "[]"


def test_who_asks_for_it_afterwards_gets_the_real_one():
    code = "import django; django.setup(); from wagtail.api.v3.api import api; print(api.title)"
    assert run(code).stdout.strip().startswith("Wagtail")


def test_a_site_without_postgresql_loads_nothing_of_it():
    code = LOADED.replace('"ninja" or ".api.v3" in name', '"psycopg"')
    assert code != LOADED
    assert run(code).stdout.strip() == "[]"


def test_what_rest_framework_was_not_given_is_there_for_others():
    code = "import django; django.setup(); import requests; print(requests.__name__)"
    assert run(code).stdout.strip() == "requests"


def test_nothing_stands_in_for_what_is_there_already():
    module = sys.modules[API[0]] = type(sys)(API[0])
    try:
        with without_api():
            assert sys.modules[API[0]] is module
            assert API[1] in sys.modules
        assert sys.modules[API[0]] is module
        assert API[1] not in sys.modules
    finally:
        del sys.modules[API[0]]
