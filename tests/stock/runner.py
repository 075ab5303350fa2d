"""Runs Wagtail's own API tests in a process of their own: `python -m tests.stock.runner <file>`.

Django can be set up once in a process, and pytest's has our settings. The outcome of each test,
`passed` or its traceback, is written to the file as JSON; a test that fails does not fail the run.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from unittest import TestCase, TextTestResult

import django
from django.db.models.signals import post_migrate
from django.test.runner import DiscoverRunner

MODULES = (
    "wagtail.api.v2.tests.test_pages",
    "wagtail.api.v2.tests.test_images",
    "wagtail.api.v2.tests.test_documents",
    "wagtail.api.v2.tests.test_renderer_classes",
    "wagtail.api.v2.tests.tests",
    "wagtail.contrib.redirects.tests.test_redirects_api",
)
PASSED = "passed"


class RecordingResult(TextTestResult):
    """Keeps what became of each test."""

    outcomes: dict[str, str] = {}

    def addSuccess(self, test: TestCase) -> None:  # noqa: N802 - unittest's name
        super().addSuccess(test)
        self.outcomes[test.id()] = PASSED

    def addFailure(self, test: TestCase, err: Any) -> None:  # noqa: N802
        super().addFailure(test, err)
        self.outcomes[test.id()] = self.failures[-1][1]

    def addError(self, test: TestCase, err: Any) -> None:  # noqa: N802
        super().addError(test, err)
        self.outcomes[test.id()] = self.errors[-1][1]

    def addSubTest(self, test: TestCase, subtest: TestCase, err: Any) -> None:  # noqa: N802
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.outcomes[test.id()] = self._exc_info_to_string(err, test)


class Runner(DiscoverRunner):
    """Django's, on a database that was made without migrations."""

    def get_resultclass(self) -> type[TextTestResult]:
        return RecordingResult

    def setup_databases(self, **kwargs: Any) -> Any:
        from wagtail.signal_handlers import connect_reference_index_signal_handlers

        databases = super().setup_databases(**kwargs)
        add_first_rows()
        # Each flushed database is announced as a migrated one, and these take half a second.
        post_migrate.disconnect(connect_reference_index_signal_handlers)
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        return databases


def add_first_rows() -> None:
    """Make the rows that Wagtail's migrations make and that its tests count on."""
    from django.contrib.auth.models import Group
    from wagtail.models import Collection, Locale, Page, Site

    locale = Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root", locale=locale)
    home = root.add_child(title="Welcome to your new Wagtail site!", slug="home", locale=locale)
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Collection.add_root(name="Root")
    for name in ("Moderators", "Editors"):
        Group.objects.create(name=name)


def main(file: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.stock.settings"
    django.setup()
    Runner(verbosity=0, interactive=False).run_tests(MODULES)
    file.write_text(json.dumps(RecordingResult.outcomes))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
