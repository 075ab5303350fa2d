"""The public pages on a cheap phone and on a desk, light and dark, with keys alone."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": ("/", 200),
    "list": ("/thong-bao/", 200),
    "announcement": ("/thong-bao/thuc-hien-de-an-so-07/", 200),
    "search": ("/search/?q=de+an", 200),
    "documentation of the API": ("/api/docs/", 200),
    "missing": ("/khong-co-trang-nay/", 404),
}
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
SCHEMES = ["light", "dark"]
MOST_TABS = 40

REMEMBER_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


class Watch:
    """Hears what a window asks for and complains of."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str | None] = set()
        self.failed: list[str] = []
        self.errors: list[str] = []
        self._page = page
        page.add_init_script(REMEMBER_VIOLATIONS)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        page.on("response", self._hear_response)
        page.on("console", self._hear_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def violations(self) -> list[str]:
        """What the Content-Security-Policy has forbidden."""
        return self._page.evaluate("window.violations")

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.failed.append(f"{response.status} {response.url}")

    def _hear_console(self, message) -> None:
        # The browser reports the status of the page itself as an error, too.
        is_of_the_page = message.location["url"] == self._page.url
        if message.type == "error" and not (is_of_the_page and "404" in message.text):
            self.errors.append(message.text)


@pytest.fixture(params=list(product(SIZES, SCHEMES)), ids="-".join)
def window(request, open_window) -> Page:
    """Return a window of each size in each colour scheme."""
    size, scheme = request.param
    return open_window(*SIZES[size], color_scheme=scheme)


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_and_keeps_to_itself(name, window, portal, shoot, request):
    path, status = PAGES[name]
    page, watch = window, Watch(window)

    answer = page.goto(portal.root + path, wait_until="networkidle")

    shoot(page, f"public-{request.node.callspec.id}")
    assert answer.status == status
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    assert watch.hosts == {"localhost"}
    assert watch.failed == []
    assert watch.errors == []
    assert watch.violations == []


def test_dark_is_dark(portal, open_window):
    brightness = {}
    for scheme in SCHEMES:
        page = open_window(color_scheme=scheme)
        page.goto(portal.root)
        brightness[scheme] = brightness_of_text(page)

    assert brightness["light"] < brightness["dark"]


@pytest.mark.parametrize("size", SIZES)
def test_skip_link_leads_to_the_content(size, portal, open_window):
    page = open_window(*SIZES[size])
    page.goto(f"{portal.root}/thong-bao/")

    page.keyboard.press("Tab")
    skip_link = page.locator(":focus")
    expect(skip_link).to_have_attribute("href", "#content")
    expect(skip_link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


@pytest.mark.parametrize("size", SIZES)
def test_menu_works_with_keys_alone(size, portal, open_window):
    page = open_window(*SIZES[size])
    page.goto(portal.root)
    target = page.locator("nav.main-menu a[href='/gioi-thieu/']")

    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("link => link === document.activeElement"):
            break
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    assert target.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{portal.root}/gioi-thieu/")
    expect(page.locator("nav.main-menu [aria-current]")).to_have_attribute("href", "/gioi-thieu/")


def brightness_of_text(page: Page) -> int:
    """Return the sum of red, green and blue of the page's text."""
    colour = page.evaluate("getComputedStyle(document.body).color")
    return sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(","))
