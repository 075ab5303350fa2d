"""Fixtures of the tests that ask a running portal."""

from tests.server.fixtures import _new_portal, make_portal, portal, pytest_runtest_makereport

__all__ = ["_new_portal", "make_portal", "portal", "pytest_runtest_makereport"]
