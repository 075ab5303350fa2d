"""The search as a reader uses it on a phone, without a word of script."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PHONE = (360, 740)
BUTTON = "Tìm kiếm"


@pytest.fixture
def page(open_window, portal) -> Page:
    """Return a window without JavaScript that looks at the search page."""
    page = open_window(*PHONE, java_script_enabled=False)
    page.goto(f"{portal.root}/search/")
    return page


def look_for(page: Page, text: str) -> None:
    page.locator("#search-query").fill(text)
    page.get_by_role("button", name=BUTTON).click()


def results(page: Page) -> list[str]:
    return page.locator(".items h3").all_inner_texts()


def test_from_words_without_diacritics_to_a_second_page_and_back(page, portal, shoot):
    look_for(page, "de an")
    expect(page.locator(".items mark").first).to_have_text("Đề án")
    first = results(page)
    shoot(page, "search-1-results")

    page.get_by_role("link", name="Trang sau").click()
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an&page=2")
    assert results(page)
    assert not set(results(page)) & set(first)

    page.get_by_role("link", name="Trang trước").click()
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an")
    assert results(page) == first


def test_filters_narrow_and_are_taken_back(page, portal, shoot):
    look_for(page, "de an")
    everything = page.locator(".count").inner_text()
    year = page.get_by_label("Năm", exact=True)
    label = year.locator("option[value='2021']").inner_text()
    count = re.fullmatch(r"2021 \((\d+)\)", label)[1]

    year.select_option("2021")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".items > li")).to_have_count(int(count))
    assert page.locator(".count").inner_text() != everything
    shoot(page, "search-2-narrowed")

    page.get_by_role("link", name="mới nhất").click()
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an&year=2021&sort=date")
    page.get_by_role("link", name="Bỏ điều kiện lọc:").click()
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an&sort=date")
    expect(page.locator(".count")).to_have_text(everything)


def test_a_document_is_found_by_its_number(page, portal, shoot):
    look_for(page, "59 kh hu")
    page.get_by_label("Loại văn bản").select_option("KH")
    page.get_by_role("button", name="Lọc").click()
    shoot(page, "search-3-number")
    page.locator(".items h3 a").first.click()

    expect(page.locator("h1")).to_contain_text("59-KH/HU")
    paper = page.locator(".record-facts").get_by_role("link", name=re.compile(r"\.pdf$"))
    answer = page.request.get(portal.root + paper.get_attribute("href"))
    assert answer.body().startswith(b"%PDF-")


def test_what_was_mistyped_is_one_step_from_results(page, shoot):
    look_for(page, "tiem chumg")
    expect(page.locator("main")).to_contain_text("Không tìm thấy")
    shoot(page, "search-4-did-you-mean")

    page.get_by_role("link", name="tiem chủng").click()
    assert results(page)
    expect(page.locator("#search-query")).to_have_value("tiem chủng")


def test_filters_that_exclude_each_other_lead_back(page, portal, shoot):
    page.goto(f"{portal.root}/search/?q=de+an&category=xay-dung-dang&kind=KH")
    shoot(page, "search-5-nothing")
    page.get_by_role("link", name=re.compile(r"kết quả khi không lọc")).click()
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an")
    assert results(page)


def test_results_are_reached_with_keys_alone(page, portal):
    page.locator("#search-query").focus()
    page.keyboard.type("de an")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{portal.root}/search/?q=de+an")
    link = page.locator(".items h3 a").first
    page.locator("#search-query").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Đề án")
