"""The search page, as a reader uses it."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site
from wagtail_localize.operations import translate_object

from tests import factories

from .index import index_everything
from .reading import announce, read, titles

pytestmark = pytest.mark.django_db

# Queries by what is added to the address. A filter that is chosen is counted without itself.
COSTS = {"": 23, "&sort=date": 23, "&kind=KH": 20, "&year=2022": 28, "&page=2": 23}


@pytest.mark.parametrize("query", ["Đề án", "de an 07", "Dân tin", "dan t"])
def test_public_page_is_found(client, scheme, query):
    assert titles(client, q=query) == [scheme.title]


@pytest.mark.parametrize("hide", ["draft", "restricted", "expired"])
def test_what_is_not_public_is_not_found(client, scheme, hide):
    if hide == "draft":
        scheme.unpublish()
    elif hide == "restricted":
        factories.restrict(scheme)
    else:
        type(scheme).objects.filter(pk=scheme.pk).update(expire_at="2020-01-01T00:00Z")
    assert titles(client, q="Đề án") == []


def test_other_language_is_not_found(client, scheme):
    translate_object(scheme, [factories.english()])
    copy = scheme.get_translation(factories.english())
    copy.title = "Scheme 07"
    copy.save_revision().publish()
    index_everything()
    assert titles(client, q="Scheme") == []
    assert titles(client, path="/en/search/", q="Scheme") == ["Scheme 07"]


def test_words_are_marked_as_they_are_written(client, scheme):
    item = read(client, q="DE AN dan tin").select_one(".item")
    assert [mark.text for mark in item.select("h3 mark")] == ["Đề án"]
    assert [mark.text for mark in item.select(".passage mark")] == ["Dân tin"]


def test_an_announcement_has_its_date_and_published_category(client):
    shown = factories.CategoryFactory(name="Y tế")
    draft = factories.CategoryFactory(name="Bản nháp", live=False)
    announce("Tiêm chủng một", day=2, category=shown)
    announce("Tiêm chủng hai", category=draft)
    index_everything()
    first, second = read(client, q="tiêm chủng").select(".item .meta")
    assert first.get_text(" ", strip=True) == "02/03/2022 15:00 Y tế"
    assert second.get_text(" ", strip=True) == "01/03/2022 15:00"


def test_a_document_is_a_result_with_its_facts(client, attached_plan):
    item, _ = read(client, q="59 kh hu").select(".item")
    assert item.h3.a["href"] == attached_plan.page_url
    facts = item.select_one(".facts").get_text(" ", strip=True)
    for fact in ("Kế hoạch", "59-KH/HU", "06/12/2021", "Huyện ủy Bình Sơn"):
        assert fact in facts


def test_a_page_says_in_which_document_the_words_are(client, attached_plan):
    items = read(client, q="rung phong ho").select(".item")
    found = {item.h3.text.strip(): item for item in items}
    link = found["Tin kèm văn bản"].select_one(".found-in a")
    assert (link.text, link["href"]) == ("Kế hoạch 59", attached_plan.page_url)
    passage = found["Tin kèm văn bản"].select_one(".passage")
    assert passage.mark.text == "rừng phòng hộ"
    assert found["Kế hoạch 59 (59-KH/HU)"].select_one(".found-in") is None


def test_text_of_documents_is_vietnamese_on_an_english_page(client, attached_plan):
    (item,) = read(client, path="/en/search/", q="rừng phòng hộ").select(".item")
    assert item.h3.a["lang"] == item.select_one(".passage")["lang"] == "vi"
    assert item.h3.a["href"].startswith("/en/van-ban/")


def test_what_was_saved_anew_has_its_new_title_and_no_passage(client, scheme):
    scheme.title = "Đề án viết lại"
    scheme.save()
    item = read(client, q="Đề án số 07").select_one(".item")
    assert item.h3.text.strip() == "Đề án viết lại"
    assert item.select_one(".passage") is None


def test_a_result_without_the_words_in_its_text_begins_with_its_summary(client, scheme):
    passage = read(client, q="thực hiện").select_one(".passage")
    assert passage.get_text(strip=True) == "Dân tin"


def test_what_is_written_is_never_markup(client):
    announce("Tin <b>đậm</b>", summary="<script>alert(1)</script> đậm")
    index_everything()
    main = read(client, q="<b>đậm")
    assert main.select("h3 b, script") == []
    assert main.select_one(".item h3").text.strip() == "Tin <b>đậm</b>"


def test_a_blank_search_invites(client, scheme):
    for query in ({}, {"q": ""}, {"q": " \x00 "}):
        main = read(client, **query)
        assert main.select_one(".empty").text.strip() == "Bạn chưa nhập từ cần tìm."
        assert main.select(".items, .filter") == []


def test_a_search_that_is_too_long_is_told_so(client, scheme):
    main = read(client, q="đề án " * 34)
    assert "200" in main.select_one(".empty").text
    assert len(main.select_one("#search-query")["value"]) <= 200
    assert main.select(".items") == []
    assert titles(client, q="đề án " + " " * 10_000) == [scheme.title]


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "\x00", "&|!:*", "a" * 10_000, "đề OR", "NEAR(", "\ud800", "%"]
)
def test_strange_query_gets_a_page(client, scheme, query):
    response = client.get("/search/?" + "q=" + percent(query))
    assert response.status_code == 200


def percent(text):
    return quote(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("number", ["0", "-1", "999", "abc", "", "9" * 5000])
def test_strange_page_number_gets_a_page(client, scheme, number):
    assert titles(client, q="Đề án", page=number) == [scheme.title]


def test_a_host_without_a_site_finds_nothing(client, scheme):
    Site.objects.update(is_default_site=False, hostname="khac.test")
    response = client.get("/search/", {"q": "Đề án"}, headers={"host": "localhost"})
    assert response.status_code == 200
    assert "Đề án số" not in response.content.decode()


@pytest.mark.parametrize("filters", ["", "&sort=date", "&kind=KH", "&year=2022", "&page=2"])
def test_many_results_cost_as_many_queries_as_few(client, filters):
    """Documents and the announcements that lead to them, with all that is shown of either."""
    index = factories.IndexFactory(title="Mục")

    def add(first, last):
        for number in range(first, last):
            document = factories.DocumentFactory(
                title=f"Kế hoạch {number}", number=f"{number}-KH/HU", kind="KH",
                issuer=factories.OrganisationFactory(), issued_on=f"2022-01-{number:02}",
            )  # fmt: skip
            announce(
                f"Tin {number}",
                parent=index,
                category=factories.CategoryFactory(),
                body=[("document", {"document": document, "text": "Xem"})],
            )
        index_everything()

    def queries():
        path = f"/search/?q=kế hoạch{filters}"
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            shown = BeautifulSoup(client.get(path).content, "html.parser").select(".item")
        return len(shown), len(context.captured_queries)

    add(1, 2)
    few, cost = queries()
    add(2, 10)
    many, cost_of_many = queries()
    assert few < many
    assert cost_of_many == cost == COSTS[filters]


def test_pages_of_one_type_cost_the_same_for_any_number(client):
    costs = []
    for last in (2, 18):
        for _ in range(last - len(costs) * 2):
            factories.StandardPageFactory(title="Giới thiệu")
        index_everything()
        with CaptureQueriesContext(connection) as context:
            assert len(titles(client, q="giới thiệu")) == min(last, 10)
        costs.append(len(context.captured_queries))
    assert costs[1] <= costs[0]


def test_results_are_shown_as_what_they_are(client):
    factories.AnnouncementFactory(title="Kế hoạch", summary="Tóm tắt", date="2022-11-05T10:00Z")
    index_everything()
    html = client.get("/search/", {"q": "hoạch"}).content.decode()
    assert "Tóm tắt" in html
    assert 'datetime="2022-11-05T17:00+0700"' in html


def test_language_that_the_portal_does_not_have_finds_nothing(client):
    factories.AnnouncementFactory(title="Kế hoạch 59-KH/HU")
    index_everything()
    Locale.objects.filter(language_code="en").delete()
    response = client.get("/en/search/", {"q": "59-KH/HU"})
    assert response.status_code == 200
    assert "Nothing was found" in response.content.decode()
