"""What every test shares: a cloned database, a clean cache, a folder for uploads."""

import os
import shutil

import environ
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import timezone, translation

from portal import published
from tests import databases
from tests.server.fixtures import _new_portal, make_portal, portal, pytest_runtest_makereport

# Here, and nowhere else: a conftest that imports `portal` once more has another one.
__all__ = ["_new_portal", "make_portal", "portal", "pytest_runtest_makereport"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Stand in for pytest-django's: a clone of the template, without a single migration."""
    with django_db_blocker.unblock():
        url = databases.clone(f"run_{os.getpid()}")
        fresh = environ.Env.db_url_config(url)
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = fresh["NAME"]
        for name in ("USER", "PASSWORD", "HOST", "PORT"):
            connection.settings_dict[name] = fresh[name]
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(url)


@pytest.fixture(scope="session", autouse=True)
def _uploads():
    yield
    for folder in (settings.MEDIA_ROOT, settings.SIGNATURE_TRUST_ROOTS):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _language():
    """A request leaves its language active in the thread; the next test begins with ours."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def between_stretches():
    """Stop the clock between the ends of stretches that limits count by: none begins meanwhile."""
    with time_machine.travel(timezone.now().replace(second=30), tick=False):
        yield


@pytest.fixture(autouse=True)
def _clean_cache():
    """What is kept across requests must not be kept across rolled-back tests.

    Wagtail keeps the sites' root paths for an hour, each process the members of lists.
    """
    cache.clear()
    published._members.clear()
    yield
    cache.clear()
