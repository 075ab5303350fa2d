"""Suggestions while somebody types: by keyboard, by touch, over a slow network, without script."""

import re
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, Route, expect

from portal.queue.models import Job
from tests.server.processes import wait_until

pytestmark = pytest.mark.browser

PHONE = (360, 740)
ENDPOINT = re.compile("/search/suggestions/")
ANNOUNCEMENT = "/thong-bao/thuc-hien-de-an-so-07/"
TITLE = "Đề án số 07"


@pytest.fixture(scope="module", autouse=True)
def _is_read(portal):
    """Wait until the worker has read everything: what has changed since is not suggested."""
    open_states = (Job.State.READY, Job.State.RUNNING)
    with portal.orm():
        wait_until(
            lambda: not Job.objects.filter(state__in=open_states).exists(), "all is in the index"
        )


@pytest.fixture
def page(open_window, portal) -> Page:
    page = open_window(*PHONE, reduced_motion="reduce")
    page.goto(portal.root)
    return page


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Tìm kiếm trên cổng")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.locator("[role=option][aria-selected=true]")


def type_slowly(page: Page, text: str) -> None:
    field(page).press_sequentially(text, delay=20)


def test_without_diacritics_by_keyboard_to_the_page(page, portal, shoot):
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    type_slowly(page, "de an so 07")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page).filter(has_text=TITLE).first).to_be_visible()
    expect(page.locator("header [role=status]")).to_contain_text("gợi ý")
    expect(chosen(page)).to_have_count(0)
    shoot(page, "suggestions-phone")

    count = options(page).count()
    place = next(n for n in range(count) if "Thực hiện" in options(page).nth(n).inner_text())
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(1)
    expect(chosen(page)).to_contain_text(TITLE)
    expect(field(page)).to_have_attribute("aria-activedescendant", chosen(page).get_attribute("id"))
    expect(field(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(portal.root + ANNOUNCEMENT)
    page.go_back()
    expect(options(page)).to_have_count(0)


def test_arrows_go_round_and_typing_goes_on(page):
    type_slowly(page, "de an")
    expect(options(page).first).to_be_visible()
    count = options(page).count()
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_have_text(options(page).nth(count - 1).inner_text().replace("\n", " "))
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(1)
    page.keyboard.press("Home")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.type("x")
    expect(field(page)).to_have_value("xde an")
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_enter_with_nothing_chosen_searches_what_was_typed(page):
    type_slowly(page, "de an")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=de\+an"))
    expect(page.locator("main h1")).to_be_visible()


def test_escape_closes_and_keeps_the_words(page):
    type_slowly(page, "de an")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("de an")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.locator(".site-header button")).to_be_focused()


def test_by_touch(open_window, portal):
    page = open_window(*PHONE, has_touch=True)
    page.goto(portal.root)
    field(page).tap()
    type_slowly(page, "thuc hien de an so 07")
    options(page).first.tap()
    expect(page).to_have_url(portal.root + ANNOUNCEMENT)


def test_number_of_a_document_and_a_category(page, portal):
    type_slowly(page, "59 kh")
    expect(options(page).filter(has_text="59-KH/HU").first).to_contain_text("Văn bản")
    field(page).fill("xay dung dang")
    first = options(page).first
    expect(first).to_contain_text("Chuyên mục")
    first.click()
    expect(page).to_have_url(re.compile("category=xay-dung-dang"))


def test_form_of_the_search_page_suggests_too(page, portal):
    page.goto(f"{portal.root}/en/search/?q=07")
    combobox = page.get_by_role("combobox", name="Words to look for")
    combobox.fill("59 kh")
    expect(options(page).first).to_contain_text("Document")
    expect(options(page).first.locator("[lang=vi]")).to_contain_text("59-KH/HU")


def test_old_answer_never_replaces_a_newer_one(page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"suggestions/\?q=de(\+|%20)an$"), hold)
    with page.expect_request(ENDPOINT):
        field(page).fill("de an")
    field(page).press_sequentially(" so 07", delay=20)
    expect(options(page).first).to_be_visible()
    newer = options(page).all_inner_texts()
    # The browser may have given the request up already.
    with suppress(Error):
        held[0].fulfill(json={"told": "", "suggestions": [suggestion("Câu trả lời cũ")]})
    # Whoever types on is answered once more: what came late has had its time by then.
    with page.expect_response(ENDPOINT):
        field(page).press_sequentially(" ")
    assert options(page).all_inner_texts() == newer


def suggestion(label: str) -> dict:
    pieces = [{"text": label, "is_marked": False}]
    return {"label": label, "pieces": pieces, "kind": "", "url": "/", "language": "vi"}


def test_slow_network_holds_up_nothing(page):
    page.route(ENDPOINT, lambda route: None)
    with page.expect_request(ENDPOINT):
        type_slowly(page, "de an")
    type_slowly(page, " so 07")
    expect(field(page)).to_have_value("de an so 07")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=de\+an\+so\+07"))


@pytest.mark.parametrize("failure", ["no network", "an error"])
def test_failure_is_quiet(page, failure):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    type_slowly(page, "de an")
    expect(options(page).first).to_be_visible()
    page.route(
        ENDPOINT,
        lambda route: route.abort() if failure == "no network" else route.fulfill(status=500),
    )
    type_slowly(page, " so")
    expect(options(page)).to_have_count(0)
    expect(page.locator("header [role=status]")).to_be_empty()
    assert errors == []


def test_without_script_the_form_is_a_form(open_window, portal):
    page = open_window(*PHONE, java_script_enabled=False)
    page.goto(portal.root)
    page.get_by_role("searchbox", name="Tìm kiếm trên cổng").fill("de an")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=de\+an"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_open_list_is_accessible_and_fits(open_window, portal, shoot, scheme, width):
    page = open_window(width, 800, color_scheme=scheme)
    page.goto(portal.root)
    type_slowly(page, "de an")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    shoot(page, f"suggestions-{width}-{scheme}")
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    assert page.locator("[role=listbox]").bounding_box()["width"] > 250
