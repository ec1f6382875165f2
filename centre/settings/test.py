"""Tests: fast hashing, mail in memory, one folder for what tests write."""

import atexit
import shutil
import tempfile
from pathlib import Path

from centre.settings.base import *  # noqa: F403
from centre.settings.base import STORAGES

DEBUG = False
SERVE_MEDIA = True
SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", ".example.com"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WRITTEN = Path(tempfile.mkdtemp(prefix="centre-tests-"))
atexit.register(shutil.rmtree, WRITTEN, ignore_errors=True)
VAR_DIR = WRITTEN
BACKUP_DIR = WRITTEN / "backups"
BACKUP_KEY = ""
MEDIA_ROOT = WRITTEN / "media"
STATIC_ROOT = WRITTEN / "static"
MEDIA_ROOT.mkdir()
STATIC_ROOT.mkdir()
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
AXES_ENABLED = False
# What a test changes without a commit gets no new version.
PAGE_CACHE = False
