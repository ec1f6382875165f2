"""Production, and one more address that breaks."""

from centre.settings.production import *  # noqa: F403

ROOT_URLCONF = "tests.deploy.urls"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
