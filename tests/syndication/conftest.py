"""Fixtures of the tests that run the portal as processes."""

from tests.server.fixtures import _new_portal, make_portal, pytest_runtest_makereport

__all__ = ["_new_portal", "make_portal", "pytest_runtest_makereport"]
