"""An announcement from its first word to its withdrawal, as the editorial board works."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Error, Locator, Page, expect

from tests.factories import PDF, jpeg
from tests.server.processes import Portal

from .admin import Admin, AnnouncementForm, Withdrawal
from .conftest import Shoot

pytestmark = pytest.mark.browser

TITLE_BEGINS = "Triển khai Đề án số 07-ĐA/TU"
TITLE = f"{TITLE_BEGINS} tại xã Bình Minh"
SLUG = "trien-khai-de-an-so-07-da-tu-tai-xa-binh-minh"
SUMMARY = "Ban hành ngày 06/12/2021."
COMMENT = "Đề nghị ghi rõ ngày ban hành ở phần trích dẫn."
REASON = "Đăng nhầm bản dự thảo."
PDF_NAME = "Kế hoạch số 61-KH/HU (bản ký số).pdf".replace("/", "-")
BLOCKS = ["heading", "paragraph", "image", "document", "quote", "table", "embed"]


@dataclass
class Journey:
    """One portal, one window, and who works in it."""

    portal: Portal
    page: Page
    shoot: Shoot

    @property
    def admin(self) -> Admin:
        return Admin(self.page, self.portal.root)

    def items(self, **query: str) -> list[dict]:
        """Return the announcements in the API's list."""
        parameters = {"type": "announcements.AnnouncementPage", "fields": "*", **query}
        return self.get("/api/v2/pages/", **parameters).json()["items"]

    def get(self, path: str, **query: str) -> requests.Response:
        """Ask the portal without any cookie."""
        return requests.get(self.portal.root + path, params=query, timeout=60)


@pytest.fixture
def journey(portal, open_window, shoot) -> Journey:
    return Journey(portal, open_window(), shoot)


def test_login_and_admin_are_vietnamese(journey):
    page, admin = journey.page, journey.admin
    admin.open("login/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    journey.shoot(page, "01-login")

    admin.log_in("bientapvien")

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("link", name="Chuyên mục")).to_be_visible()
    journey.shoot(page, "02-dashboard")
    form = admin.add_announcement(index_of_announcements(journey))
    assert "Nội dung" in form.tabs()
    assert "Đính chính" in form.tabs()


def test_announcement_from_draft_to_withdrawal(journey, tmp_path):
    admin = journey.admin
    index = index_of_announcements(journey)

    admin.log_in("bientapvien")
    form = admin.add_announcement(index)
    write(form, index, tmp_path)
    journey.shoot(journey.page, "03-written")
    assert form.actions() == {"save", "submit"}
    form.submit()
    journey.shoot(journey.page, "04-submitted")
    assert journey.items(slug=SLUG) == []
    admin.log_out()

    admin.log_in("banbientap")
    journey.shoot(journey.page, "05-awaiting-review")
    form = admin.open_from_dashboard("awaiting-review", TITLE)
    pk = form.pk
    assert {"reject", "approve"} <= form.actions()
    form.request_changes(COMMENT)
    journey.shoot(journey.page, "06-returned")
    admin.log_out()

    admin.log_in("bientapvien")
    journey.shoot(journey.page, "07-seen-by-the-writer")
    form = admin.open_from_dashboard("objects-in-workflow", TITLE)
    expect(form.date).to_have_value("05/11/2026 10:30")
    expect(form.open_review()).to_contain_text(COMMENT)
    journey.shoot(journey.page, "08-comment")
    form.close_review()
    form.summary.fill(SUMMARY)
    form.submit()
    admin.log_out()

    admin.log_in("banbientap")
    form = admin.open_from_dashboard("awaiting-review", TITLE)
    form.approve()
    journey.shoot(journey.page, "09-approved")

    assert_is_public(journey, pk, index)

    withdraw(journey, pk)

    assert_is_gone(journey, pk)


def index_of_announcements(journey: Journey) -> int:
    """Return the id of the list called `Thông báo`."""
    pages = journey.get(
        "/api/v2/pages/", type="announcements.AnnouncementIndexPage", slug="thong-bao"
    ).json()
    return pages["items"][0]["id"]


def write(form: AnnouncementForm, index: int, folder: Path) -> None:
    """Fill the form, with one block of each type."""
    picture, document = folder / "Cánh đồng Bình Minh.jpg", folder / PDF_NAME
    picture.write_bytes(jpeg(1200, 800, "olive"))
    # The library knows files by their checksum: this one must not be the demonstration's.
    document.write_bytes(PDF + b"% Binh Minh\n")

    form.type_title(TITLE_BEGINS)
    expect(form.slug).to_have_value("trien-khai-de-an-so-07-da-tu")
    form.type_title(TITLE.removeprefix(TITLE_BEGINS))
    expect(form.slug).to_have_value(SLUG)
    form.type_date("05/11/2026 10:30")
    form.body.add_heading("Mục đích, yêu cầu")
    form.body.add_paragraph(
        "Thực hiện Kế hoạch số 61-KH/HU ngày 06/12/2021",
        bold="trước ngày 31 tháng 12",
        link="các thông báo khác",
        target=index,
    )
    form.body.add_image(picture, alt="Cánh đồng lúa chín", caption="Ảnh minh họa")
    offered = form.body.add_document(document, text="Kế hoạch - Xem tại đây")
    assert offered == PDF_NAME.removesuffix(".pdf")
    form.body.add_quote("Dân biết, dân bàn, dân làm.", attribution="Văn kiện Đại hội XIII")
    form.body.add_table(
        "Số thôn theo xã",
        columns=[("text", "Xã"), ("number", "Số thôn")],
        rows=[["Bình Minh", "12"], ["Bình Chương", "9"]],
    )
    form.body.add_embed("https://www.youtube.com/watch?v=binhminh", "Phóng sự Bình Minh")


def assert_is_loaded(journey: Journey, picture: Locator) -> None:
    """Assert that a picture appears when a reader comes to it."""
    picture.scroll_into_view_if_needed()
    try:
        journey.page.wait_for_function(
            "image => image.complete && image.naturalWidth", arg=picture.element_handle()
        )
    except Error:
        address = picture.evaluate("image => image.currentSrc || image.src")
        pytest.fail(f"{address} does not load; it answers {requests.get(address).status_code}")


def assert_is_public(journey: Journey, pk: int, index: int) -> None:
    """Assert that page, list and API show the announcement with all that was written."""
    page, root = journey.page, journey.portal.root
    answer = page.goto(f"{root}/thong-bao/{SLUG}/")
    assert answer.status == 200
    journey.shoot(page, "10-public")
    main = page.locator("main")
    expect(main.locator("h1")).to_have_text(TITLE)
    expect(main.locator("time").first).to_have_attribute("datetime", re.compile("2026-11-05T10:30"))
    expect(main).to_contain_text(SUMMARY)
    expect(main.get_by_role("heading", name="Mục đích, yêu cầu", level=2)).to_be_visible()
    expect(main.locator("b, strong")).to_have_text("trước ngày 31 tháng 12")
    expect(main.get_by_role("link", name="các thông báo khác")).to_have_attribute(
        "href", re.compile("/thong-bao/$")
    )
    picture = main.get_by_role("img", name="Cánh đồng lúa chín")
    expect(picture).to_be_visible()
    assert_is_loaded(journey, picture)
    expect(main.get_by_text("Ảnh minh họa")).to_be_visible()
    expect(main.locator("blockquote")).to_contain_text("Dân biết, dân bàn, dân làm.")
    table = main.get_by_role("table", name="Số thôn theo xã")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Xã", "Số thôn"]
    assert table.get_by_role("cell").all_inner_texts() == ["Bình Minh", "12", "Bình Chương", "9"]
    expect(main.get_by_role("link", name="Phóng sự Bình Minh")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=binhminh"
    )
    paper = main.get_by_role("link", name="Kế hoạch - Xem tại đây").get_attribute("href")
    assert journey.get(paper).content.startswith(b"%PDF-")

    page.goto(f"{root}/thong-bao/")
    expect(page.locator("main").get_by_role("link", name=TITLE)).to_be_visible()
    journey.shoot(page, "11-list")

    detail = journey.get(f"/api/v2/pages/{pk}/").json()
    assert_api_shape(detail, index)
    listed = journey.items(slug=SLUG)
    assert [item["id"] for item in listed] == [pk]
    fields = set(detail) - {"meta"}
    assert {name: listed[0][name] for name in fields} == {name: detail[name] for name in fields}


def assert_api_shape(detail: dict, index: int) -> None:
    """Assert what the contract says of this announcement."""
    assert detail["title"] == TITLE
    assert detail["meta"]["slug"] == SLUG
    assert detail["meta"]["parent"]["id"] == index
    assert detail["date"] == "2026-11-05T10:30:00+07:00"
    assert (detail["summary"], detail["illustration"], detail["category"]) == (SUMMARY, None, None)
    assert [block["type"] for block in detail["body"]] == BLOCKS
    values = {block["type"]: block["value"] for block in detail["body"]}
    assert values["heading"] == {"level": 2, "text": "Mục đích, yêu cầu"}
    assert "<b>trước ngày 31 tháng 12</b>" in values["paragraph"]
    assert values["image"]["alt"] == "Cánh đồng lúa chín"
    assert values["image"]["image"]["renditions"].keys() >= {"480w", "960w", "jpeg"}
    assert values["document"]["text"] == "Kế hoạch - Xem tại đây"
    assert values["document"]["document"]["filename"] == PDF_NAME
    assert values["document"]["document"]["content_type"] == "application/pdf"
    assert values["quote"] == {
        "text": "Dân biết, dân bàn, dân làm.",
        "attribution": "Văn kiện Đại hội XIII",
    }
    assert values["table"]["columns"] == [
        {"type": "text", "heading": "Xã"},
        {"type": "number", "heading": "Số thôn"},
    ]
    assert values["table"]["rows"] == [["Bình Minh", "12"], ["Bình Chương", "9"]]
    assert values["embed"]["provider"] == "YouTube"
    assert detail["attachments"] == [values["document"]["document"]]
    assert [(found["number"], found["date"]) for found in detail["citations"]] == [
        ("61-KH/HU", "2021-12-06")
    ]


def withdraw(journey: Journey, pk: int) -> None:
    """Unpublish the page: without a reason in vain, with one for good."""
    question = Withdrawal(journey.page, journey.portal.root, pk)
    journey.shoot(journey.page, "12-withdraw")
    question.confirm(reason="")
    expect(journey.admin.messages.locator(".error")).to_be_visible()
    journey.shoot(journey.page, "13-refused")
    assert journey.get(f"/thong-bao/{SLUG}/").status_code == 200

    question.confirm(REASON)
    expect(journey.admin.messages.locator(".success")).to_be_visible()


def assert_is_gone(journey: Journey, pk: int) -> None:
    """Assert that nobody sees the announcement any more, and that the history says why."""
    page, root = journey.page, journey.portal.root
    assert page.goto(f"{root}/thong-bao/{SLUG}/").status == 410
    journey.shoot(page, "14-gone")
    page.goto(f"{root}/thong-bao/")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    assert journey.get(f"/api/v2/pages/{pk}/").status_code == 404
    assert journey.items(slug=SLUG) == []

    journey.admin.open(f"pages/{pk}/history/")
    expect(page.locator("main")).to_contain_text(REASON)
    journey.shoot(page, "15-history")
