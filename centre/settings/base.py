"""Settings shared by development, tests and production."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE

from centre.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("CENTRE_VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "communes",
    "home",
    "events",
    "services",
    "centre",
    "centre.wagtail_apps.Redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "centre.wagtail_apps.Snippets",
    "centre.wagtail_apps.Documents",
    "centre.wagtail_apps.Images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
# The templates of the house may take the place of those of widgets too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "centre.middleware.answer_headers_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "centre.cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "centre.staff.access.middleware.AccessMiddleware",
    "centre.tenancy.gate.GateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "centre.middleware.ContentSecurityPolicyMiddleware",
    "centre.middleware.save_data_middleware",
    "centre.staff.modules.ModulesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    # The last: it calls the views in the place of Django.
    "centre.staff.whole.WholeEditMiddleware",
]

# Figures for who watches over the machine. Without the token nothing is counted or told.
if METRICS_TOKEN := env.text("METRICS_TOKEN"):
    MIDDLEWARE.insert(1, "centre.metrics.middleware.MetricsMiddleware")

ROOT_URLCONF = "centre.urls"
WSGI_APPLICATION = "centre.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'centre.sqlite3'}"),
        conn_max_age=60,
        # After a restart of the database the first page is right again.
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for the writer, and a writer waits its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Who cannot be reached is not waited for.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "centre.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Harder to guess with many machines than the default, and four times lighter for a small server.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "centre.staff.access.passwords.NoNameValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# "required": who directs a commune, and the federation, enter with a code of their telephone too.
SECOND_FACTOR = env.choice("SECOND_FACTOR", "offered", "required")
# The link of an invitation: where mail is read once a week, three days are too short.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
# A stranger who guesses locks the pair (account, address), never the account alone:
# otherwise anybody could lock the centre out of its own site.
AXES_FAILURE_LIMIT = 5
AXES_CLIENT_IP_CALLABLE = "centre.staff.access.client.client_address"
TRUSTED_PROXIES = 0
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "wagtailadmin/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True

# Pages apart: many of them must not drive out the rest.
CACHES = {
    "default": {"BACKEND": "centre.cache.local.ProcessCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
PAGE_CACHE = env.flag("PAGE_CACHE", default=True)
# No timer runs where somebody only develops or shows the site.
TICK_EXPECTED = False

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Africa/Lome"
USE_I18N = True
USE_TZ = True

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "centre.uploads.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A large file, while it comes in, lies where it will stay: no other disk can be full.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "centre.uploads.storage.StagedUploadHandler",
]
BACKUP_DIR = Path(env.text("BACKUP_DIR", str(VAR_DIR / "backups")))
BACKUP_KEY = env.text("BACKUP_KEY")
BACKUP_KEEP = env.number("BACKUP_KEEP", 14)
# The page editor posts one field per block: Django's 1 000 is too few.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# No anonymous page sets a cookie; staff cookies stay out of reach of scripts.
SESSION_ENGINE = "centre.staff.access.sessions"
SESSION_COOKIE_HTTPONLY = True
# When nothing was asked for so long, and when the browser is closed unless she chose otherwise.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
# No page asks for any of these, and none it frames may. nginx says the same of its own answers.
ANSWER_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    }
}
# Wagtail's editor writes styles into its pages and frames its own previews (docs/decisions/0019).
STAFF_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "base-uri": [SELF],
    "connect-src": [SELF],
    "font-src": [SELF, "data:"],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "object-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
}

WAGTAIL_SITE_NAME = "Centre"
WAGTAILADMIN_BASE_URL = env.text("CENTRE_BASE_URL", "http://localhost:8000")
# The name under which an application of codes keeps the account.
OTP_TOTP_ISSUER = urlsplit(WAGTAILADMIN_BASE_URL).hostname
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_USER_LOGIN_FORM = "centre.staff.forms.LoginForm"
WAGTAIL_I18N_ENABLED = False
# A pasted address that is nearly that of a page is not asked about: the question names the page.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# The staff area contacts no outside host.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "simple",
    }
}
WAGTAILIMAGES_IMAGE_MODEL = "centre.CentreImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12_000_000
# A phone of 50 megapixels takes 8192 × 6144, in JPEG; an A4 page scanned at 600 dpi has 35.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
PICTURE_MAX_PIXELS = 36_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "centre.uploads.forms.CentreImageForm"
PICTURE_MAX_SIDE = 2400
PICTURE_MAX_FRAMES = 200
WAGTAILIMAGES_JPEG_QUALITY = 68
WAGTAILIMAGES_WEBP_QUALITY = 62
WAGTAILDOCS_DOCUMENT_MODEL = "centre.CentreDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 15_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "centre.uploads.forms.CentreDocumentForm"
# Through a view that checks who may read and never lets the browser open the file in the site.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
WAGTAILMEDIA = {
    "MEDIA_MODEL": "centre.CentreMedia",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus"],
    "VIDEO_EXTENSIONS": ["mp4"],
    "MEDIA_FORM_BASE": "centre.uploads.forms.CentreMediaForm",
}
SOUND_MAX_UPLOAD_SIZE = 20_000_000
FILM_MAX_UPLOAD_SIZE = 80_000_000
