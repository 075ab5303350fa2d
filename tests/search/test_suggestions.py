"""What is suggested to somebody who is typing."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from search.models import Entry
from search.suggesting import MOST
from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    category = factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang")
    page = factories.AnnouncementFactory(
        title="Thực hiện Đề án số 07-ĐA/TU", summary="Dân tin", category=category
    )
    index_everything()
    return page


def answer(client, text, path="/search/suggestions/"):
    response = client.get(f"{path}?q={quote(text)}")
    assert response.status_code == 200
    return response.json()


def labels(client, text, **options):
    return [one["label"] for one in answer(client, text, **options)["suggestions"]]


def restrict(page):
    factories.restrict(page)


def expire(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())


def unpublish(page):
    page.unpublish()


@pytest.mark.parametrize(
    "text", ["Đề án", "de an", "ĐỀ Á", "thuc h", "07-da", "hien de an so 07", "  de an"]
)
def test_half_a_title_however_it_is_typed(client, page, text):
    assert labels(client, text) == [page.title]


@pytest.mark.parametrize("text", ["Dân tin", "đe án 08", "an de thuc xa", "", " ", "t", '"', "*"])
def test_what_no_title_holds_suggests_nothing(client, page, text):
    assert answer(client, text) == {"told": "Không có gợi ý.", "suggestions": []}


def test_suggestion_says_what_it_is_and_where(client, page):
    (found,) = answer(client, "đề án")["suggestions"]
    assert found == {
        "label": page.title,
        "pieces": [
            {"text": "Thực hiện ", "is_marked": False},
            {"text": "Đề án", "is_marked": True},
            {"text": " số 07-ĐA/TU", "is_marked": False},
        ],
        "kind": "Tin bài",
        "url": page.url,
        "language": "vi",
    }
    assert client.get(found["url"]).status_code == 200


def test_document_by_number_and_title(client):
    document = factories.DocumentFactory(title="Kế hoạch tiêm chủng", number="59-KH/HU")
    index_everything()
    for text in ("59 kh", "59-KH/HU", "tiem ch"):
        (found,) = answer(client, text)["suggestions"]
        assert found["label"] == "Kế hoạch tiêm chủng (59-KH/HU)"
        assert (found["kind"], found["url"]) == ("Văn bản", document.page_url)
    (found,) = answer(client, "tiem ch", path="/en/search/suggestions/")["suggestions"]
    assert (found["kind"], found["language"]) == ("Document", "vi")
    assert found["url"] == f"/en/van-ban/{document.pk}-59-kh-hu/"


def test_category_leads_to_its_list(client, page):
    found = answer(client, "xay dung")["suggestions"][0]
    assert (found["label"], found["kind"]) == ("Xây dựng Đảng", "Chuyên mục")
    assert found["url"] == f"{page.get_parent().url}?category=xay-dung-dang"
    assert page.title in client.get(found["url"]).content.decode()


@pytest.mark.parametrize("hide", [restrict, expire, unpublish])
def test_category_without_anything_to_read_is_none(client, page, hide):
    hide(page)
    assert labels(client, "xay dung") == []


def test_abbreviations_are_read(client):
    factories.AnnouncementFactory(title="Ủy ban nhân dân họp")
    index_everything()
    assert labels(client, "ubnd ho") == ["Ủy ban nhân dân họp"]


def test_phrases_stand_first_then_the_newest(client):
    index = factories.IndexFactory(title="Mục")
    for title, day in (("án và đề", 3), ("Đề án cũ", 1), ("Đề án mới", 2), ("Đê ẩn", 4)):
        factories.AnnouncementFactory(parent=index, title=title, date=f"2022-03-0{day}T01:00Z")
    index_everything()
    assert labels(client, "đề án") == ["Đề án mới", "Đề án cũ", "án và đề", "Đê ẩn"]


@pytest.mark.parametrize("hide", [restrict, expire, unpublish])
def test_what_is_not_public_is_not_suggested(client, page, hide):
    hide(page)
    assert labels(client, "đề án") == []


def test_what_was_changed_since_it_was_read_is_not_suggested(client, page):
    Entry.objects.update(is_stale=True)
    assert labels(client, "đề án") == []


def test_each_language_suggests_its_own(client, page):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title = "Scheme 07"
    copy.save_revision().publish()
    index_everything()
    assert labels(client, "sche") == []
    (found,) = answer(client, "sche", path="/en/search/suggestions/")["suggestions"]
    assert (found["label"], found["kind"], found["language"]) == (
        "Scheme 07", "Announcement", "en",
    )  # fmt: skip
    assert found["url"].startswith("/en/")
    assert labels(client, "thuc hien", path="/en/search/suggestions/") == []


def test_other_sites_suggest_their_own(client, page):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="khac.test", root_page=home)
    other = factories.AnnouncementFactory(
        parent=factories.IndexFactory(parent=home), title="Đề án khác"
    )
    index_everything()
    assert labels(client, "đề án") == [page.title]
    found = client.get("/search/suggestions/?q=de+an", headers={"host": "khac.test"}).json()
    assert [one["label"] for one in found["suggestions"]] == [other.title]


def test_a_few_are_enough_and_a_screen_reader_is_told_how_many(client):
    index = factories.IndexFactory()
    for number in range(MOST + 3):
        factories.AnnouncementFactory(parent=index, title=f"Tiêm chủng đợt {number}")
    index_everything()
    found = answer(client, "tiem chung")
    assert len(found["suggestions"]) == MOST
    assert found["told"] == "8 gợi ý. Dùng phím mũi tên để chọn."
    assert answer(client, "tiem chung dot 3")["told"].startswith("1 gợi ý.")


def test_caches_may_share_the_answer(client, page):
    response = client.get("/search/suggestions/?q=de+an")
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies
    again = client.get(
        "/search/suggestions/?q=de+an", headers={"if-none-match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.post("/search/suggestions/?q=de+an").status_code == 405


@pytest.mark.parametrize(
    "text",
    ["\x00", "a" * 10_000, "đề " * 4000, '"đề"của', "a OR b", "NEAR(a b)", "a & !b:*", "%", "🙂🙂"],
)
def test_strange_text_gets_an_answer(client, page, text):
    assert labels(client, text) == []


def test_lone_surrogates_get_an_answer(client, page):
    assert client.get("/search/suggestions/?q=%ed%a0%80%ff").status_code == 200
    assert client.get("/search/suggestions/").json()["suggestions"] == []


def test_suggestions_cost_the_same_for_one_and_for_many(client, page):
    def cost(text):
        client.get(f"/search/suggestions/?q={text}")
        with CaptureQueriesContext(connection) as context:
            found = labels(client, text)
        return len(found), len(context)

    assert cost("de+an") == (1, 6)
    for number in range(6):
        factories.AnnouncementFactory(parent=page.get_parent(), title=f"Đề án {number}")
        factories.DocumentFactory(title=f"Đề án của tỉnh {number}")
    index_everything()
    assert cost("de+an") == (8, 7)
    # A category asks for its latest announcement and for the list of that.
    assert cost("xay+dung") == (1, 7)
    assert cost("t") == (0, 2)
