"""Keeping an announcement: one file that holds all it shows, and only what everyone may see."""

import re
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from announcements import saving
from media.models import PortalImage, PortalRendition
from portal.models import PortalSettings
from tests import factories

pytestmark = pytest.mark.django_db

DATE = datetime(2022, 4, 9, 10, 28, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FOREIGN = re.compile(r"<script|<link rel=.stylesheet|<iframe|src=.http|url\(|@import|srcset")


def save(client, page, status=200, method="get"):
    response = getattr(client, method)(f"{page.get_url()}{saving.SAVE_PATH}/")
    assert response.status_code == status
    return response


def picture_block(image, **values):
    return ("image", {"image": image, "alt": "", "decorative": False, "caption": "", **values})


def announcement(**fields):
    return factories.AnnouncementFactory(**{"title": "Thông báo: Đề án 07", "date": DATE, **fields})


def test_file_holds_text_pictures_documents_agency_and_address(client):
    settings = PortalSettings.for_site(Site.objects.get())
    settings.agency = "ỦY BAN NHÂN DÂN HUYỆN"
    settings.save()
    document = factories.DocumentFactory(number="59-KH/HU", issued_on="2021-12-06")
    page = announcement(
        summary="Tóm tắt",
        byline="PVH",
        source="Báo Quảng Ngãi",
        correction="Đã sửa số điện thoại.",
        category=factories.CategoryFactory(name="Xây dựng Đảng"),
        illustration=factories.ImageFactory(description="Bình minh"),
        illustration_caption="Ảnh minh họa",
        body=[
            ("paragraph", '<p>Lời <b>đậm</b>, <a href="/gioi-thieu/">giới thiệu</a></p>'),
            picture_block(factories.ImageFactory(), alt="Ruộng lúa", caption="Mùa vàng"),
            ("document", {"document": document, "text": "Xem tại đây"}),
            ("quote", {"text": "Dân biết, dân bàn", "attribution": "Phương châm"}),
        ],
    )
    html = save(client, page).content.decode()
    for words in (
        *("Tóm tắt", "PVH", "Báo Quảng Ngãi", "Đã sửa số điện thoại.", "Xây dựng Đảng"),
        *("Bình minh", "Ảnh minh họa", "Ruộng lúa", "Mùa vàng", "Dân biết, dân bàn"),
        *("<b>đậm</b>", "Xem tại đây", "59-KH/HU", "06/12/2021", "PDF, 1 KB", "09/04/2022 10:28"),
        *("ỦY BAN NHÂN DÂN HUYỆN", page.full_url, 'href="http://localhost/gioi-thieu/"'),
        f'href="http://localhost{document.url}"',
    ):
        assert words in html
    assert len(re.findall('src="data:image/jpeg;base64,/9j/', html)) == 2
    assert not FOREIGN.search(html)
    assert not re.search(r'(href|src)="/', html)


def test_answer_is_a_download_under_the_name_of_the_article(client):
    headers = save(client, announcement()).headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    disposition = headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="2022-04-09 Thong bao: De an 07.html"')
    assert disposition.endswith("2022-04-09%20Th%C3%B4ng%20b%C3%A1o%3A%20%C4%90%E1%BB%81%20%C3%A1n"
                                "%2007.html")  # fmt: skip
    assert headers["X-Robots-Tag"] == "noindex"


def test_a_long_title_makes_no_name_that_a_disk_refuses():
    name = saving.file_name(factories.AnnouncementFactory.build(title="Ệ" * 255, date=DATE))
    assert len(name.encode()) <= 255


def test_head_is_answered_without_a_body(client):
    response = save(client, announcement(), method="head")
    assert response.content == b""
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client, method):
    save(client, announcement(), method=method, status=405)


def test_the_page_leads_to_its_file(client):
    page = announcement()
    assert f'href="{saving.SAVE_PATH}/"' in client.get(page.get_url()).content.decode()


def test_what_is_private_is_not_kept(client):
    private = factories.PrivateCollectionFactory()
    image = factories.ImageFactory(collection=private, description="Mật")
    document = factories.DocumentFactory(collection=private, title="Mật")
    page = announcement(
        illustration=image,
        illustration_caption="Mật",
        body=[
            picture_block(image, alt="Mật", caption="Mật"),
            ("document", {"document": document, "text": "Mật"}),
            ("paragraph", f'<p><a linktype="document" id="{document.pk}">lời</a></p>'),
        ],
    )
    html = save(client, page).content.decode()
    assert "Mật" not in html
    assert "data:image" not in html
    assert "lời" in html


def test_a_withdrawn_page_is_gone_and_a_draft_unknown(client):
    withdrawn, draft = announcement(), announcement()
    withdrawn.save_revision().publish()
    withdrawn.refresh_from_db()
    withdrawn.unpublish()
    Page.objects.filter(pk=draft.pk).update(live=False)
    save(client, withdrawn, 410)
    save(client, draft, 404)


def test_other_addresses_below_a_page_are_unknown(client):
    page = announcement()
    for path in ("khac/", f"{saving.SAVE_PATH}/{saving.SAVE_PATH}/"):
        assert client.get(f"{page.get_url()}{path}").status_code == 404
    assert client.get(f"{page.get_parent().get_url()}{saving.SAVE_PATH}/").status_code == 404


def test_a_restricted_page_is_kept_by_those_who_may_read_it(client, admin_client):
    page = announcement()
    factories.restrict(page)
    save(client, page, 302)
    save(admin_client, page)


def test_pictures_that_do_not_fit_stand_as_links(client):
    page = announcement(
        illustration=factories.ImageFactory(), body=[picture_block(factories.ImageFactory())]
    )
    save(client, page)
    size = PortalRendition.objects.filter(filter_spec=saving.KEPT_RENDITION).first().file.size
    with patch.object(saving.PictureBox.__init__, "__defaults__", (size,)):
        html = save(client, page).content.decode()
    assert html.count("data:image") == 1
    assert 'href="http://localhost/files/images/' in html


def test_a_picture_twice_is_read_once():
    image = factories.ImageFactory()
    box = saving.PictureBox()
    assert box.put(image) is box.put(image)


def test_a_picture_gone_from_the_disk_leaves_the_text(client):
    page = announcement(illustration=factories.ImageFactory(), summary="Tóm tắt")
    image = PortalImage.objects.get()
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)
    html = save(client, page).content.decode()
    assert "Tóm tắt" in html
    assert "<img" not in html


def test_script_in_a_title_is_shown_not_run(client):
    page = announcement(title="<script>alert(1)</script>")
    assert "<script>" not in save(client, page).content.decode()


def test_queries_are_as_many_for_ten_pictures_as_for_two(client):
    def queries(number):
        images = [factories.ImageFactory() for _ in range(number)]
        documents = [factories.DocumentFactory() for _ in range(number)]
        body = [picture_block(image) for image in images]
        body += [("document", {"document": each, "text": ""}) for each in documents]
        page = announcement(illustration=factories.ImageFactory(), body=body)
        save(client, page)
        with CaptureQueriesContext(connection) as context:
            save(client, page)
        return len(context)

    assert [queries(2), queries(10)] == [20, 20]
