"""What stands on paper, and the saved article where there is no network."""

import io
import re

import pytest
import requests
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

PATH = "/thong-bao/thuc-hien-de-an-so-07/"
MOMENT = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d")
NOT_ON_PAPER = [
    ".skip-link",
    ".main-menu",
    ".breadcrumb",
    ".search-form",
    ".page-tools",
    ".related",
    ".neighbours",
    ".page-help",
]


def text_on_paper(page: Page) -> str:
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_shows_the_article_alone(scheme, portal, open_window):
    page = open_window(color_scheme=scheme)
    page.goto(portal.root + PATH)
    page.emulate_media(media="print", color_scheme=scheme)

    for selector in NOT_ON_PAPER:
        assert page.locator(selector).count(), selector
        for part in page.locator(selector).all():
            expect(part).to_be_hidden()
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_paper_names_the_address_and_the_moment_of_printing(portal, open_window):
    page = open_window()
    page.clock.install(time="2030-01-02T03:04:00")
    page.goto(portal.root + PATH)
    page.clock.set_fixed_time("2030-05-06T07:08:00")

    text = text_on_paper(page)

    # Printed long after it was loaded: the moment is that of printing.
    assert page.locator("[data-printed]").text_content() == "06/05/2030 07:08"
    assert "06/05/2030 07:08" in text
    assert portal.root + PATH in text
    assert "Dân tin - Đảng cử" in text


def test_without_script_paper_names_the_address_alone(portal, open_window):
    page = open_window(java_script_enabled=False)
    page.goto(portal.root + PATH)
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator("[data-copy]")).to_be_hidden()

    text = text_on_paper(page)

    assert portal.root + PATH in text
    page.emulate_media(media="print")
    expect(page.locator("[data-printed]")).to_be_hidden()


def test_print_button_prints(portal, open_window):
    page = open_window(360, 740)
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(portal.root + PATH)
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed")


def test_address_is_copied_and_said(portal, open_window):
    page = open_window(360, 740, permissions=["clipboard-read", "clipboard-write"])
    page.goto(portal.root + PATH)
    button = page.locator("[data-copy]")
    button.click()
    expect(page.locator(".page-tools [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()").endswith(PATH)


def test_saved_article_opens_without_a_network(portal, open_window, tmp_path):
    page = open_window(360, 740, accept_downloads=True)
    page.goto(portal.root + PATH)
    with page.expect_download() as started:
        page.locator(".page-tools a[href$='luu-bai/']").click()
    kept = tmp_path / "kept.html"
    started.value.save_as(kept)
    assert started.value.suggested_filename.startswith("2022-04-09 Thực hiện Đề án số 07")

    window = open_window(360, 740, offline=True)
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    window.goto(kept.as_uri())

    pictures = window.locator("img").all()
    assert pictures
    assert all(picture.evaluate("each => each.naturalWidth > 0") for picture in pictures)
    assert set(asked) <= {"file", "data"}
    assert window.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    expect(window.locator("h1")).to_contain_text("Thực hiện Đề án số 07-ĐA/TU")
    assert MOMENT.search(window.locator("footer time").text_content() or "")


def test_saved_article_loads_nothing_with_a_network_either(portal, open_window, tmp_path):
    kept = tmp_path / "kept.html"
    kept.write_bytes(requests.get(f"{portal.root}{PATH}luu-bai/", timeout=60).content)
    page = open_window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    page.goto(kept.as_uri(), wait_until="networkidle")
    assert set(asked) <= {"file", "data"}
