"""Settings of Wagtail's own test project, with our viewsets' needs added."""

import os
from pathlib import Path

import environ
from wagtail.test.settings import *  # noqa: F403 - a settings module extends the one before it
from wagtail.test.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

from tests.databases import CLONE_PREFIX, base_url

# None of the API's tests touches these; each would cost tables to make and to empty.
_NOT_NEEDED = {
    "wagtail.test.earlypage",
    "wagtail.test.snippets",
    "wagtail.test.i18n",
    "wagtail.test.streamfield_migrations",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.styleguide",
    "wagtail.api.v3",
}
# `media` is there for its serializers, `search` for its filter: importing them imports models.
INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if app not in _NOT_NEEDED),
    "tests.stock",
    "wagtail_localize",
    "portal.queue",
    "portal.syndication",
    "search",
    "media",
]
MIDDLEWARE = [
    "portal.middleware.SharedAnswersMiddleware",
    "portal.middleware.ConditionalApiMiddleware",
    *MIDDLEWARE,
]
# Jinja2 is not installed.
TEMPLATES = [engine for engine in TEMPLATES if "django.DjangoTemplates" in engine["BACKEND"]]
ROOT_URLCONF = "tests.stock.urls"

url = base_url()
DATABASES = {"default": environ.Env.db_url_config("sqlite:///" if url == "sqlite" else url)}
# 250 migrations would take longer than all of the tests; the runner adds the rows that they make.
DATABASES["default"]["TEST"] = {"MIGRATE": False}
if url != "sqlite":
    DATABASES["default"]["TEST"]["NAME"] = f"{CLONE_PREFIX}stock_{os.getpid()}"

# Ours that the API reads.
# WAGTAILAPI_LIMIT_MAX and WAGTAILAPI_RICH_TEXT_FORMAT stay stock, as Wagtail's tests expect.
API_SHARED_SECONDS = 30
SIGNATURE_TRUST_ROOTS = Path("/nonexistent")
# Its page types are nobody's to copy.
SILENCED_SYSTEM_CHECKS = ["syndication.E001"]
