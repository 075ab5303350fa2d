"""The shapes of API.md, as a consumer sees them."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from wagtail.models import Page, Site

from home.models import HomePage
from portal.api import router
from portal.roles import EDITOR_IN_CHIEF
from portal.viewsets import AnonymousMixin
from tests import factories
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang")


@pytest.fixture
def document():
    return factories.DocumentFactory(
        title="Kế hoạch số 59-KH/HU",
        number="59-KH/HU",
        kind="KH",
        issued_on="2021-12-06",
        issuer=factories.OrganisationFactory(name="Ban Thường vụ Huyện ủy", slug="btv"),
        file=ContentFile(factories.PDF, "KH 59.signed.signed.pdf"),
    )


def link(kind, target, words):
    return f'<a linktype="{kind}" id="{target.pk}">{words}</a>'


@pytest.fixture
def announcement(category, document):
    image = factories.ImageFactory(description="Hội nghị")
    linked = factories.DocumentFactory(title="Đề án 07")
    elsewhere = factories.StandardPageFactory(title="Giới thiệu")
    plan = link("document", document, "kế hoạch số 59-KH/HU")
    return factories.AnnouncementFactory(
        title="Thực hiện Đề án số 07-ĐA/TU",
        category=category,
        byline="PVH",
        illustration=image,
        illustration_caption="Ảnh minh họa",
        body=[
            ("heading", {"level": "2", "text": "Mục đích"}),
            (
                "paragraph",
                f"<p>{plan} ngày 06/12/2021; xem {link('page', elsewhere, 'giới thiệu')}.</p>",
            ),
            ("image", {"image": image, "alt": "", "decorative": False, "caption": "Ảnh"}),
            ("document", {"document": linked, "text": "Đề án 07 - Xem tại đây"}),
            ("document", {"document": document, "text": ""}),
            ("quote", {"text": "Dân biết", "attribution": ""}),
            (
                "table",
                {
                    "row_headers": True,
                    "table": {
                        "caption": "Số thôn",
                        "columns": [
                            {"type": "text", "heading": "Xã"},
                            {"type": "number", "heading": "Thôn"},
                            {"type": "date", "heading": "Ngày"},
                        ],
                        "rows": [{"values": ["Bình Minh", "12.50", "2021-12-06"]}],
                    },
                },
            ),
            ("embed", {"url": "https://youtu.be/x", "title": "Phóng sự"}),
        ],
    )


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, response.content
    return response.json()


def detail(client, page):
    return get(client, f"/api/v2/pages/{page.pk}/")


def test_announcement_has_the_fields_of_the_contract(client, announcement):
    answer = detail(client, announcement)
    assert set(answer) == {
        "id", "meta", "title", "date", "summary", "category", "byline", "source", "illustration",
        "body", "attachments", "citations", "correction",
    }  # fmt: skip
    assert set(answer["meta"]) == {
        "type", "detail_url", "html_url", "slug", "locale", "translation_key", "translations",
        "first_published_at", "last_published_at", "show_in_menus", "seo_title",
        "search_description", "alias_of", "parent",
    }  # fmt: skip
    assert answer["category"] == {
        "id": announcement.category_id,
        "slug": "xay-dung-dang",
        "name": "Xây dựng Đảng",
    }
    assert answer["meta"]["locale"] == "vi"
    assert answer["meta"]["parent"]["id"] == announcement.get_parent().pk
    assert answer["date"].endswith("+07:00")


def test_blocks_have_the_shapes_of_the_contract(client, announcement, document):
    blocks = {block["type"]: block["value"] for block in detail(client, announcement)["body"][:-4]}
    assert blocks["heading"] == {"level": 2, "text": "Mục đích"}
    assert set(blocks["image"]) == {"image", "alt", "decorative", "caption"}
    assert blocks["image"]["alt"] == "Hội nghị"
    assert blocks["document"]["text"] == "Đề án 07 - Xem tại đây"
    blocks = {block["type"]: block["value"] for block in detail(client, announcement)["body"][-4:]}
    assert blocks["document"] == {
        "document": get(client, f"/api/v2/documents/{document.pk}/"),
        "text": "Kế hoạch số 59-KH/HU",
    }
    assert blocks["quote"] == {"text": "Dân biết", "attribution": ""}
    assert blocks["table"]["columns"][0] == {"type": "text", "heading": "Xã"}
    assert blocks["table"]["rows"] == [["Bình Minh", "12.50", "2021-12-06"]]
    assert blocks["embed"]["provider"] == "YouTube"


def test_ids_of_blocks_are_stable_across_saves(client, announcement):
    before = [block["id"] for block in detail(client, announcement)["body"]]
    announcement.save_revision().publish()
    assert [block["id"] for block in detail(client, announcement)["body"]] == before


def test_attachments_stand_once_each_in_order_of_appearance(client, announcement, document):
    attachments = detail(client, announcement)["attachments"]
    assert [attachment["title"] for attachment in attachments] == [document.title, "Đề án 07"]
    assert attachments[0] == get(client, f"/api/v2/documents/{document.pk}/")


def test_official_numbers_in_the_text_are_cited(client, announcement, document):
    assert detail(client, announcement)["citations"] == [
        {
            "number": "59-KH/HU",
            "kind": {"code": "KH", "name": "Kế hoạch"},
            "date": "2021-12-06",
            "document": {
                "id": document.pk,
                "detail_url": f"http://localhost/api/v2/documents/{document.pk}/",
            },
        }
    ]


def test_rich_text_is_ready_to_be_shown(client, announcement, document):
    paragraph = detail(client, announcement)["body"][1]["value"]
    assert f'href="http://localhost/files/documents/{document.pk}/KH%20' in paragraph
    assert 'href="http://localhost/gioi-thieu/"' in paragraph


def test_rich_text_that_an_importer_left_unclean_leaves_clean(client):
    page = factories.AnnouncementFactory(
        body=[("paragraph", '<p onclick="x()">Tin<script>x()</script><a href="javascript:x">y</a>')]
    )
    paragraph = detail(client, page)["body"][0]["value"]
    assert "script" not in paragraph
    assert "onclick" not in paragraph


def test_document_has_the_fields_of_the_contract(client, document):
    answer = get(client, f"/api/v2/documents/{document.pk}/")
    assert set(answer) == {
        "id", "meta", "title", "filename", "content_type", "size", "sha256", "page_count",
        "number", "kind", "issued_on", "effective_on", "superseded_by", "issuer", "signed_by",
        "abstract", "signature_status", "signatures",
    }  # fmt: skip
    assert set(answer["meta"]) == {"type", "detail_url", "html_url", "download_url", "tags"}
    assert answer["filename"] == "KH 59.signed.signed.pdf"
    assert answer["content_type"] == "application/pdf"
    assert answer["size"] == len(factories.PDF)
    assert answer["page_count"] is None
    assert answer["signatures"] == []
    assert answer["kind"] == {"code": "KH", "name": "Kế hoạch"}
    assert answer["issued_on"] == "2021-12-06"
    assert answer["signature_status"] == "pending"


def test_draft_of_a_category_or_issuer_is_not_named(client, announcement, document):
    for snippet in (announcement.category, document.issuer):
        snippet.live = False
        snippet.save()
    assert detail(client, announcement)["category"] is None
    assert get(client, f"/api/v2/documents/{document.pk}/")["issuer"] is None


def test_file_that_is_no_official_document_has_empty_official_fields(client):
    answer = get(client, f"/api/v2/documents/{factories.DocumentFactory().pk}/")
    assert (answer["number"], answer["signed_by"], answer["abstract"]) == ("", "", "")
    assert (answer["kind"], answer["issuer"], answer["issued_on"]) == (None, None, None)


def test_image_has_the_fields_of_the_contract(client):
    image = factories.ImageFactory(file=ContentFile(factories.jpeg(1200, 800), "a.jpg"))
    answer = get(client, f"/api/v2/images/{image.pk}/")
    assert set(answer) == {"id", "meta", "title", "width", "height", "alt", "renditions"}
    assert set(answer["meta"]) == {"type", "detail_url", "download_url", "tags"}
    assert answer["alt"] == "Cánh đồng lúa"
    renditions = answer["renditions"]
    widths = {key: rendition["width"] for key, rendition in renditions.items()}
    assert widths == {"480w": 480, "960w": 960, "1600w": 1200, "jpeg": 960}
    assert client.get(renditions["480w"]["url"]).headers["Content-Type"] == "image/webp"
    assert client.get(renditions["jpeg"]["url"]).headers["Content-Type"] == "image/jpeg"


def test_image_whose_file_is_gone_is_still_answered(client):
    image = factories.ImageFactory()
    image.file.storage.delete(image.file.name)
    assert get(client, f"/api/v2/images/{image.pk}/")["renditions"] == {}


@override_settings(WAGTAILADMIN_BASE_URL="https://cms.binhson.test")
def test_every_address_is_absolute_and_none_is_the_admins(client, announcement):
    answer = client.get(f"/api/v2/pages/{announcement.pk}/").content.decode()
    addresses = re.findall(r'"(?:\w*_)?url":"([^"]*)"', answer)
    assert len(addresses) > 10
    assert all(
        address.startswith(("http://localhost/", "https://youtu.be")) for address in addresses
    )
    assert "cms.binhson.test" not in answer


def test_shared_things_have_the_address_of_the_default_site(client, document):
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="other.test", root_page=root)
    response = client.get(f"/api/v2/documents/{document.pk}/", headers={"host": "other.test"})
    assert response.json()["meta"]["detail_url"].startswith("http://localhost/api/")


def test_list_with_all_fields_gives_what_the_detail_gives(client, announcement):
    listed = get(client, "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*")["items"]
    assert listed == [detail(client, announcement)]


def test_list_of_all_types_has_the_base_fields(client, announcement):
    listed = get(client, "/api/v2/pages/?fields=*")["items"]
    shown = next(item for item in listed if item["id"] == announcement.pk)
    answer = detail(client, announcement)
    answer["meta"].pop("parent")
    assert shown == {name: answer[name] for name in ("id", "meta", "title")}
    get(client, "/api/v2/pages/?fields=parent", status=400)


@pytest.mark.parametrize("endpoint", list(router._endpoints.values()))
def test_endpoint_is_anonymous_by_construction(endpoint):
    assert issubclass(endpoint, AnonymousMixin)
    assert endpoint.authentication_classes == []


def test_editor_who_is_logged_in_sees_what_everyone_sees(client, announcement):
    factories.restrict(announcement)
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    get(client, f"/api/v2/pages/{announcement.pk}/", status=404)
    assert get(client, "/api/v2/pages/?type=announcements.AnnouncementPage")["items"] == []


def test_what_is_not_public_leaves_nothing_in_the_answer(client, document):
    private = factories.PrivateCollectionFactory()
    hidden = factories.DocumentFactory(title="Mật", collection=private)
    picture = factories.ImageFactory(title="Mật", collection=private)
    draft = factories.StandardPageFactory(title="Mật", live=False)
    page = factories.AnnouncementFactory(
        illustration=picture,
        illustration_alt="Mật",
        body=[
            (
                "paragraph",
                f"<p>Một {link('document', hidden, 'hai')} {link('page', draft, 'ba')}</p>",
            ),
            ("document", {"document": hidden, "text": "Mật"}),
            ("image", {"image": picture, "alt": "Mật", "decorative": False, "caption": "Mật"}),
        ],
    )
    answer = detail(client, page)
    assert answer["illustration"] is None
    assert answer["attachments"] == []
    assert answer["body"][0]["value"] == "<p>Một hai ba</p>"
    assert answer["body"][1]["value"] == {"document": None, "text": ""}
    assert answer["body"][2]["value"]["image"] is None
    assert "Mật" not in str(answer)
    for endpoint, item in (("documents", hidden), ("images", picture), ("pages", draft)):
        get(client, f"/api/v2/{endpoint}/{item.pk}/", status=404)


def test_search_finds_pages_images_and_documents(client, announcement, document):
    index_everything()
    for path in ("pages/?search=Đề án", "images/?search=Ảnh", "documents/?search=59-KH/HU"):
        assert get(client, f"/api/v2/{path}")["meta"]["total_count"] >= 1, path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pages/999999/", 404),
        ("pages/abc/", 404),
        ("nothing/", 404),
        ("pages/?offset=99999999999999999999", 400),
        ("pages/?limit=99999999999999999999", 400),
        ("pages/?search=%00", 400),
        ("pages/?bogus=1", 400),
        ("pages/?type=no.Such", 400),
        ("images/?search=%00", 400),
        (f"pages/?offset={'9' * 5000}", 400),
        (f"pages/?search={'a' * 201}", 400),
        ("pages/?search=a&search_operator=zz", 400),
        ("pages/find/?id=abc", 400),
        ("pages/find/?id=99999999999999999999", 400),
        ("pages/find/?html_path=/khong-co/", 404),
        ("pages/?type=announcements.AnnouncementPage&date=abc", 400),
        ("pages/?type=announcements.AnnouncementPage&date=2022-13-45", 400),
        ("pages/?type=announcements.AnnouncementPage&illustration=99999999999999999999", 400),
        ("pages/?type=announcements.AnnouncementPage&illustration=abc", 400),
        ("pages/?translation_key=abc", 400),
        ("pages/?first_published_at=abc", 400),
        ("pages/?child_of=99999999999999999999", 400),
        ("documents/?issued_on=2022-13-45", 400),
        ("documents/?superseded_by=99999999999999999999", 400),
        ("documents/?page_count=99999999999999999999", 400),
        ("images/?width=abc", 400),
    ],
)
def test_errors_are_json_with_a_message(client, path, status):
    answer = get(client, f"/api/v2/{path}", status=status)
    assert set(answer) == {"message"}
    assert answer["message"]


def test_wrong_method_is_refused_in_the_same_shape(client):
    response = client.post("/api/v2/pages/")
    assert response.status_code == 405
    assert set(response.json()) == {"message"}


def test_answers_vary_by_encoding_alone(client):
    assert client.get("/api/v2/pages/").headers["Vary"] == "Accept-Encoding"


def test_looking_at_images_and_documents_changes_nothing(client, announcement):
    detail(client, announcement)
    before = announcement.illustration.renditions.count()
    detail(client, announcement)
    assert announcement.illustration.renditions.count() == before


def test_detail_costs_a_bounded_number_of_queries(
    client, announcement, django_assert_max_num_queries
):
    detail(client, announcement)
    with django_assert_max_num_queries(32):
        detail(client, announcement)
