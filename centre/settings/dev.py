"""Development and demonstration: needs no environment variable."""

from centre.settings import env
from centre.settings.base import *  # noqa: F403
from centre.settings.base import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=True)
# Who works on the templates wants to see them change.
PAGE_CACHE = not DEBUG
SERVE_MEDIA = True
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
