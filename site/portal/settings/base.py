"""Settings that hold everywhere; what an operator may change is read from the environment."""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()


def address(name: str, default: str) -> str:
    """Return the URL that the variable `name` holds; an empty one counts as missing."""
    return env.str(name, default="").strip() or default


BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# Applications

INSTALLED_APPS = [
    "portal",
    "portal.queue",
    "portal.syndication",
    "portal.syndication.consumers",
    "portal.syndication.webhooks",
    "portal.visits",
    "portal.previewing",
    "home",
    "announcements",
    "search",
    "media",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "corsheaders",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.SharedAnswersMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "portal.api_access.ApiAccessMiddleware",
    "portal.middleware.ConditionalApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.WithdrawnMiddleware",
    "portal.redirects.PublicRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["portal.marked_templates.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Database. ATOMIC_REQUESTS stays off: portal.transactions says what stands in its place.

DATABASES = {
    "default": env.db_url_config(address("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache_url_config(address("CACHE_URL", "locmemcache://"))}

# People

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# How many proxies stand before the application; so many hops of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=10)
AXES_COOLOFF_TIME = env.float("LOGIN_COOLOFF_HOURS", default=0.25)
# A name alone is not locked: a stranger could shut the editor out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "portal/login_locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "portal.client_address.client_address"

# Languages, time, formats

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Our own strings first; then what completes and corrects the packages (docs/adr/0041).
LOCALE_PATHS = [BASE_DIR / "site" / "portal" / name for name in ("locale", "locale_packages")]
FORMAT_MODULE_PATH = ["portal.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"

# Files. MEDIA_URL is mapped to nothing: media.views serves what may be seen.

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
STORAGES = {
    "default": {
        "BACKEND": env.str(
            "STORAGE_BACKEND", default="django.core.files.storage.FileSystemStorage"
        ),
        "OPTIONS": env.json("STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# nginx passes through to the files, where MEDIA_ROOT itself lets it in (docs/operations.md).
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o711
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Where nginx has its internal location of MEDIA_ROOT; empty: the application sends the files.
ACCEL_REDIRECT_PREFIX = env.str("ACCEL_REDIRECT_PREFIX", default="")
# How long an address that S3 has been asked to open stays open.
SIGNED_ADDRESS_SECONDS = env.int("SIGNED_ADDRESS_SECONDS", default=60)
# Where signed addresses lead, `https://binhson.s3.example.vn`: browsers load pictures from there.
FILE_ORIGINS = env.list("FILE_ORIGINS", default=[])
# By itself django-storages writes over the file that has the same name already.
AWS_S3_FILE_OVERWRITE = False
AWS_S3_SIGNATURE_VERSION = "s3v4"

# Mail goes through the queue; MAIL_TRANSPORT is what the worker then sends with.

EMAIL_BACKEND = "portal.queue.mail.QueuedEmailBackend"
EMAIL_CONFIG = env.email_url_config(address("EMAIL_URL", "consolemail://"))
MAIL_TRANSPORT = EMAIL_CONFIG.pop("EMAIL_BACKEND")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

# Queue: our rows say what is to be done, a task only wakes the worker (docs/adr).

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}
QUEUE_LEASE_SECONDS = env.int("QUEUE_LEASE_SECONDS", default=300)

# Wagtail

WAGTAIL_SITE_NAME = env.str("WAGTAIL_SITE_NAME", default="Cổng thông tin điện tử")
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://localhost:8000")
# One office, one time: nobody is asked for his.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Half a second of pause would write a revision for every breath; five seconds lose little and
# leave about a tenth of the rows. portal.queue prunes them (docs/adr/0008).
WAGTAIL_AUTOSAVE_INTERVAL = env.int("AUTOSAVE_INTERVAL_MS", default=5000)
REVISIONS_KEPT_DAYS = env.int("REVISIONS_KEPT_DAYS", default=365)
WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.PortalDocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("MAX_IMAGE_MB", default=20) * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv", "zip",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("MAX_DOCUMENT_MB", default=50) * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_SEARCH_ENABLED = True
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
TAGGIT_CASE_INSENSITIVE = True

# The API: how often an address may ask (empty: as often as it likes), how often a consumer with a
# token that has no limit of its own, and how long a shared cache may keep an answer; longer only
# where it is told of changes.
API_RATE = env.str("API_RATE", default="600/min")
API_TOKEN_RATE = env.str("API_TOKEN_RATE", default="6000/min")
API_SHARED_SECONDS = env.int("API_SHARED_SECONDS", default=30)
# How many views one address may count; behind one address a whole office may read.
VISITS_RATE = env.str("VISITS_RATE", default="120/min")
# Previews are for one origin alone (portal.previewing).
CORS_URLS_REGEX = r"^/api/(?!v2/preview/)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["authorization", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After"]

# The separate front end that shows drafts, and for how long a link to one is good. The address may
# hold {page} and {token} where that front end wants them; empty: the portal shows drafts itself.
HEADLESS_PREVIEW_URL = env.str("HEADLESS_PREVIEW_URL", default="").strip()
PREVIEW_LINK_SECONDS = env.int("PREVIEW_LINK_SECONDS", default=600)

# A robots.txt that keeps search engines away: for installations that are no portal of the public.
ROBOTS_DISALLOW = env.bool("ROBOTS_DISALLOW", default=False)

# Addresses that later parts of the portal use: no page may take them as its slug today.
RESERVED_SLUGS = ["van-ban", "feed", "sitemap", "robots", "protected", "static"]

# The certificates (PEM files) at which chains of signatures must end; none are shipped.
SIGNATURE_TRUST_ROOTS = Path(env.str("SIGNATURE_TRUST_ROOTS", default="") or VAR_DIR / "trust")
# What looking into one file may cost: seconds, bytes of memory, bytes of what is found.
INSPECTION_LIMITS = {"seconds": 60, "memory": 1024**3, "output": 32 * 1024**2}
SAFETY_CHECK_LIMITS = {"seconds": 5, "memory": 256 * 1024**2, "output": 64 * 1024}

# A cache before the portal that can purge: it is told of each address that answers otherwise
# (Wagtail's WAGTAILFRONTENDCACHE, as JSON). Empty: nobody is told.
WAGTAILFRONTENDCACHE = env.json("FRONTEND_CACHE", default={})

# Networks (10.20.0.0/16) that webhooks may lead into although they are not of the public one.
WEBHOOK_ALLOWED_NETWORKS = env.list("WEBHOOK_ALLOWED_NETWORKS", default=[])

# Security

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail lets its own previews through
SESSION_COOKIE_HTTPONLY = True
# The admin has a policy of its own (portal.urls).
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *FILE_ORIGINS],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Libraries that tell each step: an edit would fill the screen with what follows from it.
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("axes", "django_tasks", "django_tasks_db", "fontTools", "wagtail")
    },
}
