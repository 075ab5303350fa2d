"""The page on which people read the description of the API, as Swagger UI shows it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .test_accessibility import violations
from .test_keyboard import tab_to

pytestmark = pytest.mark.browser

PHONE = (360, 740)
OPERATION = "#operations-site-getSite"
# With the longest words.
LONG = "#operations-changes-getChanges"


def opened(page: Page, address: str, *operations: str) -> Page:
    """Return `page` at the documentation, with `operations` open."""
    page.goto(address)
    for operation in operations:
        page.locator(f"{operation} .opblock-summary-control").click()
        expect(page.locator(f"{operation} .responses-table")).to_be_visible()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing(portal, open_window, shoot, prefix, scheme):
    window = open_window(*PHONE, color_scheme=scheme)
    page = opened(window, f"{portal.root}{prefix}/api/docs/", OPERATION, LONG)
    language = prefix.strip("/") or "vi"
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#api-description")).to_have_attribute("lang", "en")
    shoot(page, f"api-docs-{language}-{scheme}")
    assert violations(Axe(), page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


def test_every_request_is_there(portal, open_window):
    page = open_window()
    page.goto(f"{portal.root}/api/docs/")
    described = page.request.get(f"{portal.root}/api/v2/openapi.json").json()
    expect(page.locator(".opblock")).to_have_count(len(described["paths"]))
    expect(page.locator(".models")).to_be_visible()


def test_with_the_keyboard_alone_the_portal_is_asked(portal, open_window):
    page = open_window(*PHONE, reduced_motion="reduce")
    page.goto(f"{portal.root}/api/docs/{OPERATION}")
    operation = page.locator(OPERATION)
    summary = operation.locator(".opblock-summary-control")
    expect(summary).to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    tab_to(page, operation.get_by_role("button", name="Try it out"))
    page.keyboard.press("Enter")
    with page.expect_response(lambda response: "/api/v2/site/" in response.url) as answer:
        tab_to(page, operation.get_by_role("button", name="Execute"))
        page.keyboard.press("Enter")
    assert answer.value.status == 200
    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text(
        "200"
    )


def test_without_scripts_it_says_where_the_rest_is(portal, open_window):
    page = open_window(*PHONE, java_script_enabled=False)
    page.goto(f"{portal.root}/api/docs/")
    expect(page.locator("noscript p")).to_contain_text("openapi.json")
    with page.expect_response(lambda response: response.url.endswith("/openapi.json")) as answer:
        page.get_by_role("link", name="openapi.json").click()
    assert answer.value.status == 200
