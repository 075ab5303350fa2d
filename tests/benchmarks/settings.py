"""What the benchmarks run with: the tests' settings, with Wagtail's own API beside ours."""

from portal.settings.test import *  # noqa: F403 - a settings module extends the one before it
from portal.settings.test import VAR_DIR

ROOT_URLCONF = "tests.benchmarks.urls"
# What ours is measured beside; pages and documents have an index of their own.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# One for all processes of a run.
MEDIA_ROOT = VAR_DIR / "benchmarks" / "media"
SIGNATURE_TRUST_ROOTS = VAR_DIR / "benchmarks" / "trust"
