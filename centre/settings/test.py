"""Tests: fast hashing, mail in memory, one folder for what tests write."""

import atexit
import shutil
import tempfile

from centre.settings.base import *  # noqa: F403
from centre.settings.base import STORAGES

DEBUG = False
SERVE_MEDIA = True
SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", ".example.com"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="centre-media-")
STATIC_ROOT = tempfile.mkdtemp(prefix="centre-static-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
AXES_ENABLED = False
