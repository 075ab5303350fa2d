"""A Chromium, windows in it, and the portal that they look at."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.databases import ROOT

from .chromium import ARGUMENTS, find_chromium

SCREENSHOTS = ROOT / "var" / "screenshots"
TIMEOUT_MS = 30_000
# What is expected of a page is waited for as long as what is done to it, not the library's five
# seconds: a busy machine takes more for a page of the admin.
expect.set_options(timeout=TIMEOUT_MS)

Shoot = Callable[[Page, str], None]


# Not for the whole session: while Playwright's event loop runs, Django lets no other test use
# the database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    path = find_chromium()
    if path is None:
        refuse = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        refuse("no Chromium was found; install it, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_window(browser) -> Iterator[Callable[..., Page]]:
    """Open windows: `open_window(width, height, **options of new_context)`."""
    contexts = []

    def open_one(width: int = 1280, height: int = 900, **options: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", **options
        )
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def shoot() -> Shoot:
    """Keep pictures under var/screenshots where SCREENSHOTS=1: `shoot(page, name)`."""
    if os.environ.get("SCREENSHOTS") != "1":
        return lambda page, name: None
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=Path(SCREENSHOTS, f"{name}.png"), full_page=True)

    return keep
