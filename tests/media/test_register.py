"""The register of documents and the page of each, as readers see them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from media.models import DocumentInspection
from media.signatures.report import Finding, Verdict
from tests import factories

from .library import judged, signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "html.parser")


def titles(client, query=""):
    return [link.text for link in read(client, f"/van-ban/{query}").select(".item h3 a")]


def plan(**values):
    official = {"number": "59-KH/HU", "kind": "KH", "issued_on": "2021-12-06"}
    return factories.DocumentFactory(**{"title": "Kế hoạch 59", **official, **values})


# The list


def test_empty_register_says_so_and_has_no_form(client):
    factories.DocumentFactory(title="Biểu mẫu", number="", kind="")
    page = read(client, "/van-ban/")
    assert page.select_one(".empty").text == "Chưa có văn bản nào được đăng."
    assert page.select_one("form.filter") is None


def test_official_documents_are_listed_latest_issued_first(client):
    plan(title="Cũ", issued_on="2020-01-01")
    plan(title="Mới", number="60-KH/HU", issued_on="2022-01-01")
    plan(title="Không ngày", number="", issued_on=None)
    factories.DocumentFactory(title="Biểu mẫu", number="", kind="")
    assert titles(client) == ["Mới", "Cũ", "Không ngày"]


@pytest.mark.parametrize(
    "query",
    [
        "number=59 KH/HU",
        "number=59-kh-hu",
        "number=59 kh hu",
        "number=Số: 59-KH/HU",
        "number=59",
        "number=kh/hu",
        "kind=KH",
        "year=2021",
        "kind=KH&year=2021&number=059-KH/HU",
    ],
)
def test_choice_finds_the_document(client, query):
    plan()
    plan(title="Khác", number="7/QĐ-UBND", kind="QĐ", issued_on="2020-05-05")
    assert titles(client, f"?{query}") == ["Kế hoạch 59"]


def test_issuer_is_a_choice_by_its_short_address(client):
    issuer = factories.OrganisationFactory(name="Huyện ủy", slug="huyen-uy")
    plan(issuer=issuer)
    plan(title="Khác", number="60-KH/HU")
    assert titles(client, "?issuer=huyen-uy") == ["Kế hoạch 59"]
    chosen = read(client, "/van-ban/?issuer=huyen-uy").select_one("#filter-issuer [selected]")
    assert chosen["value"] == "huyen-uy"


@pytest.mark.parametrize("query", ["?number=99", "?kind=QĐ", "?year=1999", "?issuer=khong-co"])
def test_choice_without_a_document_leads_back_to_all(client, query):
    plan()
    page = read(client, f"/van-ban/{query}")
    assert page.select_one(".empty a")["href"] == "/van-ban/"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_pages_of_the_list_keep_the_choice(client):
    for number in range(21):
        plan(number=f"{number + 1}-KH/HU")
    page = read(client, "/van-ban/?kind=KH")
    assert page.select_one("[rel=next]")["href"] == "/van-ban/?kind=KH&page=2"
    second = read(client, "/van-ban/?kind=KH&page=2")
    assert len(second.select(".item")) == 1
    assert second.select_one("link[rel=canonical]")["href"].endswith("/van-ban/?kind=KH&page=2")


def test_list_costs_the_same_for_any_number(client, django_assert_max_num_queries):
    issuer = factories.OrganisationFactory()

    def add(first, last):
        for number in range(first, last):
            later = plan(number=f"{number}-KH/HU", issuer=issuer)
            plan(number=f"{number}-QĐ/HU", kind="QĐ", superseded_by=later, issuer=issuer)

    add(1, 3)
    with django_assert_max_num_queries(100) as few:
        client.get("/van-ban/")
    add(3, 9)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/van-ban/")


def test_register_stands_in_the_menu_and_in_both_languages(client, english):
    plan()
    menu = read(client, "/").select_one(".main-menu")
    assert menu.select("a")[-1]["href"] == "/van-ban/"
    page = read(client, "/en/van-ban/")
    assert page.h1.text == "Register of documents"
    link = page.select_one(".item h3 a")
    assert (link["lang"], link["href"][:12]) == ("vi", "/en/van-ban/")
    alternates = {one["hreflang"]: one["href"] for one in page.select("link[hreflang]")}
    assert alternates["vi"] == alternates["x-default"] == "http://localhost/van-ban/"
    assert alternates["en"] == "http://localhost/en/van-ban/"


# The page of a document


def test_official_facts_stand_together_with_the_file(client):
    issuer = factories.OrganisationFactory(name="Huyện ủy Bình Sơn")
    found = plan(
        issuer=issuer, effective_on="2021-12-10", abstract="Về mô hình", signed_by="Bí thư"
    )
    page = read(client, found.page_url)
    said = page.select_one(".record-facts").get_text(" ", strip=True)
    for fact in ("Kế hoạch", "Huyện ủy Bình Sơn", "59-KH/HU", "06/12/2021", "10/12/2021"):
        assert fact in said
    assert "Về mô hình" in said
    assert page.select_one(".record-facts a")["href"] == found.url
    assert page.select_one(".checksum").text == found.sha256


def test_other_words_in_the_address_lead_to_the_right_ones(client):
    found = plan(number="15/2022/NQ-HĐND", kind="NQ")
    assert found.page_url == f"/van-ban/{found.pk}-15-2022-nq-hdnd/"
    for path in (f"/van-ban/{found.pk}/", f"/van-ban/{found.pk}-khac/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, found.page_url)
    bare = factories.DocumentFactory(title="???", number="", kind="")
    assert bare.page_url == f"/van-ban/{bare.pk}/"
    assert client.get(bare.page_url).status_code == 200


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("pending", "Chữ ký số đang được kiểm tra"),
        ("unsigned", "Không có chữ ký số"),
        ("unreadable", "Không kiểm tra được chữ ký số"),
        ("trusted", "2 chữ ký số hợp lệ: Nguyễn Văn A; Huyện ủy"),
        ("untrusted", "2 chữ ký số nguyên vẹn, chưa được bảo đảm"),
        ("invalid", "Không hợp lệ: 2 chữ ký số"),
    ],
    ids=lambda value: value if value.isascii() else "",
)
def test_status_is_told_in_words(client, status, line):
    found = plan()
    signed = status in ("trusted", "untrusted", "invalid")
    verdict = Verdict(status) if signed else None
    names = ("Nguyễn Văn A", "Huyện ủy") if signed else ()
    stamps = [signature(verdict, signer="TSA", is_timestamp=True)] if signed else []
    judged(found, status, *[signature(verdict, signer=name) for name in names], *stamps)
    for path in ("/van-ban/", found.page_url):
        told = read(client, path).select_one(f".status-{status}").get_text(" ", strip=True)
        assert told.endswith(line)


def test_signatures_are_told_with_reason_and_additions(client):
    found = plan()
    added = Finding("field_filled", {"field": "so", "value": "59-KH/HU"})
    judged(found, "trusted", signature(signer="Nguyễn Văn A", additions=(added,)))
    text = read(client, found.page_url).select_one(".signatures").get_text(" ", strip=True)
    assert "Nguyễn Văn A" in text
    assert "59-KH/HU" in text


def test_picture_of_the_first_page_goes_where_the_document_goes(client):
    found = plan()
    picture = ContentFile(factories.jpeg(), "a.webp")
    inspection = DocumentInspection.objects.create(
        document=found, sha256=found.sha256, first_page=picture
    )
    address = read(client, found.page_url).select_one(".first-page img")["src"]
    assert address == inspection.first_page_url
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    other = client.get(re.sub(r"[^/]+$", "khac.webp", address))
    assert (other.status_code, other["Location"]) == (302, address)
    found.collection = factories.PrivateCollectionFactory()
    found.save()
    assert client.get(address).status_code == 404
    assert client.get(found.page_url).status_code == 404


def test_replaced_file_takes_text_and_picture_with_it(client, django_capture_on_commit_callbacks):
    found = plan()
    inspection = DocumentInspection.objects.create(
        document=found,
        sha256=found.sha256,
        text="bí mật",
        title="bí mật",
        moments={"a": "2026-01-01T00:00:00+00:00"},
        first_page=ContentFile(factories.jpeg(), "a.webp"),
    )
    picture, address = inspection.first_page, inspection.first_page_url
    found.file = ContentFile(factories.pdf("khác"), "khac.pdf")
    with django_capture_on_commit_callbacks(execute=False):
        found.save()
    inspection.refresh_from_db()
    assert (inspection.text, inspection.title, inspection.first_page.name) == ("", "", "")
    assert inspection.moments
    assert client.get(address).status_code == 404
    assert picture.name


def test_successor_and_predecessor_name_each_other(client):
    later = plan(title="Kế hoạch mới", number="60-KH/HU")
    earlier = plan(superseded_by=later)
    told = read(client, earlier.page_url).select_one(".correction a")
    assert (told.text, told["href"]) == ("Kế hoạch mới", later.page_url)
    assert earlier.page_url in str(read(client, later.page_url).select_one(".record-facts"))


def test_pages_that_refer_to_it_are_named(client):
    found = plan()
    source = f'<p><a linktype="document" id="{found.pk}">đây</a></p>'
    page = factories.AnnouncementFactory(title="Tin có văn bản", body=[("paragraph", source)])
    factories.AnnouncementFactory(title="Tin khác", body=[("paragraph", "<p>59-KH/HU</p>")])
    named = [link["href"] for link in read(client, found.page_url).select(".subpages a")]
    assert named == [page.url]


# The feed and the API


def test_feed_has_what_the_register_has(client):
    found = plan(abstract="Về mô hình <b>")
    plan(title="Quyết định", number="7/QĐ-UBND", kind="QĐ")
    feed = BeautifulSoup(client.get("/van-ban/atom.xml?kind=KH").content, "xml")
    (entry,) = feed.find_all("entry")
    assert entry.title.text == "Kế hoạch 59"
    assert entry.link["href"] == f"http://localhost{found.page_url}"
    assert "59-KH/HU · 06/12/2021" in entry.summary.text
    assert entry.published.text.startswith("2021-12-06T00:00:00")
    response = client.get("/van-ban/atom.xml")
    assert "Last-Modified" not in response.headers
    unchanged = client.get("/van-ban/atom.xml", headers={"if-none-match": response["ETag"]})
    assert unchanged.status_code == 304


def test_api_tells_signatures_and_the_page(client):
    found = plan()
    judged(found, "trusted", signature(signer="A"), signature(signer="TSA", is_timestamp=True))
    shown = client.get(f"/api/v2/documents/{found.pk}/").json()
    assert shown["meta"]["html_url"] == f"http://localhost{found.page_url}"
    (one,) = shown["signatures"]
    assert (one["signer"], one["intact"], one["trusted"]) == ("A", True, True)
    assert set(one) == {
        *("signer", "organisation", "signed_at", "timestamped"),
        *("intact", "trusted", "covers", "reason"),
    }
    assert set(one["reason"]) == {"code", "vi", "en"}
    assert one["reason"]["vi"] != one["reason"]["en"]
