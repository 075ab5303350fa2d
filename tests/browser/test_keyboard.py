"""A journey by keyboard alone on a small phone: from the home page to a document, and on."""

import re
import time
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
MOST_TABS = 90
# Seconds in which what has the focus must have come into sight: Swagger UI moves the window itself.
AT_REST = 5
ANNOUNCEMENT = "/thong-bao/thuc-hien-de-an-so-07/"

# Whether what has the focus can be seen to have it: an outline, inside of the window.
IS_SEEN = """
() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inWindow = box.width > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  return hasOutline && inWindow;
}
"""


@pytest.fixture
def page(open_window) -> Page:
    return open_window(WIDTH, HEIGHT, reduced_motion="reduce")


def has_focus(target: Locator) -> bool:
    return bool(target.count() and target.evaluate("each => each === document.activeElement"))


def focus_is_seen(page: Page) -> bool:
    """Return whether what has the focus can be seen to have it, once the window is at rest."""
    until = time.monotonic() + AT_REST
    while not page.evaluate(IS_SEEN):
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(50)
    return True


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, which must be seen at every step."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert focus_is_seen(page), page.evaluate("document.activeElement.outerHTML")
        if has_focus(target):
            return
    raise AssertionError(f"{target} is not reached by {MOST_TABS} tabs")


def skip_to_content(page: Page) -> None:
    tab_to(page, page.locator(".skip-link"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def follow(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_from_home_to_a_document(page, portal):
    page.goto(portal.root)
    skip_to_content(page)
    follow(page, page.locator("main .more a"))
    expect(page).to_have_url(f"{portal.root}/thong-bao/")

    skip_to_content(page)
    tab_to(page, page.locator("#filter-category"))
    page.keyboard.type("Xây dựng")
    follow(page, page.locator(".filter button"))
    expect(page).to_have_url(re.compile("category=xay-dung-dang"))

    skip_to_content(page)
    follow(page, page.locator(f"main .items a[href='{ANNOUNCEMENT}']"))
    expect(page).to_have_url(portal.root + ANNOUNCEMENT)

    skip_to_content(page)
    follow(page, page.locator("main header .meta a"))
    expect(page).to_have_url(re.compile("category=xay-dung-dang"))
    page.go_back()

    # What is left of a window in which Chromium shows a PDF differs from run to run: the portal is
    # asked and answers, and the window stays where it is.
    answers = []

    def keep(route: Route) -> None:
        answers.append(route.fetch())
        route.fulfill(status=HTTPStatus.NO_CONTENT)

    page.route("**/files/documents/**", keep)
    skip_to_content(page)
    with page.expect_response("**/files/documents/**/*.pdf"):
        follow(page, page.locator(".attachments a").first)
    assert [(each.status, each.headers["content-type"]) for each in answers] == [
        (HTTPStatus.OK, "application/pdf")
    ]


def test_from_an_announcement_to_the_search(page, portal):
    page.goto(portal.root + ANNOUNCEMENT)
    tab_to(page, page.locator("#header-search"))
    page.keyboard.type("de an")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=de\+an"))
    expect(page.locator("main h1")).to_be_visible()


def test_buttons_after_an_article_are_reached_and_pressed(page, portal):
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(portal.root + ANNOUNCEMENT)
    skip_to_content(page)
    follow(page, page.locator("[data-print]"))
    assert page.evaluate("window.printed")
    follow(page, page.locator(".neighbours a[rel=prev]"))
    expect(page).not_to_have_url(portal.root + ANNOUNCEMENT)


def test_statement_is_reached_from_the_footer(page, portal):
    page.goto(portal.root)
    skip_to_content(page)
    follow(page, page.locator(".page-help a").first)
    expect(page).to_have_url(f"{portal.root}/kha-nang-tiep-can/")


def test_language_is_switched(page, portal):
    page.goto(portal.root)
    follow(page, page.locator(".site-header a[hreflang=en]"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
