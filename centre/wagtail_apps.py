"""Applications of Wagtail that start without Wagtail's API, which this site serves to nobody.

Each of them brings its part of that API along when Django starts, and with it two libraries and
hundreds of classes: a third of the time that any command takes to start, and 17 MB of every
process. A name that Wagtail changes is no fault: its API is then loaded as before, and
tests/unit/test_wagtail_apps.py says so.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig

API = (
    "wagtail.api.v3.api",
    "wagtail.contrib.redirects.api.v3",
    "wagtail.documents.api.v3.registry",
    "wagtail.documents.api.v3.router",
    "wagtail.images.api.v3.registry",
    "wagtail.images.api.v3.router",
    "wagtail.snippets.api.v3",
    "wagtail.snippets.api.v3.router",
)
# What REST framework, which the staff area needs, takes along when it is there, and does without
# when it is not: a client of HTTP, a language, columns of a database.
NOT_NEEDED = ("requests", "yaml", "django.contrib.postgres.fields")


class _Nothing(ModuleType):
    """A module whose every name is callable and does nothing."""

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return None


@contextmanager
def without_api() -> Iterator[None]:
    """Let what the block imports find nothing in the place of Wagtail's API."""
    names = [name for name in API if name not in sys.modules]
    sys.modules.update({name: _Nothing(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


def load_rest_framework() -> None:
    """Load REST framework without what it does not need here."""
    names = [name for name in NOT_NEEDED if name not in sys.modules]
    # The import of a name that stands for nothing fails as that of a library that is not there.
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]
    try:
        import rest_framework.compat  # noqa: F401
    finally:
        for name in names:
            del sys.modules[name]


class _WithoutApi:
    def ready(self):
        load_rest_framework()
        with without_api():
            super().ready()


class Redirects(_WithoutApi, WagtailRedirectsAppConfig):
    """Redirects, without their API."""


class Documents(_WithoutApi, WagtailDocsAppConfig):
    """Documents, without their API."""


class Images(_WithoutApi, WagtailImagesAppConfig):
    """Pictures, without their API."""


class Snippets(_WithoutApi, WagtailSnippetsAppConfig):
    """Snippets, without their API."""
