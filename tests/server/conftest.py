"""Fixtures of the tests that run the portal as processes."""

from .fixtures import _new_portal, make_portal, portal, pytest_runtest_makereport

__all__ = ["_new_portal", "make_portal", "portal", "pytest_runtest_makereport"]
