"""The test suite: how it differs from base. DATABASE_URL chooses the database."""

import os

from .base import *  # noqa: F403 - a settings module extends the one before it
from .base import LOGGING, VAR_DIR

SECRET_KEY = "django-insecure-test"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["*"]
DEMO_ALLOWED = True
DEBUG = False
AUTH_PASSWORD_VALIDATORS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Uploads of one run; tests/conftest.py removes them.
MEDIA_ROOT = VAR_DIR / "test" / f"media-{os.getpid()}"
SIGNATURE_TRUST_ROOTS = VAR_DIR / "test" / f"trust-{os.getpid()}"
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}

# Thousands of requests come from one address; the throttles have tests of their own.
API_RATE = API_TOKEN_RATE = VISITS_RATE = ""
