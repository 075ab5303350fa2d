"""The demonstration, and with it the seed: a real page of the old portal, saved as text."""

import io
import os
import re
from html import unescape
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from pypdf import PdfReader
from wagtail.models import Locale, Page, Revision, Site

from announcements.models import AnnouncementPage, Category
from home.demo.content import read_all
from home.demo.papers import MARK, typeset
from home.demo.pictures import SCENES, draw
from media.models import Organisation, PortalDocument, PortalImage
from portal.models import PortalSettings, User

pytestmark = pytest.mark.django_db

SEED = Path(__file__).resolve().parents[1] / "data" / "announcement-page.txt"
PATH = "/thong-bao/thuc-hien-de-an-so-07/"
FOOTER = "Thống kê truy cập"


def squeeze(text):
    return " ".join(text.split())


def paragraphs(text):
    """Return the paragraphs of the seed, white space folded; a line broken in two is one again."""
    found = [squeeze(part) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [part for paragraph in found for part in re.split(r"(?<=\d)\s+(?=\d+$)", paragraph)]


def load(**options):
    output = io.StringIO()
    call_command("load_demo", stdout=output, **options)
    return output.getvalue()


def visible_text(html):
    without = re.sub(r"<(script|style|head).*?</\1>", " ", html, flags=re.DOTALL)
    # Blocks stand on lines of their own, so what is left between their tags is white space.
    return squeeze(unescape(re.sub(r"<[^>]+>", "", without)))


def ungrouped(text):
    """Return `text` with its numbers as the old portal wrote them: 8.285.276 as 8285276."""
    return re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)


def text_of(pdf):
    return squeeze(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def state():
    """Return what a second load must not change."""
    return (
        {
            model: list(model.objects.order_by("pk").values_list("pk", flat=True))
            for model in (Page, PortalDocument, PortalImage, Category, Organisation, User, Revision)
        },
        PortalSettings.objects.values().get(),
        Site.objects.values().get(),
    )


@override_settings(DEMO_ALLOWED=False)
def test_demonstration_is_refused_outside_development():
    with pytest.raises(CommandError):
        load()
    assert not User.objects.filter(username="quantri").exists()


def test_pictures_are_the_same_each_time():
    assert draw(SCENES["hills"]) == draw(SCENES["hills"])


def test_papers_are_the_same_each_time():
    entry = read_all("documents-")[0]
    once, again = (typeset(entry, "Huyện ủy Bình Sơn", is_party=True) for _ in range(2))
    assert once == again


def test_a_letter_has_its_subject_below_the_number_and_names_no_kind():
    entry = next(entry for entry in read_all("documents-") if entry["kind"] == "CV")
    text = text_of(typeset(entry, "Ủy ban nhân dân huyện Bình Sơn", is_party=False))
    assert f"Số: {entry['number']} V/v " in text
    assert "CÔNG VĂN" not in text
    assert "ngày 20 tháng 6 năm 2025" in text


@pytest.mark.parametrize("port", [0, 65536])
def test_port_that_cannot_be_is_refused(port):
    with pytest.raises(CommandError, match=str(port)):
        load(port=port)
    assert not User.objects.filter(username="quantri").exists()


@pytest.mark.parametrize("given", ["geheim", '["geheim"]', '{"quantri": ""}', '{"quantri": 1}'])
def test_passwords_that_cannot_be_read_are_refused(monkeypatch, given):
    monkeypatch.setenv("DEMO_PASSWORDS", given)
    with pytest.raises(CommandError) as refusal:
        load()
    assert "geheim" not in str(refusal.value)
    assert not User.objects.filter(username="quantri").exists()


class TestLoadedDemo(TestCase):
    """Loaded once; each test begins with it fresh."""

    @classmethod
    def setUpTestData(cls):
        load()
        cls.demo = AnnouncementPage.objects.get(
            slug="thuc-hien-de-an-so-07", locale__language_code="vi"
        )

    def test_every_line_of_the_seed_stands_on_the_page(self):
        response = self.client.get(PATH)
        assert response.status_code == 200
        text = ungrouped(visible_text(response.content.decode()))
        wanted = paragraphs(SEED.read_text(encoding="utf-8"))
        assert len(wanted) > 15
        assert [part for part in wanted if part not in text] == []

    def test_the_seeds_announcement_stands_in_the_api_paragraph_by_paragraph(self):
        answer = self.client.get(f"/api/v2/pages/{self.demo.pk}/").json()
        blocks = [block["value"] for block in answer["body"]]
        held = [
            answer["title"],
            answer["byline"],
            answer["illustration"]["caption"],
            *(visible_text(value) for value in blocks if isinstance(value, str)),
            *(value["text"] for value in blocks if isinstance(value, dict)),
            f"Tài liệu đính kèm: {answer['attachments'][0]['filename']}",
        ]
        text = SEED.read_text(encoding="utf-8").split(FOOTER)[0]
        # Kept elsewhere: the skip link, the agency, date and views.
        wanted = [
            part
            for part in paragraphs(text)
            if part not in ("Truy cập nội dung luôn", "ỦY BAN NHÂN DÂN HUYỆN BÌNH SƠN")
            and not part.startswith("09/04/2022")
            and part != "624"
        ]
        assert len(wanted) == 7
        assert [part for part in wanted if part not in held] == []
        assert answer["date"] == "2022-04-09T10:28:00+07:00"
        assert answer["meta"]["html_url"] == f"http://localhost:8000{PATH}"
        assert answer["attachments"][0]["number"] == "59-KH/HU"
        assert [citation["number"] for citation in answer["citations"]] == [
            "07-ĐA/TU",
            "59-KH/HU",
            "64-KL/TW",
        ]

    def test_second_load_changes_nothing(self):
        before = state()
        assert "0 added" in load()
        assert state() == before

    def test_what_an_editor_has_changed_is_left_alone(self):
        self.demo.title, self.demo.slug = "Tiêu đề mới", "duong-dan-moi"
        self.demo.save_revision().publish()
        category = Category.objects.get(slug="xay-dung-dang", locale__language_code="vi")
        category.name = "Đảng bộ"
        category.save()
        document = PortalDocument.objects.get(number="59-KH/HU")
        document.title = "Kế hoạch 59 (bản mới)"
        document.save()
        before = state()
        load()
        assert state() == before
        self.demo.refresh_from_db()
        assert self.demo.title == "Tiêu đề mới"

    def test_only_what_is_missing_is_added(self):
        AnnouncementPage.objects.get(
            slug="thuc-hien-de-an-so-07", locale__language_code="vi"
        ).delete()
        User.objects.get(username="bientapvien").delete()
        assert "2 added" in load()

    def test_the_sites_port_follows_the_server(self):
        load(port=8123)
        assert Site.objects.get().port == 8123

    def test_other_passwords_may_be_set(self):
        with patch.dict(os.environ, DEMO_PASSWORDS='{"truongban": "mật khẩu khác"}'):
            load()
        assert User.objects.get(username="truongban").check_password("mật khẩu khác")
        assert User.objects.get(username="banbientap").check_password("demo")

    def test_accounts_open_the_admin(self):
        for username in ("bientapvien", "banbientap", "truongban", "quantri"):
            client = Client()
            answer = client.post("/admin/login/", {"username": username, "password": "demo"})
            assert answer.status_code == 302
            assert client.get("/admin/").status_code == 200

    def test_the_admin_speaks_vietnamese_to_the_accounts(self):
        users = User.objects.filter(username__in=("bientapvien", "truongban", "quantri"))
        assert {user.wagtail_userprofile.preferred_language for user in users} == {"vi"}

    def test_a_translated_category_does_not_take_the_place_of_the_vietnamese_one(self):
        category = Category.objects.get(slug="xay-dung-dang", locale__language_code="vi")
        english = category.get_translation(Locale.objects.get(language_code="en"))
        english.name = "Zeal of the Party"
        english.save()
        self.demo.delete()
        load()
        assert (
            AnnouncementPage.objects.get(slug=self.demo.slug, locale__language_code="vi").category
            == category
        )

    def test_every_page_of_every_document_says_that_it_proves_nothing(self):
        for document in PortalDocument.objects.all():
            with document.open_file() as file:
                texts = [squeeze(page.extract_text()) for page in PdfReader(file).pages]
            assert all(MARK in text for text in texts)
            assert document.number in texts[0]

    def test_documents_are_real_pdf_files_with_vietnamese_text(self):
        document = PortalDocument.objects.get(number="59-KH/HU")
        assert document.filename == "KH 59.signed.signed.pdf"
        with document.open_file() as file:
            pages = PdfReader(file).pages
            text = squeeze(pages[0].extract_text())
            fonts = pages[0]["/Resources"]["/Font"].values()
            families = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
            embedded = [family["/FontDescriptor"].get_object() for family in families]
        assert document.page_count == len(pages) == 2
        assert "BAN THƯỜNG VỤ HUYỆN ỦY BÌNH SƠN" in text
        assert "TÀI LIỆU TRÌNH DIỄN – không có giá trị pháp lý" in text
        assert all("/FontFile2" in descriptor for descriptor in embedded)

    def test_every_announcement_is_readable(self):
        pages, site = AnnouncementPage.objects.live(), Site.objects.get()
        assert pages.count() >= 30
        assert len({page.date.year for page in pages}) >= 6
        for page in pages:
            assert self.client.get(page.relative_url(site)).status_code == 200
            assert self.client.get(f"/api/v2/pages/{page.pk}/").status_code == 200
