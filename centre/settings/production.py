"""Production: refuses to start without the variables it needs, and names them."""

from centre.settings import env

env.require("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CENTRE_BASE_URL")

import dj_database_url  # noqa: E402

from centre import logs  # noqa: E402
from centre.settings.base import *  # noqa: E402, F403
from centre.settings.base import DATABASES, STORAGES, WAGTAILSEARCH_BACKENDS  # noqa: E402
from centre.settings.caches import redis_caches  # noqa: E402

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")

SECOND_FACTOR = env.choice("SECOND_FACTOR", "required", "offered")

# TLS ends at the reverse proxy; INSECURE_HTTP=1 is for a bench on the loopback only.
INSECURE_HTTP = env.flag("INSECURE_HTTP")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0 if INSECURE_HTTP else 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not INSECURE_HTTP
# Who watches over the machine asks it from inside, where there is no TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # names below the site's may be another's: HSTS_INCLUDE_SUBDOMAINS says
    "security.W019",  # Wagtail frames its own previews
    "security.W021",  # a list of the browsers that a commune could not leave again
]

if DATABASE_REPLICA_URL := env.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = dj_database_url.parse(
        DATABASE_REPLICA_URL, conn_max_age=60, conn_health_checks=True
    )
    # The primary answers in its place: it is not waited for.
    DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 1)
    DATABASE_ROUTERS = ["centre.replica.ReplicaRouter"]

if REDIS_URL := env.text("REDIS_URL"):
    CACHES = redis_caches(REDIS_URL)

if MEDIA_BUCKET := env.together(
    "MEDIA_BUCKET", "MEDIA_BUCKET_ENDPOINT", "MEDIA_BUCKET_KEY", "MEDIA_BUCKET_SECRET"
):
    STORAGES = STORAGES | {
        "default": {
            "BACKEND": "centre.bucket.BucketStorage",
            "OPTIONS": {
                "bucket_name": MEDIA_BUCKET,
                "endpoint_url": env.text("MEDIA_BUCKET_ENDPOINT"),
                "region_name": env.text("MEDIA_BUCKET_REGION", "us-east-1"),
                "access_key": env.text("MEDIA_BUCKET_KEY"),
                "secret_key": env.text("MEDIA_BUCKET_SECRET"),
            },
        }
    }

if OPENSEARCH_URL := env.text("OPENSEARCH_URL"):
    WAGTAILSEARCH_BACKENDS = {
        "default": {
            "BACKEND": "centre.opensearch",
            "URLS": [OPENSEARCH_URL],
            "INDEX_PREFIX": env.text("OPENSEARCH_PREFIX", "centre_"),
            "TIMEOUT": 2,
            "OPTIONS": {"max_retries": 0},
        },
        # Kept up to date beside it, for when it is away.
        "database": WAGTAILSEARCH_BACKENDS["default"],
    }

# What the server does not take is kept, and leaves with the scheduled work.
EMAIL_BACKEND = "centre.mail.backend.KeepingBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
# Who invites somebody waits for the answer of the server: once, for so long.
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "centre@localhost")

TICK_EXPECTED = True

# Whether the other names of the domain speak HTTPS, and for ever, is for its owner to say
# (HSTS_INCLUDE_SUBDOMAINS); the editor shows its previews in frames of the same site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

# What went wrong and where, to the standard error; nothing of who asked or what was typed, and no
# mail that would carry it. Pages that are not there are in the log of visits already.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": logs.FORMATTERS[env.choice("LOG_FORMAT", "text", "json")],
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {
        # One line for each step of the scheduled work.
        "centre.ticking": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING"},
    },
}
