"""Fixtures of everything that runs the portal as processes; a conftest imports them by name."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from .processes import Portal

MakePortal = Callable[..., Portal]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Show with a failed test what the processes wrote."""
    report = yield
    if report.failed:
        for portal in Portal.open_portals:
            report.sections += [(f"log of {name}", tail) for name, tail in portal.logs()]
    return report


@pytest.fixture(scope="session")
def _new_portal(tmp_path_factory, django_db_blocker) -> Callable[..., Portal]:
    def make(name: str, **environment: str) -> Portal:
        return Portal(tmp_path_factory.mktemp(name), django_db_blocker, **environment)

    return make


@pytest.fixture
def make_portal(_new_portal) -> Iterator[MakePortal]:
    """Make portals for one test: `make_portal(name, VARIABLE="value", …)`."""
    with ExitStack() as stack:

        def make(name: str, **environment: str) -> Portal:
            portal = _new_portal(name, **environment)
            stack.callback(portal.close)
            return portal

        yield make


@pytest.fixture(scope="session")
def portal(_new_portal) -> Iterator[Portal]:
    """Return a running portal with the demonstration's content, one for the whole run.

    Whoever tests it may ask as often as he likes.
    """
    running = _new_portal("portal", API_RATE="")
    try:
        running.load_demo()
        running.start_site()
        running.start_worker()
        yield running
    finally:
        running.close()
