"""What JavaScript draws in the admin is Vietnamese: editor, choosers, comments, dialogs."""

import re

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.english_words import Shown, english_in
from tests.server.processes import Portal

from .admin import Admin, AnnouncementForm

pytestmark = pytest.mark.browser

# What is rightly English: the demonstration's portal in that language, a button that Wagtail's
# date picker never shows.
ENGLISH_NAME = "Binh Son District Portal"
ENGLISH_LIST = "Announcements"
NEVER_SHOWN = "Save Selected"
# What has been written in the translation editor.
WRITTEN = """() => JSON.parse(document.querySelector(".js-translation-editor").dataset.props)
    .initialStringTranslations.map(segment => segment.data)"""


def english_on(page: Page) -> set[str]:
    """Return the English texts of the page as it stands now, after all scripts."""
    found = english_in(Shown(page.content()).texts)
    found -= {ENGLISH_LIST, NEVER_SHOWN}
    return {text for text in found if ENGLISH_NAME not in text}


@pytest.fixture
def page(open_window) -> Page:
    return open_window(1280, 900)


@pytest.fixture
def admin(page, portal) -> Admin:
    return Admin(page, portal.root)


def first_page(portal: Portal, **query: str) -> int:
    """Return the id of the first page of the API that fits `query`."""
    answer = requests.get(f"{portal.root}/api/v2/pages/", params=query, timeout=60)
    return answer.json()["items"][0]["id"]


@pytest.fixture
def index(portal) -> int:
    """Return the id of the list called `Thông báo`."""
    return first_page(portal, type="announcements.AnnouncementIndexPage", slug="thong-bao")


def test_menu_explorer_and_shortcuts(admin, page):
    admin.log_in("truongban")
    assert english_on(page) == set()

    for name in ("Báo cáo", "Cài đặt", "Trợ giúp"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("list", name=name, exact=True)).to_be_visible()
        assert english_on(page) == set()
    page.get_by_role("button", name="Trang", exact=True).click()
    expect(page.locator(".c-page-explorer")).to_contain_text("Trang chủ")
    assert english_on(page) == set()
    page.keyboard.press("Escape")

    page.keyboard.press("?")
    expect(page.locator("#keyboard-shortcuts-dialog")).to_be_visible()
    expect(page.locator("#keyboard-shortcuts-dialog")).to_contain_text("Lưu thay đổi")
    assert english_on(page) == set()


def test_editor(admin, page, index):
    admin.log_in("banbientap")
    form = admin.add_announcement(index)
    form.type_title("Bài viết thử")
    form.body.add_paragraph("Thực hiện kế hoạch", bold="ngay", link="xem thêm", target=index)
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" /")
    assert english_on(page) == set()
    page.keyboard.press("Escape")
    page.locator("button.c-sf-add-button").last.click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert english_on(page) == set()
    page.keyboard.press("Escape")

    form.date.click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_contain_text("T2")
    assert english_on(page) == set()
    form.date.press("Tab")

    for panel in ("status", "checks", "preview"):
        page.click(f"[data-side-panel-toggle='{panel}']")
        expect(page.locator(f"[data-side-panel='{panel}']")).to_be_visible()
        assert english_on(page) == set()


def test_comments(admin, page, index):
    admin.log_in("banbientap")
    form = open_first(admin, page, index)
    page.click("[data-side-panel-toggle='comments']")
    form.summary.hover()
    page.locator(".w-field:has(#id_summary) [data-comment-add]").click(force=True)
    expect(page.locator(".comment textarea").first).to_be_visible()
    page.locator(".comment textarea").first.fill("Đề nghị ghi rõ ngày")
    assert english_on(page) == set()
    page.locator(".comment button[type=submit]").first.click()
    assert english_on(page) == set()


@pytest.mark.parametrize(
    "chooser",
    ["images/chooser/", "documents/chooser/", "choose-page/", "choose-external-link/"],
)
def test_choosers(admin, page, index, chooser):
    admin.log_in("banbientap")
    admin.open(f"pages/add/announcements/announcementpage/{index}/")
    page.evaluate("url => ModalWorkflow({url, onload: {}})", f"/admin/{chooser}")
    expect(page.locator(".modal-content")).to_be_visible()

    assert english_on(page) == set()


def test_refused_form_and_unsaved_changes(admin, page, index):
    admin.log_in("bientapvien")
    form = admin.add_announcement(index)
    form.title.fill("")
    page.click("footer .actions--primary button[type=submit]")
    expect(page.locator(".error-message").first).to_be_visible()

    assert english_on(page) == set()


def test_bulk_actions(admin, page, index):
    admin.log_in("truongban")
    admin.open(f"pages/{index}/")
    page.locator("[data-bulk-action-checkbox]").first.check()
    expect(page.locator(".footer, [data-bulk-action-footer]").first).to_contain_text("Đã chọn")

    assert english_on(page) == set()


def test_translation_editor(admin, page, portal):
    english = first_page(portal, type="announcements.AnnouncementPage", locale="en")
    admin.log_in("truongban")
    admin.open(f"pages/{english}/edit/")
    expect(page.get_by_role("heading", name="Dịch từ Tiếng Việt sang English")).to_be_visible()
    written = " ".join(page.evaluate(WRITTEN))

    assert {text for text in english_on(page) if text not in written} == set()


def open_first(admin: Admin, page: Page, index: int) -> AnnouncementForm:
    """Open the form of the first announcement in the list."""
    admin.open(f"pages/{index}/")
    page.locator("table.listing .title-wrapper a").first.click()
    expect(page).to_have_url(re.compile("/edit/"))
    return AnnouncementForm(page)
